package dev.sallyport.soc.life;

import dev.sallyport.gate.registry.Duty;
import java.util.Optional;

/** Whether a rule or a playbook may stand otherwise: up one step at a time and with proof, down at any time. Pure. */
public final class Promotions {
    /** How long a version is recorded before it may respond, where the configuration does not say: 72 hours. */
    public static final long LOG_ONLY_MILLIS = 72 * 60 * 60 * 1000L;

    private static final long HOUR = 60 * 60 * 1000L;

    /** What becomes of a wish. */
    public sealed interface Answer {
        /** It may; the registry is to be told so. */
        record Granted(Duty duty, Duty.Act act) implements Answer {}

        /** It may not. */
        record Refused(String code, String message) implements Answer {}
    }

    private Promotions() {}

    /**
     * What becomes of the wish to stand at that stage.
     *
     * @param now how it stands, of the version that runs
     * @param most how far status, file and configuration let it go
     * @param canary for which share of agents
     * @param logOnlyMillis how long it must have been recorded before it may respond
     */
    public static Answer of(
            Duty now, Duty.Stage most, Duty.Stage wanted, int canary, long nowMillis, long logOnlyMillis) {
        int up = wanted.compareTo(now.stage());
        if (up == 0 && canary == now.canary()) {
            return new Answer.Refused("duty_unchanged", "it stands at " + wanted.wire() + " already");
        }
        if (up > 0) {
            Optional<Answer.Refused> refused = refused(now, most, wanted, nowMillis, logOnlyMillis);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        boolean more = up > 0 || (up == 0 && canary > now.canary());
        long recorded =
                wanted == Duty.Stage.EXPERIMENTAL ? 0 : now.recordedMillis() > 0 ? now.recordedMillis() : nowMillis;
        return new Answer.Granted(now.at(wanted, canary, recorded), more ? Duty.Act.PROMOTE : Duty.Act.DEMOTE);
    }

    private static Optional<Answer.Refused> refused(
            Duty now, Duty.Stage most, Duty.Stage wanted, long nowMillis, long logOnlyMillis) {
        if (wanted.compareTo(most) > 0) {
            return refusal(
                    "stage_ceiling",
                    "it goes to " + most.wire() + " at most, as its status, its file or the configuration says");
        }
        Duty.Stage next = next(now);
        if (wanted.compareTo(next) > 0) {
            return refusal("stage_skipped", "it stands at " + now.stage().wire() + "; the next step is " + next.wire());
        }
        if (wanted.compareTo(Duty.Stage.LOG_ONLY) > 0 && now.proof().isEmpty()) {
            return refusal(
                    "dry_run_missing",
                    "no dry run of this version (" + now.digest() + ") passed; run one and have it recorded first");
        }
        long since = now.recordedMillis() == 0 ? 0 : nowMillis - now.recordedMillis();
        if (wanted == Duty.Stage.RESPOND && since < logOnlyMillis) {
            return refusal(
                    "log_only_too_short",
                    "this version was recorded for " + since / HOUR + " of " + logOnlyMillis / HOUR + " hours");
        }
        return Optional.empty();
    }

    private static Optional<Answer.Refused> refusal(String code, String message) {
        return Optional.of(new Answer.Refused(code, message));
    }

    /** A playbook has nobody to tell, so it knows no step between. */
    private static Duty.Stage next(Duty now) {
        return switch (now.stage()) {
            case EXPERIMENTAL -> Duty.Stage.LOG_ONLY;
            case LOG_ONLY -> now.kind() == Duty.Kind.PLAYBOOK ? Duty.Stage.RESPOND : Duty.Stage.ALERT;
            case ALERT, RESPOND -> Duty.Stage.RESPOND;
        };
    }
}
