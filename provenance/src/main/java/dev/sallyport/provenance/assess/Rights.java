package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.delegation.Delegation;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How far a right goes, as tools and people call it: to look, to change, to own. */
final class Rights {
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("r", "read", "reader", "reading", "view", "viewer", "viewing", "readonly", "look", "see"),
            Set.of(
                    "rw",
                    "w",
                    "write",
                    "writer",
                    "writing",
                    "edit",
                    "editor",
                    "editing",
                    "change",
                    "modify",
                    "push",
                    "collaborator",
                    "contributor",
                    "triage"),
            Set.of(
                    "admin",
                    "administrator",
                    "owner",
                    "own",
                    "full",
                    "manage",
                    "manager",
                    "maintain",
                    "maintainer",
                    "root",
                    "super"));

    private Rights() {}

    /** Whether a right goes further than any the user speaks of; where the user speaks of none, whether it makes an owner. */
    static boolean exceeds(String right, Delegation user) {
        int said = -1;
        for (int level = 0; level < LEVELS.size(); level++) {
            if (LEVELS.get(level).stream().anyMatch(word -> word.length() > 2 && user.says(word))) {
                said = level;
            }
        }
        return level(right) > (said < 0 ? LEVELS.size() - 2 : said);
    }

    private static int level(String right) {
        int found = -1;
        for (String word : right.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            for (int level = 0; level < LEVELS.size(); level++) {
                found = LEVELS.get(level).contains(word) ? Math.max(found, level) : found;
            }
        }
        return found;
    }
}
