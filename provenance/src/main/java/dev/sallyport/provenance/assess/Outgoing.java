package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a mere read would tell an address by asking it. Of a read that somebody described it is known where it goes; any other is taken to
 * ask each address that its arguments hold, whatever they are called.
 */
final class Outgoing {
    private static final Set<Role> ADDRESSLESS =
            EnumSet.of(Role.PATH, Role.DATE, Role.AMOUNT, Role.RECIPIENT, Role.URL);

    private Outgoing() {}

    /** The addresses within the arguments of that read, each as an argument of its own. */
    static List<Argument> addresses(ToolEntry tool, List<Argument> leaves) {
        List<Argument> found = new ArrayList<>();
        if (!tool.guessed() || tool.changes()) {
            return found;
        }
        for (Argument leaf : leaves) {
            if (!ADDRESSLESS.contains(leaf.role())) {
                for (String url : SpelledAddresses.in(leaf.text())) {
                    found.add(new Argument(leaf.name(), Role.URL, url, false));
                }
            }
        }
        return found;
    }

    /** How far the call reaches, when those are its arguments. */
    static Tier tier(ToolEntry tool, List<Argument> leaves, boolean secret) {
        boolean asks = leaves.stream().anyMatch(a -> a.role() == Role.URL) || (secret && tool.guessed());
        return tool.tier() == Tier.READ && asks ? Tier.READ_OUT : tool.tier();
    }
}
