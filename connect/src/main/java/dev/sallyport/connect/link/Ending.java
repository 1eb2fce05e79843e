package dev.sallyport.connect.link;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.connect.mcp.frame.Reply;

/**
 * Why a link ends or is not opened.
 *
 * @param code stable word, for example {@code server_exited}
 * @param why lower-case fragment for people
 */
public record Ending(String code, String why) {
    static Ending parse(byte[] body) {
        try {
            if (StrictJson.parse(body) instanceof JsonObject object
                    && object.get("code") instanceof JsonString code
                    && object.get("why") instanceof JsonString why) {
                return new Ending(code.value(), why.value());
            }
        } catch (MalformedJson e) {
            return new Ending("link_broken", "the other end ended the link and did not say why");
        }
        return new Ending("link_broken", "the other end ended the link and did not say why");
    }

    LinkFrame frame(LinkFrame.Kind kind) {
        return new LinkFrame(
                kind,
                Reply.bytes(
                        JsonObject.builder().put("code", code).put("why", why).build()));
    }
}
