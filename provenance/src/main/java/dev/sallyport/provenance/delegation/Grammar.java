package dev.sallyport.provenance.delegation;

import java.util.List;
import java.util.Set;

/** Which words of a sentence are used as deeds the user wishes: not as things, not in the past, not refused, not supposed. */
final class Grammar {
    static final Set<String> PRONOUNS = Set.of(
            "it",
            "them",
            "that",
            "this",
            "these",
            "those",
            "one",
            "him",
            "her",
            "everything",
            "all",
            "both",
            "everyone",
            "everybody",
            "rest",
            "others",
            "there",
            "same");

    /** After one of these a word is a thing, not a deed. */
    private static final Set<String> BEFORE_NOUN = Set.of(
            "a",
            "an",
            "the",
            "my",
            "his",
            "her",
            "their",
            "our",
            "your",
            "its",
            "this",
            "these",
            "those",
            "each",
            "every",
            "direct",
            "following",
            "last",
            "latest",
            "urgent",
            "via",
            "by",
            "per",
            "from",
            "in",
            "of",
            "on",
            "at",
            "for",
            "about",
            "under",
            "into",
            "between",
            "during",
            "unread",
            "received",
            "new",
            "old",
            "some",
            "no",
            "any",
            "total",
            "channel",
            "previous",
            "standing",
            "recent",
            "recurring",
            "scheduled",
            "most",
            "with",
            "zero",
            "more",
            "many",
            "few",
            "first",
            "second",
            "next",
            "other",
            "what",
            "which",
            "whose",
            "how",
            "monthly",
            "weekly",
            "two",
            "three",
            "four",
            "five");

    /** Somebody who does it: then the words tell, and don't ask. */
    private static final Set<String> SUBJECTS = Set.of(
            "i",
            "we",
            "you",
            "he",
            "she",
            "they",
            "it",
            "who",
            "people",
            "anyone",
            "somebody",
            "someone",
            "i'll",
            "we'll",
            "he'll",
            "she'll",
            "they'll");

    private static final Set<String> MODALS =
            Set.of("can", "could", "may", "might", "should", "shall", "must", "would", "will", "let", "have");
    private static final Set<String> NEGATORS = Set.of(
            "don't",
            "dont",
            "don’t",
            "not",
            "never",
            "without",
            "doesn't",
            "won't",
            "shouldn't",
            "mustn't",
            "instead",
            "rather",
            "avoid",
            "nor",
            "neither");
    private static final Set<String> UNNEGATED =
            Set.of("forget", "hesitate", "fail", "only", "why", "mind", "just", "worry");
    private static final Set<String> LINKING = Set.of("and", "but", "then", "so", "please", "to");
    private static final Set<String> WH = Set.of("how", "what", "whether", "where", "when", "which", "who", "why");
    private static final Set<String> BEING =
            Set.of("is", "are", "was", "were", "am", "been", "of", "than", "stop", "by");
    private static final Set<String> FRAMES =
            Set.of("have", "get", "want", "need", "like", "see", "sure", "wants", "needs", "love", "prefer");
    private static final Set<String> HAD =
            Set.of("i", "he", "she", "they", "we", "you", "has", "it", "who", "which", "not");
    private static final Set<String> CONDITIONS = Set.of("if", "unless", "whether");
    private static final Set<String> UNCONDITIONAL =
            Set.of("you", "possible", "so", "not", "necessary", "needed", "any", "anything");
    private static final Set<String> RESUMING = Set.of("then", "please", "go", "just");

    private static final Set<String> OPENERS = Set.of(
            "hi",
            "hey",
            "hello",
            "okay",
            "ok",
            "well",
            "thanks",
            "sorry",
            "yes",
            "no",
            "is",
            "are",
            "did",
            "does",
            "do",
            "was",
            "has",
            "anything",
            "nothing",
            "today",
            "tomorrow",
            "yesterday",
            "because",
            "as",
            "while",
            "since",
            "just",
            "also",
            "again",
            "everything",
            "both",
            "after",
            "before",
            "if",
            "when",
            "there",
            "here",
            "like",
            "such",
            "including",
            "especially",
            "or",
            "same");

    private static final Set<String> OUGHT = Set.of("should", "must", "ought", "needs", "gets", "goes", "shall");
    private static final Set<String> LIKING = Set.of("would", "i'd", "we'd", "he'd", "she'd", "they'd", "i", "we");
    private static final Set<String> ABOUT = Set.of("of", "about", "regarding");
    private static final Set<String> BESIDE = Set.of("of", "about", "regarding", "on", "in", "from", "at", "into");
    private static final Set<String> NOTHING = Set.of("nothing", "nobody", "none");
    private static final Set<String> MYSELF = Set.of("i'll", "we'll");
    private static final Set<String> EMPTY = Set.of(
            "yet",
            "now",
            "anything",
            "anybody",
            "myself",
            "ourselves",
            "later",
            "today",
            "tomorrow",
            "already",
            "still",
            "please",
            "either",
            "though",
            "off",
            "out");

    /** A negation, a frame and a particle reach so many words. */
    private static final int NEAR = 4;

    private static final int FRAME = 8;

    private final List<Word> words;
    private final boolean[] supposed;

    Grammar(List<Word> words) {
        this.words = words;
        this.supposed = supposed();
    }

