package dev.sallyport.provenance.assess;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Switches that widen what a call does: who may see it, what it overrides. A switch is judged as the word that names it. */
final class Flags {
    private static final Set<String> WIDENING = Set.of(
            "public",
            "anonymous",
            "everyone",
            "anyone",
            "force",
            "overwrite",
            "recursive",
            "permanent",
            "permanently",
            "hard",
            "admin",
            "root",
            "sudo",
            "bypass",
            "unrestricted");

    private Flags() {}

    /** The word a switch stands for, if turning it on widens anything. */
    static Optional<String> of(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        for (String word : last.replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .split("[_-]")) {
            if (WIDENING.contains(word)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }
}
