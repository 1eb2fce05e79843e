package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.connect.mcp.door.Seen;
import dev.sallyport.connect.mcp.door.Verdict;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.gate.decision.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What shields make of a server's answers, before the client has them: secrets are taken out, what was flagged is said beside the result, and
 * what a shield blocks is not handed on. An answer nothing was found in passes in the very bytes it came in.
 */
final class Screening {
    /** Name of the member of {@code _meta} that carries what shields flagged. */
    static final String ADVISORIES_KEY = "dev.sallyport/advisories";

    private final BiFunction<String, Json, Seen> look;
    private final Runnable failed;

    /**
     * @param look what may be seen of an answer, by the action's name ({@code GateDoor.seen})
     * @param failed counts what nobody could look at
     */
    Screening(BiFunction<String, Json, Seen> look, Runnable failed) {
        this.look = look;
        this.failed = failed;
    }

    /**
     * The frame for the client.
     *
     * @param action the tool or operation that was answered
     */
    byte[] shown(Frame.Answer answer, String method, Era era, String action) {
        try {
            Json content = content(answer);
            Seen seen = look.apply(action, content);
            if (seen.withheld()) {
                return withheld(answer, method, era);
            }
            return seen.isUnchanged() && !claims(content)
                    ? answer.bytes()
                    : changed(answer, method, era, content, seen);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // Whoever waits must hear something, and nothing that nobody could look at.
            failed.run();
            return withheld(answer, method, era);
        }
    }

    /** What of a notification's parameters the client may have; empty for nothing. */
    Optional<byte[]> shown(Frame.Notification told) {
        return params(told.method(), told.params())
                .map(seen -> seen.map(clean -> Reply.notification(told.method(), clean))
                        .orElse(told.bytes()));
    }

    /** What of a server's own request the client may have; empty for nothing. */
    Optional<byte[]> shown(Frame.Request asked) {
        return params(asked.method(), asked.params())
                .map(seen -> seen.map(clean -> Reply.request(asked.rawId(), asked.method(), Reply.bytes(clean)))
                        .orElse(asked.bytes()));
    }

    /** Empty if they are withheld, else what stands for them, if anything does. */
    private Optional<Optional<JsonObject>> params(String method, JsonObject params) {
        try {
            Seen seen = look.apply(method, params);
            return seen.withheld()
                    ? Optional.empty()
                    : Optional.of(seen.instead().map(JsonObject.class::cast));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            failed.run();
            return Optional.empty();
        }
    }

    /** A server that says what only the gateway may say. */
    private static boolean claims(Json content) {
        return content instanceof JsonObject result
                && Frame.object(result, "_meta")
                        .filter(meta -> meta.get(ADVISORIES_KEY) != null)
                        .isPresent();
    }

    /** What can't be read as strict JSON is looked at as one text, as its reader will have it: without escapes. */
    private static Json content(Frame.Answer answer) {
        return switch (answer) {
            case Frame.Result result -> result.result();
            case Frame.Failure failure -> failure.error();
            case Frame.Opaque opaque ->
                new JsonString(Escapes.undone(new String(opaque.bytes(), StandardCharsets.UTF_8)));
        };
    }

    private static byte[] withheld(Frame.Answer answer, String method, Era era) {
        return Refusals.frame(
                answer.rawId(),
                method,
                era,
                Verdict.Refused.undecided(
                        "result_withheld", "the call ran, and " + ReasonCode.SHIELD_BLOCKS.sentence()));
    }

    private static byte[] changed(Frame.Answer answer, String method, Era era, Json content, Seen seen) {
        Json shown = seen.instead().orElse(content);
        try {
            return switch (answer) {
                case Frame.Result result -> Reply.result(answer.rawId(), noted((JsonObject) shown, seen));
                case Frame.Failure failure -> Reply.failure(answer.rawId(), (JsonObject) shown);
                // A secret in bytes that nobody can take apart stays where it is, so none of them pass.
                case Frame.Opaque opaque -> seen.instead().isPresent() ? withheld(answer, method, era) : answer.bytes();
            };
        } catch (MalformedJson e) {
            // A number no canonical form has: with a secret beside it the answer can't be written anew.
            return seen.instead().isPresent() || claims(content) ? withheld(answer, method, era) : answer.bytes();
        }
    }

    private static JsonObject noted(JsonObject result, Seen seen) {
        if (seen.advisories().isEmpty() && !claims(result)) {
            return result;
        }
        JsonObject.Builder meta = JsonObject.builder();
        Frame.object(result, "_meta")
                .ifPresent(old -> old.members().forEach((name, value) -> {
                    if (!name.equals(ADVISORIES_KEY)) {
                        meta.put(name, value);
                    }
                }));
        if (!seen.advisories().isEmpty()) {
            List<Json> lines =
                    seen.advisories().stream().<Json>map(JsonString::new).toList();
            meta.put(ADVISORIES_KEY, new JsonArray(lines));
        }
        JsonObject.Builder out = JsonObject.builder();
        result.members().forEach((name, value) -> {
            if (!name.equals("_meta")) {
                out.put(name, value);
            }
        });
        return out.put("_meta", meta.build()).build();
    }
}
