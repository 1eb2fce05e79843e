package dev.sallyport.sdk;

import java.util.Optional;

/**
 * What a failure belongs to, as far as it is known.
 *
 * @param status the HTTP status, or 0 when there was no answer
 * @param decisionId the decision
 * @param approvalId the approval
 * @param receiptId the receipt that records the refusal
 */
public record Place(int status, Optional<String> decisionId, Optional<String> approvalId, Optional<String> receiptId) {
    /** Nothing is known. */
    public static final Place NONE = new Place(0, Optional.empty(), Optional.empty(), Optional.empty());

    static Place decision(String id) {
        return new Place(0, Optional.of(id), Optional.empty(), Optional.empty());
    }

    static Place approval(String id) {
        return new Place(0, Optional.empty(), Optional.of(id), Optional.empty());
    }
}
