package dev.sallyport.gate;

import dev.sallyport.gate.facts.Shielded;
import java.util.List;

/** The line that the agent's user is shown when a shield found something that did not block. Names of shields, nothing of the find. */
public final class Advisories {
    private Advisories() {}

    /** One line for each shield that a person should look after. */
    public static List<String> of(List<Shielded> shields) {
        return shields.stream()
                .filter(Shielded::isNoted)
                .filter(shield -> !shield.blocks())
                .map(Advisories::line)
                .toList();
    }

    private static String line(Shielded shield) {
        return shield.assessed()
                ? shield.shield().name() + " flagged this: review later"
                : shield.shield().name() + " could not look at this: review later";
    }
}
