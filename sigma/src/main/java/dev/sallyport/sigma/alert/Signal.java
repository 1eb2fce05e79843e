package dev.sallyport.sigma.alert;

import java.util.Locale;

/**
 * Something about the detector that a person may want to know, gathered by kind and rule until it is asked for, so that a storm of
 * the same costs one line and no count is lost.
 *
 * @param kind what happened
 * @param rule whose state it concerns ({@code Head.reference}), empty if no single rule's
 * @param group the group last concerned, empty if none
 * @param count how often since it was last asked for, at least 1
 * @param timeMillis the event time at which it last happened
 */
public record Signal(Kind kind, String rule, String group, long count, long timeMillis) {

    /** Kinds of signals. */
    public enum Kind {
        /** State that could still have led to an alert was given up because a cap was reached. */
        DETECTOR_STATE_EVICTED,
        /** A group had more hits in its window than its cap; the oldest were given up. */
        HITS_TRUNCATED,
        /** An event belonged to more groups of a rule than the cap; the rest were passed over. */
        GROUPS_TRUNCATED,
        /** An event's time was far from when it was received; if it was ahead, it was taken back to the tolerance. */
        CLOCK_JUMP,
        /** An event came after the watermark; it was evaluated as late. */
        LATE_EVENT,
        /** More events were waiting for the watermark than the cap; the oldest was evaluated early. */
        HELD_FULL,
        /** Steps of flows were forgotten because a cap was reached, before they were too old to matter. */
        FLOW_STEPS_EVICTED,
        /** An event named more inputs than the cap; the rest were passed over. */
        INPUTS_TRUNCATED,
        /** A restored state belonged to a rule that is no longer there or reads differently now. */
        STATE_DISCARDED;

        /** The field {@code check} of the event that tells of it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
