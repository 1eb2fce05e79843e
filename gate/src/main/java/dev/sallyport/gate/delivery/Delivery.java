package dev.sallyport.gate.delivery;

import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;

/**
 * One message that is owed: about one approval, to one channel, in one revision.
 *
 * @param createdMillis since when it is owed, in milliseconds since the epoch; for the first revision that is when the action
 *     was held
 * @param expiresMillis milliseconds since the epoch; from then on nobody needs it
 */
public record Delivery(Key key, long createdMillis, long expiresMillis) {
    /** What makes a message the same message, however often it is sent. */
    public record Key(TenantId tenant, ApprovalId approval, String channel, Revision revision) {
        /** A text that is the same at each attempt, for receivers that drop repetitions. */
        public String text() {
            return approval.value() + "." + channel + "." + revision.number();
        }
    }

    /** Whether nobody needs it any more. */
    public boolean expiredAt(long timeMillis) {
        return timeMillis >= expiresMillis;
    }
}
