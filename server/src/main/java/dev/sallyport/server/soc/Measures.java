package dev.sallyport.server.soc;

import dev.sallyport.gate.containment.Measure;
import dev.sallyport.gate.containment.Place;
import dev.sallyport.gate.containment.Target;
import dev.sallyport.gate.containment.Tier;
import dev.sallyport.soc.response.Effect;
import java.util.Set;

/** What effects of playbooks are in the gate's terms. */
final class Measures {
    private Measures() {}

    /**
     * The measure that an effect puts in force or ends.
     *
     * @param argument of the step; empty where it does not matter
     * @throws IllegalArgumentException if the target can't be one of the effect, or the effect is no measure
     */
    static Measure of(Effect effect, String target, String argument) {
        return switch (effect) {
            case HOLD_AGENT, UNHOLD_AGENT -> hold("agent", target);
            case HOLD_SERVER, UNHOLD_SERVER -> hold("server", target);
            case HOLD_TOOL, UNHOLD_TOOL -> hold("tool", target);
            case RAISE_AGENT_TIER, LOWER_AGENT_TIER ->
                new Measure.RaiseTier(Target.of("agent", target), Tier.byWire(argument));
            case RAISE_SESSION_TIER, LOWER_SESSION_TIER ->
                new Measure.RaiseTier(Target.of("session", target), Tier.byWire(argument));
            case BLOCK_DESTINATION, UNBLOCK_DESTINATION -> new Measure.BlockDestination(Place.of(target));
            case FREEZE_AGENT,
                    UNFREEZE_AGENT,
                    REVOKE_AGENT,
                    FREEZE_SESSION,
                    UNFREEZE_SESSION,
                    QUARANTINE_SERVER,
                    RESTORE_SERVER -> throw new IllegalArgumentException(effect.wire() + " is no measure");
        };
    }

    private static Measure hold(String kind, String target) {
        return new Measure.ForceApproval(Target.of(kind, target), Measure.ForceApproval.DEFAULT_GROUP);
    }

    /** The changes by which receipts name acts of that kind on its target, by whomever. */
    static Set<String> changes(Effect effect) {
        return switch (effect) {
            case FREEZE_AGENT, UNFREEZE_AGENT, REVOKE_AGENT -> Set.of("agent_active", "agent_frozen", "agent_revoked");
            case FREEZE_SESSION, UNFREEZE_SESSION -> Set.of("freeze_session", "unfreeze_session");
            case QUARANTINE_SERVER, RESTORE_SERVER -> Set.of("quarantine_server", "restore_server");
            case HOLD_AGENT, UNHOLD_AGENT, HOLD_SERVER, UNHOLD_SERVER, HOLD_TOOL, UNHOLD_TOOL ->
                both(Measure.ForceApproval.WIRE);
            case RAISE_AGENT_TIER, LOWER_AGENT_TIER, RAISE_SESSION_TIER, LOWER_SESSION_TIER ->
                both(Measure.RaiseTier.WIRE);
            case BLOCK_DESTINATION, UNBLOCK_DESTINATION -> both(Measure.BlockDestination.WIRE);
        };
    }

    /** Whether it is a measure short of a freeze. */
    static boolean isMeasure(Effect effect) {
        return !kind(effect).isEmpty();
    }

    /** What receipts of measures call their subject; empty for other effects, whose changes say it. */
    static String kind(Effect effect) {
        return switch (effect) {
            case HOLD_AGENT, UNHOLD_AGENT, RAISE_AGENT_TIER, LOWER_AGENT_TIER -> "agent";
            case HOLD_SERVER, UNHOLD_SERVER -> "server";
            case HOLD_TOOL, UNHOLD_TOOL -> "tool";
            case RAISE_SESSION_TIER, LOWER_SESSION_TIER -> "session";
            case BLOCK_DESTINATION, UNBLOCK_DESTINATION -> "destination";
            case FREEZE_AGENT,
                    UNFREEZE_AGENT,
                    REVOKE_AGENT,
                    FREEZE_SESSION,
                    UNFREEZE_SESSION,
                    QUARANTINE_SERVER,
                    RESTORE_SERVER -> "";
        };
    }

    private static Set<String> both(String wire) {
        return Set.of(wire, "end_" + wire);
    }
}
