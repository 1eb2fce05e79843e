package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.delegation.Delegation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the user would have done to the paths that each clause of a prompt names. "Read the letters in ~/inbox and delete draft.txt
 * there" hands over one file to be deleted, and a folder to be read. Linear in the prompt.
 */
final class PathOrders {
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

    private PathOrders() {}

    /** What is named to be removed: the clauses that ask for it, with the one before where they only point to it. */
    static List<String> removing(String prompt) {
        List<String> found = new ArrayList<>();
        String before = "";
        for (String clause : Delegation.said(prompt)) {
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
        for (String clause : Delegation.said(prompt)) {
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
}
