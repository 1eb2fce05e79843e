package dev.sallyport.connect.model;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Answers of an upstream that are none. */
final class UpstreamRefusal {
    private static final long LONGEST_WAIT_SECONDS = 3_600;

    private UpstreamRefusal() {}

    /** What an agent is told. What an upstream says of the gateway's credential is not for agents; about their question it is. */
    static ModelRefusal of(HttpResponse<Arriving> answer, Passing passing) {
        int status = answer.statusCode();
        return switch (status) {
            case 401, 402, 403 ->
                new ModelRefusal(
                        502, "upstream_unauthorized", "the model's upstream does not take the gateway's credential");
            case 429 ->
                new ModelRefusal(429, "upstream_limited", "the model's upstream wants fewer questions", wait(answer));
            case 400, 404, 409, 413, 422 ->
                new ModelRefusal(
                        status,
                        "upstream_refused",
                        said(passing).orElse("the model's upstream refused the question with the status " + status));
            default ->
                new ModelRefusal(
                        502, "upstream_failed", "the model's upstream answered with the HTTP status " + status);
        };
    }

    private static Optional<Long> wait(HttpResponse<Arriving> answer) {
        return Optional.of(answer.headers()
                .firstValue("retry-after")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Math.min(LONGEST_WAIT_SECONDS, Long.parseLong(text)))
                .orElse(1L));
    }

    /** The upstream's own words, without secrets. */
    private static Optional<String> said(Passing passing) {
        try {
            JsonObject body = JsonParts.answer(passing.bytes(), ModelLimits.EVENT);
            return JsonParts.optionalObject(body, "error")
                    .map(error -> error.get("message"))
                    .filter(JsonString.class::isInstance)
                    .map(message -> ((JsonString) message).value())
                    .map(text -> text.substring(0, Math.min(text.length(), ModelLimits.ERROR_CHARS)));
        } catch (ModelRefusal e) {
            return Optional.empty();
        }
    }
}
