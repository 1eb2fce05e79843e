package dev.sallyport.sdk;

import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a released action, as {@link Client#reportOutcome(Report)} tells it.
 *
 * @param decisionId the decision that released it
 * @param outcome what happened
 * @param executed the hash of what ran
 * @param outputHash of what it answered, 64 lower-case hexadecimal digits
 * @param content what it answered, for a session whose user's words were told with {@link Client#prompt}; without it the gateway
 *     knows that it missed something
 */
public record Report(
        String decisionId,
        Client.Outcome outcome,
        Optional<ActionHash> executed,
        Optional<String> outputHash,
        Optional<String> content) {
    /** A report of the outcome alone. */
    public static Report of(String decisionId, Client.Outcome outcome) {
        return new Report(decisionId, outcome, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** With the hash of what ran. */
    public Report withExecuted(ActionHash hash) {
        return new Report(decisionId, outcome, Optional.of(hash), outputHash, content);
    }

    /** With the hash of what it answered. */
    public Report withOutputHash(String hash) {
        return new Report(decisionId, outcome, executed, Optional.of(hash), content);
    }

    /** With what it answered. */
    public Report withContent(String text) {
        return new Report(decisionId, outcome, executed, outputHash, Optional.of(text));
    }

    JsonObject json() {
        JsonObject.Builder body = JsonObject.builder()
                .put("decision_id", decisionId)
                .put("status", outcome.name().toLowerCase(Locale.ROOT));
        executed.ifPresent(hash -> body.put("executed_hash", hash.hex()));
        outputHash.ifPresent(hash -> body.put("output_hash", hash));
        content.ifPresent(text -> body.put("content", text));
        return body.build();
    }

    /** Without the content, which a log has no business with. */
    @Override
    public String toString() {
        return "Report[" + decisionId + ", " + outcome + "]";
    }
}
