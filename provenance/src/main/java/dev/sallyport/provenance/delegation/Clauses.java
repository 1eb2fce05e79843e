package dev.sallyport.provenance.delegation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a prompt into its clauses. A clause begins with a sentence, and within one where a new order does: behind a mark or an "and", with
 * a verb. What "don't", "never", "instead of" or "except" rules out reaches to the next clause. Linear in the text.
 */
final class Clauses {
    private static final Pattern END = Pattern.compile("[!?;\\n]+|\\.(?=\\s|$|[A-Z])");
    private static final Pattern QUOTATION = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:'[^'\\n]{1,2000}'(?!\\p{L})|\"[^\"\\n]{1,2000}\"|`[^`\\n]{1,2000}`|“[^”\\n]{1,2000}”)");
    private static final Pattern MARKS = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
    private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*•]|[0-9]{1,2}[.)])\\s.*", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("#?[0-9]+|[\\p{L}]{0,8}[-_#]?[0-9]+|.*[@/_].*");

    /** A quotation of more words says something; of fewer it names a thing. */
    private static final int NAMING = 4;

    private static final Set<String> LINKS = Set.of("and", "but", "then", "or", "so");
    private static final Set<String> RESUMING =
            Set.of("but", "only", "just", "please", "i", "i'll", "we", "also", "instead", "then", "use", "rather");
    private static final Set<String> REFUSING = Set.of(
            "don't",
            "dont",
            "never",
            "without",
            "avoid",
            "nor",
            "neither",
            "mustn't",
            "shouldn't",
            "except",
            "excluding",
            "ignore",
            "skip",
            "omit",
            "exclude");
    private static final Set<String> OF = Set.of("instead", "rather", "other", "apart", "aside");
    private static final Set<String> MODALS =
            Set.of("do", "must", "should", "shall", "may", "please", "but", "and", "or");
    private static final Set<String> POINTING =
            Set.of("to", "in", "into", "for", "with", "by", "from", "on", "at", "via", "of");
    private static final Set<String> UNREFUSED =
            Set.of("forget", "hesitate", "mind", "worry", "fail", "only", "just", "miss");
    private static final Set<String> DENIED = Set.of("get", "receive", "see", "hear", "know", "learn", "go");
    private static final Set<String> OUGHT = Set.of("must", "should", "shall", "may");
    private static final Set<String> OUT = Set.of("out", "alone", "untouched");
    private static final Set<String> SEEN = Set.of("have", "has", "had", "was", "were", "i've", "is", "are");
    private static final Set<String> ASKING = Set.of(
            "why", "is", "are", "was", "were", "does", "did", "who", "who's", "whose", "what", "what's", "has", "how",
            "isn't", "do", "which", "where", "when");
    private static final Set<String> NONE = Set.of("nothing", "nobody", "none");
    private static final Set<String> GIVING = Set.of(
            "send",
            "pay",
            "give",
            "tell",
            "post",
            "share",
            "delete",
            "remove",
            "change",
            "buy",
            "forward",
            "publish",
            "transfer",
            "write",
            "sign",
            "approve",
            "move",
            "touch");
    private static final Set<String> OCCASIONS = Set.of("circumstances", "circumstance", "account", "way", "case");

    private final List<Clause> clauses = new ArrayList<>();

    private Clauses() {}

    /** Those of a prompt, in order; what it shows stands last. */
    static List<Clause> in(String prompt) {
        Clauses made = new Clauses();
        String own = OwnWords.unpasted(OwnWords.bare(prompt));
        String pasted = OwnWords.pasted(prompt);
        StringBuilder said = new StringBuilder();
        List<String> shown = new ArrayList<>();
        Matcher quoted = QUOTATION.matcher(own);
        int from = 0;
        while (quoted.find()) {
            boolean names = quoted.group().split("\\s+").length <= NAMING;
            said.append(own, from, quoted.start()).append(names ? quoted.group() : " " + OwnWords.QUOTED + " ");
            if (!names) {
                shown.add(quoted.group());
            }
            from = quoted.end();
        }
        said.append(own, from, own.length());
        made.sentences(said.toString());
        shown.add(pasted);
        shown.stream().filter(s -> !s.isBlank()).forEach(s -> made.clauses.add(Clause.of(s, Clause.Standing.SHOWN)));
        return List.copyOf(made.clauses);
    }

    private void sentences(String text) {
        Matcher end = END.matcher(text);
        int from = 0;
        boolean listed = false;
        while (from < text.length()) {
            boolean found = end.find(from);
            int to = found ? end.start() : text.length();
            String sentence = text.substring(from, to);
            if (!sentence.isBlank()) {
                boolean wonders = found && end.group().indexOf('?') >= 0;
                listed = sentence(
                        sentence, wonders, listed && ITEM.matcher(sentence).matches());
            }
            from = found ? end.end() : to;
        }
    }

    /**
     * Takes in one sentence.
     *
     * @param ruledOut whether it is an item of a list that is ruled out
     * @return whether it opens such a list
     */
    private boolean sentence(String text, boolean wonders, boolean ruledOut) {
        String[] tokens = text.strip().split("\\s+");
        String[] words = new String[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            words[i] = MARKS.matcher(tokens[i].toLowerCase(Locale.ROOT).replace('’', '\''))
                    .replaceAll("");
        }
        Clause.Standing plain = wonders && ASKING.contains(words[0]) ? Clause.Standing.WONDERED : Clause.Standing.SAID;
        boolean refused = ruledOut;
        int from = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (i > 0 && begins(tokens, words, i)) {
                add(tokens, from, i, refused ? Clause.Standing.REFUSED : plain);
                from = i;
                refused = false;
            }
            int rules = refused ? -1 : rulesOut(tokens, words, i);
            if (rules >= 0 && rules < i) {
                refused = true;
            } else if (rules == i) {
                add(tokens, from, i, plain);
                from = i;
                refused = true;
            }
        }
        add(tokens, from, tokens.length, refused ? Clause.Standing.REFUSED : plain);
        return (refused && text.strip().endsWith(":")) || ruledOut;
    }

    private void add(String[] tokens, int from, int to, Clause.Standing standing) {
        if (to > from) {
            clauses.add(Clause.of(String.join(" ", List.of(tokens).subList(from, to)), standing));
        }
    }

    /** Whether a new clause begins there. */
    private static boolean begins(String[] tokens, String[] words, int i) {
        String before = tokens[i - 1];
        boolean mark = ",:)".indexOf(before.charAt(before.length() - 1)) >= 0
                || tokens[i].startsWith("(")
                || words[i - 1].isEmpty();
        if (!mark && !LINKS.contains(words[i - 1])) {
            return words[i].equals("but");
        }
        if (RESUMING.contains(words[i])) {
            return true;
        }
        boolean thing = i + 1 < words.length
                && NAMED.matcher(words[i + 1]).matches()
                && Lexicon.standard().isThing(words[i]);
        boolean told = mark && words[i].endsWith("'s") && i + 1 < words.length;
        return !thing && !told && Lexicon.standard().isVerb(words[i]);
    }

    /** From which word on the words there rule something out: that one, an earlier one for the whole clause, -1 for none. */
    private static int rulesOut(String[] tokens, String[] words, int i) {
        String word = words[i];
        String before = i > 0 ? words[i - 1] : "";
        String next = i + 1 < words.length ? words[i + 1] : "";
        if (UNREFUSED.contains(next)) {
            return -1;
        }
        if (word.equals("not") || word.equals("mustn't") || word.equals("shouldn't")) {
            boolean ordered = MODALS.contains(before) || before.isEmpty() || tokens[Math.max(0, i - 1)].endsWith(",");
            if (i > 1 && DENIED.contains(next) && (OUGHT.contains(before) || !word.equals("not"))) {
                return 0;
            }
            boolean points = POINTING.contains(next) || NAMED.matcher(next).matches();
            return ordered || (points && !SEEN.contains(before)) || !word.equals("not") ? i : -1;
        }
        if (REFUSING.contains(word)) {
            boolean past = word.equals("never") && SEEN.contains(before);
            return past ? -1 : i;
        }
        if (OF.contains(word) && Set.of("of", "than", "from").contains(next)) {
            return i;
        }
        if (word.equals("leave")) {
            boolean out = List.of(words).subList(i, Math.min(words.length, i + 6)).stream()
                    .anyMatch(OUT::contains);
            return out ? i : -1;
        }
        boolean occasion = word.equals("no") && OCCASIONS.contains(next);
        boolean none = NONE.contains(word) && GIVING.contains(before);
        return occasion || none ? Math.min(i, none ? i - 1 : i) : -1;
    }
}