    /** Whether the word stands where a wish can, in its base form or as a gerund. */
    boolean asks(int i) {
        return !supposed[i] && !refused(i) && asking(i);
    }

    /** Whether its deed is asked for in another's words: "have it sent", "should be sent". */
    boolean framed(int i) {
        return !supposed[i] && !refused(i) && frame(i);
    }

    /** Whether the word can begin an order: none of the small words, no name, no number. */
    boolean orders(int i) {
        Word word = words.get(i);
        boolean small = word.isAny(BEFORE_NOUN)
                || word.isAny(SUBJECTS)
                || word.isAny(MODALS)
                || word.isAny(WH)
                || word.isAny(PRONOUNS)
                || word.isAny(LINKING)
                || word.isAny(BEING)
                || word.isAny(NEGATORS)
                || word.isAny(CONDITIONS)
                || word.isAny(OPENERS);
        return !small && i + 1 < words.size() && word.text().chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /** Whether the user says from that word on what is wished to be had or to be so. */
    boolean desires(int i) {
        String word = words.get(i).text();
        String next = text(i + 1);
        boolean wants =
                Set.of("need", "want", "fancy").contains(word) || (word.equals("like") && LIKING.contains(text(i - 1)));
        boolean may = word.equals("can") && Set.of("we", "i", "you", "be").contains(next);
        boolean could = word.equals("could") && Set.of("we", "i", "you").contains(next);
        return wishable(i) && (wants || may || could);
    }

    /** Whether what is said there is neither supposed nor refused. */
    boolean wishable(int i) {
        return !supposed[i] && !refused(i);
    }

    /** Whether that word says how what stands before it ought to be. */
    boolean ought(int i) {
        return words.get(i).isAny(OUGHT);
    }

    /**
     * Whether that word leads away from what is wished: to what it is about, or to being told of it.
     *
     * @param far whether places and times may stand between
     */
    boolean leadsAway(int i, boolean far) {
        return words.get(i).isAny(far ? ABOUT : BESIDE) || words.get(i).isAny(WH);
    }

    /** Whether nothing more is said of that verb than that it is not done, or that the user does it. */
    boolean forsworn(int i) {
        boolean own = i > 0
                && (words.get(i - 1).isAny(MYSELF)
                        || (text(i - 1).equals("will") && text(i - 2).equals("i")));
        if (!own && !refused(i)) {
            return false;
        }
        for (int j = i + 1; j < words.size() && !words.get(j).first(); j++) {
            if (!words.get(j).isAny(PRONOUNS) && !words.get(j).isAny(EMPTY)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the user says not to do that, with that verb. */
    boolean refused(int i) {
        if (words.size() > i + 1 && words.get(i + 1).isAny(NOTHING)) {
            return true;
        }
        for (int j = i - 1; j >= 0 && j >= i - NEAR && !words.get(j + 1).first(); j--) {
            Word word = words.get(j);
            if (word.isAny(UNNEGATED) || (word.isAny(LINKING) && !word.text().equals("to"))) {
                return false;
            }
            if (word.isAny(NEGATORS) || (word.text().equals("no") && text(j + 1).equals("need"))) {
                return j == 0 || !words.get(j - 1).isAny(UNNEGATED);
            }
        }
        return false;
    }

    private boolean asking(int i) {
        Word word = words.get(i);
        if (i == 0 || word.first()) {
            return true;
        }
        Word before = words.get(i - 1);
        if (word.text().endsWith("ing") && before.isAny(BEING)) {
            return false;
        }
        if (before.text().equals("to")) {
            return i < 2 || !words.get(i - 2).isAny(WH);
        }
        if (before.text().equals("that")) {
            return i > 1 && Set.of("after", "before").contains(text(i - 2));
        }
        if (before.text().equals("all")) {
            return i > 1 && text(i - 2).equals("you");
        }
        if (before.isAny(SUBJECTS)) {
            return i > 1 && words.get(i - 2).isAny(MODALS);
        }
        return !before.isAny(BEFORE_NOUN);
    }

    private boolean frame(int i) {
        if (i == 0) {
            return false;
        }
        if (text(i - 1).equals("be")) {
            return i > 1 && !text(i - 2).equals("will") && !text(i - 2).equals("would");
        }
        for (int j = i - 2; j >= 0 && j >= i - FRAME && !words.get(j + 1).first(); j--) {
            if (words.get(j).isAny(FRAMES)) {
                boolean perfect = words.get(j).text().equals("have")
                        && j > 0
                        && words.get(j - 1).isAny(HAD);
                return !perfect || (j > 1 && words.get(j - 2).isAny(MODALS));
            }
        }
        return false;
    }

    /** What stands after an "if", up to the end of the clause, is supposed and not wished. */
    private boolean[] supposed() {
        boolean[] inside = new boolean[words.size()];
        boolean now = false;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (now && (word.first() || word.isAny(RESUMING))) {
                now = false;
            }
            if (word.isAny(CONDITIONS)) {
                now = !UNCONDITIONAL.contains(text(i + 1));
            }
            inside[i] = now;
        }
        return inside;
    }

    private String text(int i) {
        return i >= 0 && i < words.size() ? words.get(i).text() : "";
    }
}
