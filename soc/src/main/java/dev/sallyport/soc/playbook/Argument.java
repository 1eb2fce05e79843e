package dev.sallyport.soc.playbook;

import dev.sallyport.gate.containment.Place;
import dev.sallyport.gate.containment.Target;
import dev.sallyport.gate.containment.Tier;
import dev.sallyport.soc.response.Effect;

/** What a playbook's step says besides its effect and its time: a tool, a destination or a tier. */
final class Argument {
    private Argument() {}

    /** The name of the member in a playbook; empty for an effect that takes nothing. */
    static String member(Effect effect) {
        return switch (effect.argument()) {
            case NONE -> "";
            case TOOL -> "tool";
            case DESTINATION -> "destination";
            case TIER -> "tier";
        };
    }

    /**
     * The argument in its one spelling.
     *
     * @throws IllegalArgumentException if the effect does not take it
     */
    static String checked(Effect effect, String argument) {
        return switch (effect.argument()) {
            case NONE -> none(effect, argument);
            case TOOL -> Target.of("tool", argument).id();
            case DESTINATION -> Place.of(argument).text();
            case TIER ->
                argument.isEmpty()
                        ? argument
                        : Tier.byWire(argument)
                                .map(Tier::wire)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "`tier` takes low, medium, high or critical, not `" + argument + "`"));
        };
    }

    private static String none(Effect effect, String argument) {
        if (!argument.isEmpty()) {
            throw new IllegalArgumentException(effect.wire() + " takes nothing besides, not `" + argument + "`");
        }
        return argument;
    }
}
