package dev.sallyport.govern.collector;

import dev.sallyport.action.json.JsonObject;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * One order to delete what a customer shipped, and what became of it. Names the customer by a commitment: who has the id finds the order, and
 * nobody else learns whose it was.
 *
 * @param customer the commitment
 * @param requestedMillis when it was taken
 * @param doneMillis when everything was gone
 * @param destroyed how many batches went
 */
public record Deletion(String customer, long requestedMillis, OptionalLong doneMillis, long destroyed) {
    /** How long the law gives. */
    public static final long DUE_MILLIS = 30L * 24 * 60 * 60 * 1000;

    /** What we hold ourselves to. */
    public static final long TARGET_MILLIS = 7L * 24 * 60 * 60 * 1000;

    /** Where an order stands. */
    public enum State {
        /** Taken, and within the target. */
        OPEN,
        /** Taken, and past the target: alarm. */
        LATE,
        /** Taken, and past what is promised: alarm. */
        OVERDUE,
        /** Everything is gone. */
        DONE
    }

    /** Where it stands at that time. */
    public State state(long nowMillis) {
        if (doneMillis.isPresent()) {
            return State.DONE;
        }
        long age = nowMillis - requestedMillis;
        return age >= DUE_MILLIS ? State.OVERDUE : age >= TARGET_MILLIS ? State.LATE : State.OPEN;
    }

    /** For people and programs, without anything that leads back to the customer. */
    public JsonObject form(long nowMillis) {
        JsonObject.Builder out = JsonObject.builder()
                .put("customer_sha256", customer)
                .put("state", state(nowMillis).name().toLowerCase(java.util.Locale.ROOT))
                .put("requested", Instant.ofEpochMilli(requestedMillis).toString())
                .put(
                        "target",
                        Instant.ofEpochMilli(requestedMillis + TARGET_MILLIS).toString())
                .put("due", Instant.ofEpochMilli(requestedMillis + DUE_MILLIS).toString());
        doneMillis.ifPresent(done -> out.put("done", Instant.ofEpochMilli(done).toString()));
        return out.put("destroyed", destroyed).build();
    }
}
