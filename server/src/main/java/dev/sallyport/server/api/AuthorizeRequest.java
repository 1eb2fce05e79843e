package dev.sallyport.server.api;

import dev.sallyport.action.Action;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.Name;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The body of {@code POST /v1/authorize}, read. Members it does not know are left alone outside {@code tool_call}; inside
 * it they are refused, because they would not be hashed.
 *
 * @param agent the agent's id as the body says; compared with the token's
 * @param session {@code session}, else {@code trace.run_id}
 * @param computed the hash the caller computed of {@code tool_call}
 * @param timeMillis the caller's clock, in milliseconds since the epoch
 */
record AuthorizeRequest(
        Optional<String> requestId,
        String agent,
        Optional<String> session,
        Optional<String> userId,
        Optional<String> userRole,
        Optional<String> traceId,
        Action action,
        Optional<String> computed,
        Optional<TrustLevel> stated,
        boolean sensitive,
        Optional<String> nonce,
        Optional<Long> timeMillis) {

    static AuthorizeRequest of(Fields body) {
        Optional<Fields> user = body.optionalObject("user");
        Optional<Fields> context = body.optionalObject("context");
        Optional<Fields> trace = body.optionalObject("trace");
        body.optionalText("callback");
        return new AuthorizeRequest(
                name(body, "request_id"),
                body.object("agent").text("id"),
                name(body, "session").or(() -> trace.flatMap(t -> name(t, "run_id"))),
                user.flatMap(u -> shortText(u, "id")),
                user.flatMap(u -> shortText(u, "role")),
                trace.flatMap(t -> name(t, "trace_id")),
                action(body),
                Input.hash(body, "action_hash"),
                context.flatMap(c -> trust(c)),
                context.map(c -> flag(c, "contains_sensitive_data")).orElse(false),
                name(body, "nonce"),
                time(body));
    }

    private static Action action(Fields body) {
        Action action = Action.fromJson(body.object("tool_call").whole());
        Name.check("tool_call.tool", action.tool());
        Name.check("tool_call.action", action.action());
        return action;
    }

    private static Optional<String> name(Fields from, String member) {
        return from.optionalText(member).map(value -> Name.check(member, value));
    }

    private static Optional<String> shortText(Fields from, String member) {
        return from.optionalText(member).map(value -> {
            if (value.isEmpty() || value.length() > Name.MAX_LENGTH) {
                throw Input.wrong("user." + member + " takes 1 to " + Name.MAX_LENGTH + " characters");
            }
            return value;
        });
    }

    private static Optional<TrustLevel> trust(Fields context) {
        return context.optionalText("source_trust")
                .map(word -> TrustLevel.byWire(word)
                        .orElseThrow(() -> Input.wrong(
                                "context.source_trust is none of trusted_internal_signed, trusted_internal_unsigned,"
                                        + " semi_trusted_customer, untrusted_external, malicious_suspected, unknown")));
    }

    private static boolean flag(Fields from, String member) {
        JsonObject object = from.whole();
        return object.get(member) != null && from.flag(member);
    }

    private static Optional<Long> time(Fields body) {
        Json value = body.whole().get("timestamp");
        return switch (value) {
            case null -> Optional.empty();
            case JsonString text -> Optional.of(instant(text.value()));
            case JsonNumber number -> Optional.of(millis(number));
            default -> throw badTime();
        };
    }

    private static long millis(JsonNumber number) {
        if (!number.isInteger()) {
            throw badTime();
        }
        return (long) number.value();
    }

    private static long instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw badTime();
        }
    }

    private static RuntimeException badTime() {
        return Input.wrong("timestamp takes RFC 3339 text such as 2026-01-31T12:00:00Z, or milliseconds since 1970");
    }
}
