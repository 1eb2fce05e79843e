package dev.sallyport.shield.canary;

import java.util.List;

/**
 * Something planted for a thief.
 *
 * @param id the operator's name of it, up to 64 characters; findings do not carry it
 * @param kind as what it was planted
 * @param cores its random parts, which prove that a text came from it: ASCII letters and digits, 12 to 64 of them each
 * @param text what is planted, cores included
 */
public record Canary(String id, CanaryKind kind, List<String> cores, String text) {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 64;

    /**
     * @throws IllegalArgumentException if it has no core, or one that is too short to be told from chance, or that is not in its text
     */
    public Canary {
        cores = List.copyOf(cores);
        if (id.isEmpty() || id.length() > LONGEST) {
            throw new IllegalArgumentException("a canary's id has 1 to " + LONGEST + " characters");
        }
        if (cores.isEmpty()) {
            throw new IllegalArgumentException("a canary without a random part proves nothing");
        }
        for (String core : cores) {
            boolean plain = core.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
            if (!plain || core.length() < SHORTEST || core.length() > LONGEST || !text.contains(core)) {
                throw new IllegalArgumentException("a canary's random part is " + SHORTEST + " to " + LONGEST
                        + " ASCII letters and digits that stand in its text");
            }
        }
    }

    /** Not the text: a canary in a log would be found there. */
    @Override
    public String toString() {
        return "Canary[" + kind.wire() + "]";
    }
}
