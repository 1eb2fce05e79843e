package dev.sallyport.sdk;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * What the caller says of a call. The gateway takes all of it as claims that can only make it stricter.
 *
 * @param sourceTrust how far the source of the request is trusted
 * @param containsSensitiveData whether sensitive data is in it
 * @param userId for whom it is done
 * @param userRole that person's role
 * @param runId the run it belongs to
 * @param traceId the trace it belongs to
 */
public record Claims(
        TrustLevel sourceTrust,
        boolean containsSensitiveData,
        Optional<String> userId,
        Optional<String> userRole,
        Optional<String> runId,
        Optional<String> traceId) {
    /** Nothing is known of the source. */
    public static final Claims UNKNOWN = from(TrustLevel.UNKNOWN);

    /** A source trusted so far, and nothing else said. */
    public static Claims from(TrustLevel sourceTrust) {
        return new Claims(sourceTrust, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    void addTo(JsonObject.Builder request) {
        request.put(
                "context",
                JsonObject.builder()
                        .put("source_trust", sourceTrust.name().toLowerCase(Locale.ROOT))
                        .put("contains_sensitive_data", containsSensitiveData)
                        .build());
        both(request, "user", "id", userId, "role", userRole);
        both(request, "trace", "run_id", runId, "trace_id", traceId);
    }

    private static void both(
            JsonObject.Builder request,
            String name,
            String one,
            Optional<String> oneValue,
            String other,
            Optional<String> otherValue) {
        JsonObject.Builder object = JsonObject.builder();
        oneValue.ifPresent(value -> object.put(one, value));
        otherValue.ifPresent(value -> object.put(other, value));
        if (oneValue.isPresent() || otherValue.isPresent()) {
            request.put(name, object.build());
        }
    }
}
