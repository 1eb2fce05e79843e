package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.delegation.Delegation;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How far a right goes, as tools call it: to look, to change, to own. */
final class Rights {
    private static final int NONE = -1;
    private static final int CHANGING = 1;

    /** What tools call them, the least first. */
    private static final List<Set<String>> CALLED = List.of(
            Set.of("r", "read", "reader", "view", "viewer", "readonly"),
            Set.of("rw", "w", "write", "writer", "edit", "editor", "modify", "push", "collaborator", "contributor"),
            Set.of("admin", "administrator", "owner", "full", "manage", "manager", "maintain", "maintainer", "root"));

    /** What people call them where they can mean nothing else: who is asked to read mail hands over no right to read. */
    private static final List<Set<String>> SAID = List.of(
            Set.of("read-only", "readonly", "view-only", "viewer"),
            Set.of("write", "edit", "editing", "editor", "write-access", "collaborator", "contributor", "change"),
            Set.of("admin", "administrator", "owner", "maintainer"));

    private Rights() {}

    /** Whether a right goes further than any the user speaks of; where the user speaks of none, whether it makes an owner. */
    static boolean exceeds(String right, Delegation user) {
        int said = NONE;
        for (int level = 0; level < SAID.size(); level++) {
            if (SAID.get(level).stream().anyMatch(user::says)) {
                said = level;
            }
        }
        return level(right) > (said == NONE ? CHANGING : said);
    }

    private static int level(String right) {
        int found = NONE;
        for (String word : right.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            for (int level = 0; level < CALLED.size(); level++) {
                found = CALLED.get(level).contains(word) ? Math.max(found, level) : found;
            }
        }
        return found;
    }
}
