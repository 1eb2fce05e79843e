package dev.sallyport.connect.link;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.connect.mcp.frame.Reply;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a shim says of itself when it opens a link. Nothing of it is believed but the token.
 *
 * @param server the key of the server it stands for
 * @param session the session of the agent host it was started by
 * @param token an agent's bearer token; without one the gateway decides who the local user's agent is. Not in {@link #toString}.
 * @param firstUse whether a server that nobody registered is to be accepted as it is first seen
 * @param url where the server is, if the gateway is to speak to it itself; must be the address it is registered with
 */
public record Hello(String server, String session, Optional<String> token, boolean firstUse, Optional<String> url) {
    /** The version of the link that this class speaks. */
    public static final int VERSION = 2;

    /** A hello for a server that the shim starts. */
    public Hello(String server, String session, Optional<String> token, boolean firstUse) {
        this(server, session, token, firstUse, Optional.empty());
    }

    /** A hello that asks to accept nothing. */
    public Hello(String server, String session, Optional<String> token) {
        this(server, session, token, false);
    }

    LinkFrame frame() {
        JsonObject.Builder hello = JsonObject.builder()
                .put("version", VERSION)
                .put("server", server)
                .put("session", session);
        token.ifPresent(t -> hello.put("token", t));
        if (firstUse) {
            hello.put("first_use", true);
        }
        url.ifPresent(u -> hello.put("url", u));
        return new LinkFrame(LinkFrame.Kind.HELLO, Reply.bytes(hello.build()));
    }

    static Hello parse(byte[] body) throws LinkBroken {
        try {
            if (!(StrictJson.parse(body) instanceof JsonObject object)) {
                throw new LinkBroken("the hello is not an object");
            }
            if (!(object.get("version") instanceof JsonNumber version) || version.value() != VERSION) {
                throw new LinkBroken("the link's version is not " + VERSION + "; use the same Sallyport on both ends");
            }
            return new Hello(
                    text(object.get("server")),
                    text(object.get("session")),
                    object.get("token") == null ? Optional.empty() : Optional.of(text(object.get("token"))),
                    JsonBoolean.of(true).equals(object.get("first_use")),
                    object.get("url") == null ? Optional.empty() : Optional.of(text(object.get("url"))));
        } catch (MalformedJson e) {
            throw new LinkBroken("the hello is not strict JSON: " + e.code());
        }
    }

    private static String text(@Nullable Json value) throws LinkBroken {
        if (value instanceof JsonString text) {
            return text.value();
        }
        throw new LinkBroken("a member of the hello is missing or not a string");
    }

    @Override
    public String toString() {
        return "Hello[server=" + server + ", session=" + session + ", token=" + (token.isPresent() ? "present" : "none")
                + ", firstUse=" + firstUse + ", url=" + url.orElse("none") + "]";
    }
}
