package dev.sallyport.sdk;

import java.util.Arrays;

/**
 * A held action and where it stands.
 *
 * @param id the approval's id
 * @param status where it stands
 * @param actionHash what would run, in hexadecimal digits
 * @param approverGroup who may answer
 * @param expiresAt until when, RFC 3339
 */
public record Approval(String id, Status status, String actionHash, String approverGroup, String expiresAt) {
    /** Where an approval stands. */
    public enum Status {
        /** Nobody answered yet, or not enough people. */
        PENDING,
        /** It may be used, once. */
        APPROVED,
        /** A person said no. */
        REJECTED,
        /** Its time ran out. */
        EXPIRED,
        /** It was used. */
        CONSUMED,
        /** What was approved would no longer be judged alike. */
        INVALIDATED
    }

    static Approval of(Answer answer) {
        return new Approval(
                answer.text("approval_id"),
                status(answer.text("status")),
                answer.text("action_hash"),
                answer.text("approver_group"),
                answer.text("expires_at"));
    }

    static Status status(String word) {
        return Arrays.stream(Status.values())
                .filter(status -> status.name().equals(word))
                .findFirst()
                .orElseThrow(() -> Unavailable.spoken(
                        "unknown_status", "the gateway names a status that is not known here", Place.NONE));
    }
}
