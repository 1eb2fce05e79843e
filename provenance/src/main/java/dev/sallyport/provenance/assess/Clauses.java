package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.delegation.Delegation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt's clauses, and what the user would have done to what each of them names. "Read the letters in ~/inbox and delete draft.txt
 * there" hands over one file to be deleted, and a folder to be read. Linear in the prompt.
 */
final class Clauses {
    /** Between two clauses: an end of a sentence, or a joint that another order follows. */
    private static final Pattern JOINT = Pattern.compile(
            "(?<=[.!?;:])\\s+|\\n+|,?\\s+(?:and then|and|then|but|or)\\s+|,\\s+", Pattern.CASE_INSENSITIVE);

    /** Words with which no order begins: what follows them still belongs to the verb before. */
    private static final Set<String> GOES_ON = Set.of(
            "the",
            "a",
            "an",
            "my",
            "our",
            "your",
            "his",
            "her",
            "its",
            "their",
            "this",
            "that",
            "these",
            "those",
            "all",
            "any",
            "every",
            "each",
            "both",
            "also",
            "in",
            "from",
            "at",
            "on",
            "of",
            "to",
            "into",
            "with",
            "by",
            "for",
            "under",
            "below",
            "above",
            "as",
            "not",
            "no",
            "everything",
            "anything",
            "nothing");

    /** What points back to what was named before. */
    private static final Pattern BACK = Pattern.compile(
            "(?i)\\b(?:it|them|this|that|these|those|there|everything|all|both|rest|contents?|in it|afterwards)\\b");

    private static final List<String> REMOVING = List.of("~delete", "~cancel", "~unlink");
    private static final List<String> READING =
            List.of("~read", "~summarize", "~list", "~look", "~check", "~open", "~compare");
    private static final List<String> CHANGING = List.of(
            "~write",
            "~create",
            "~change",
            "~move",
            "~copy",
            "~generate",
            "~undo",
            "~run",
            "~delete",
            "~sort",
            "~download");

    /** More clauses with a path are not looked at: what they name is not handed over. */
    private static final int MOST = 2048;

    private Clauses() {}

    /** What is named to be removed: the clauses that ask for it, with the one before where they only point to it. */
    static List<String> removing(String prompt) {
        List<String> found = new ArrayList<>();
        String before = "";
        for (String clause : of(prompt)) {
            if (found.size() < MOST && Delegation.of(List.of(clause)).asks(REMOVING)) {
                found.add(clause);
                if (!names(clause) && BACK.matcher(clause).find()) {
                    found.add(before);
                }
            }
            before = names(clause) ? clause : before;
        }
        return found;
    }

    /** What is named to be read, and nothing else. */
    static List<String> reading(String prompt) {
        List<String> found = new ArrayList<>();
        for (String clause : of(prompt)) {
            if (found.size() < MOST && names(clause)) {
                Delegation wish = Delegation.of(List.of(clause));
                if (wish.asks(READING) && !wish.asks(CHANGING)) {
                    found.add(clause);
                }
            }
        }
        return found;
    }

    private static boolean names(String clause) {
        return clause.indexOf('/') >= 0 || clause.matches("(?s).*[^\\s.]\\.[\\p{L}\\p{N}].*");
    }

    static List<String> of(String prompt) {
        List<String> clauses = new ArrayList<>();
        Matcher joint = JOINT.matcher(prompt);
        int from = 0;
        while (joint.find()) {
            boolean ended = joint.start() > 0 && ".!?;:".indexOf(prompt.charAt(joint.start() - 1)) >= 0;
            boolean sentence = ended || joint.group().indexOf('\n') >= 0;
            if (sentence || begins(prompt, joint.end())) {
                clauses.add(prompt.substring(from, joint.start()));
                from = joint.end();
            }
        }
        clauses.add(prompt.substring(from));
        return clauses;
    }

    /** Whether an order may begin there: with a plain word that does not carry on the one before. */
    private static boolean begins(String prompt, int at) {
        int end = at;
        while (end < prompt.length() && !Character.isWhitespace(prompt.charAt(end))) {
            end++;
        }
        String word = prompt.substring(at, end).toLowerCase(Locale.ROOT);
        return word.matches("\\p{L}[\\p{L}'-]*,?") && !GOES_ON.contains(word);
    }
}
