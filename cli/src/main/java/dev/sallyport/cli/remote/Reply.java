package dev.sallyport.cli.remote;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the gateway answered.
 *
 * @param status the HTTP status
 * @param body the bytes of the body
 * @param fields the header fields, by their names in lower case; of one that came twice the last
 */
public record Reply(int status, byte[] body, Map<String, String> fields) {
    private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 64, 4_000_000, 16 << 20);
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;

    /** Whether the gateway did what was asked. */
    public boolean ok() {
        return status < FIRST_ERROR;
    }

    /** The body as an object. */
    public JsonObject object() {
        if (json() instanceof JsonObject object) {
            return object;
        }
        throw malformed();
    }

    /** The body's member of that name as a list of objects; a body that is itself a list will do, too. */
    public List<JsonObject> list(String member) {
        Json body = json();
        Json items = body instanceof JsonObject object ? object.get(member) : body;
        if (items instanceof JsonArray array) {
            return array.items().stream()
                    .map(item -> item instanceof JsonObject object ? object : notAnObject())
                    .toList();
        }
        throw malformed();
    }

    private static JsonObject notAnObject() {
        throw malformed();
    }

    /** This reply, unless it is a refusal: that becomes a complaint with the gateway's own code and words. */
    public Reply orComplain() {
        if (ok()) {
            return this;
        }
        throw new Complaint(exit(), text("code", "http_" + status), words());
    }

    /** A text member of the body, or the other value. */
    public String text(String member, String otherwise) {
        try {
            return json() instanceof JsonObject object && object.get(member) instanceof JsonString text
                    ? text.value()
                    : otherwise;
        } catch (Complaint noJson) {
            return otherwise;
        }
    }

    private String words() {
        String title = text("detail", text("title", "no reason given"));
        return "the gateway refused (" + status + "): " + title;
    }

    private Exit exit() {
        if (status >= FIRST_SERVER_ERROR || status == TOO_MANY) {
            return Exit.CANNOT_DECIDE;
        }
        return switch (status) {
            case 401, 403, 409, 410 -> Exit.NO;
            default -> Exit.USAGE;
        };
    }

    private Json json() {
        try {
            return StrictJson.parse(body, LIMITS, Numbers.ROUNDED);
        } catch (MalformedJson notJson) {
            throw malformed();
        }
    }

    private static Complaint malformed() {
        return Complaint.cannotDecide("malformed_answer", "the gateway's answer is not the JSON that was expected");
    }

    @Override
    public String toString() {
        return status + " " + new String(body, StandardCharsets.UTF_8);
    }
}
