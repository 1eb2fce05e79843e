package dev.sallyport.provenance.delegation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a user who names one thing can mean another one beside it. */
final class Others {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern PIECES = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST_PIECE = 3;

    /** So many names are looked up for one value, which bounds what a long prompt costs. */
    private static final int MOST_NAMES = 96;

    /** Words that leave open who or which is meant, or how many. */
    private static final Set<String> OPEN = Set.of(
            "everyone",
            "everybody",
            "anyone",
            "anybody",
            "someone",
            "somebody",
            "whoever",
            "who",
            "whom",
            "whose",
            "which",
            "that",
            "those",
            "these",
            "where",
            "what",
            "all",
            "each",
            "every",
            "both",
            "any",
            "them",
            "they",
            "their",
            "others",
            "other",
            "another",
            "rest",
            "same",
            "new",
            "most",
            "least",
            "first",
            "last",
            "next",
            "latest",
            "oldest",
            "newest",
            "largest",
            "smallest",
            "cheapest",
            "best",
            "right",
            "relevant",
            "appropriate",
            "suitable",
            "team",
            "members",
            "member",
            "people",
            "users",
            "person",
            "colleagues",
            "colleague",
            "participants",
            "attendees",
            "guests",
            "author",
            "sender",
            "owner",
            "manager",
            "boss",
            "lead",
            "assistant",
            "him",
            "her",
            "his",
            "he",
            "she",
            "to",
            "through",
            "until",
            "between",
            "than",
            "or");

    /** Of those, what stands between the ends of a range of numbers, and only there. */
    private static final Set<String> RANGE = Set.of("to", "through", "until", "between", "than", "or");

    private Others() {}

    /** Whether any of the clauses leaves it open. */
    static boolean left(List<Clause> clauses) {
        for (Clause clause : clauses) {
            String[] words = SPACE.split(clause.plain());
            for (int i = 0; i < words.length; i++) {
                String word = Spelling.value(words[i]);
                boolean between = i > 0 && Character.isDigit(words[i - 1].charAt(0));
                if (OPEN.contains(word) && (!RANGE.contains(word) || between)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the user says a part of it. */
    static boolean hinted(String value, Delegation user) {
        for (String piece : PIECES.split(value)) {
            if (piece.length() >= SHORTEST_PIECE && user.says(piece)) {
                return true;
            }
        }
        return false;
    }

    /** What the clauses may name: their first words, and two of them in a row. */
    static List<String> names(List<Clause> clauses) {
        List<String> names = new ArrayList<>();
        for (Clause clause : clauses) {
            String[] words = SPACE.split(clause.plain());
            for (int i = 0; i < words.length && names.size() < MOST_NAMES; i++) {
                String word = Spelling.value(words[i]);
                if (!word.isEmpty()) {
                    names.add(word);
                    if (i + 1 < words.length) {
                        names.add(word + " " + Spelling.value(words[i + 1]));
                    }
                }
            }
        }
        return names;
    }
}
