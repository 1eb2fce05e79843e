package dev.sallyport.provenance.delegation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sentence of the user's, and which acts it asks for. A word asks where {@link Grammar} lets it; past forms ask only within
 * somebody else's frame: who writes that somebody posted an article does not ask to post one.
 */
final class Sentence {
    private static final Pattern END = Pattern.compile("[!?;\\n]+|\\.(?=\\s|$|[A-Z])");
    private static final Pattern WORD = Pattern.compile(
            "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}'’_-]|[./@&](?=[\\p{L}\\p{N}])|,(?=[0-9]{3}))*|" + OwnWords.QUOTED);
    private static final Pattern PART = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'-]*");
    private static final Pattern BREAK = Pattern.compile("[,:()\\u2013\\u2014]|\\s-+\\s|\\.\\.");
    private static final Pattern MONEY = Pattern.compile("[$\\u20ac\\u00a3]\\s?$");

    private static final Set<String> USER = Set.of("me", "us");

    /** With the user right after it, one of these asks for an answer and for nothing else. */
    private static final Set<String> TELLING = Set.of(
            "give", "tell", "show", "send", "write", "let", "share", "report", "drop", "provide", "get", "ask",
            "return", "find");

    private static final Set<String> TELLING_OF = Set.of("of", "on", "about", "for", "over", "regarding");

    /** How many words after a verb its object may stand, its particle, and a word that only points. */
    private static final int REACH = 20;

    private static final int PARTICLE = 6;
    private static final int POINTING = 4;

    private final List<Word> words;
    private final Grammar grammar;

    private Sentence(List<Word> words) {
        this.words = words;
        this.grammar = new Grammar(words);
    }

    static List<Sentence> in(String text) {
        List<Sentence> sentences = new ArrayList<>();
        for (String part : END.split(text)) {
            List<Word> words = words(part);
            if (!words.isEmpty()) {
                sentences.add(new Sentence(words));
            }
        }
        return sentences;
    }

    private static List<Word> words(String part) {
        List<Word> words = new ArrayList<>();
        Matcher word = WORD.matcher(part);
        int end = 0;
        while (word.find()) {
            String gap = part.substring(end, word.start());
            boolean first = words.isEmpty() || BREAK.matcher(gap).find();
            words.add(Word.of(
                    word.group().toLowerCase(Locale.ROOT).replace('’', '\''),
                    first,
                    MONEY.matcher(gap).find()));
            end = word.end();
        }
        return words;
    }

    /** The plain words of a text, without regard to sentences. */
    static List<String> plain(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = PART.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    /**
     * Whether it asks for that act.
     *
     * @param before whether an earlier sentence names one of the act's things, so that a pronoun can stand for it
     */
    boolean asks(Lexicon.Act act, boolean before) {
        for (int i = 0; i < words.size() && !reminds(i); i++) {
            if (isDeed(i, act.alone()) || (isDeed(i, act.verbs()) && hasObject(i, act.nouns(), before))) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of those verbs is a deed in it. */
    boolean does(Lexicon.Verbs verbs) {
        for (int i = 0; i < words.size() && !reminds(i); i++) {
            if (isDeed(i, verbs)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of those verbs is a deed in it whose thing is only pointed at, or left out. */
    boolean doesIt(Lexicon.Verbs verbs) {
        for (int i = 0; i < words.size() && !reminds(i); i++) {
            boolean bare = i + 1 >= words.size() || words.get(i + 1).first();
            if (isDeed(i, verbs) && (bare || pointsOn(i) || grammar.framed(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether it asks for a change of one of those things: by a verb the lexicon knows, by whatever stands where an order begins, or by
     * a wish for it.
     *
     * @param general whether a verb that only puts or changes something is enough
     * @param before whether the sentence before names one, so that a pronoun can stand for it
     */
    boolean changes(Lexicon.Verbs nouns, boolean general, boolean before) {
        for (int i = 0; i < words.size() && !reminds(i); i++) {
            boolean own = general || !words.get(i).isAny(Lexicon.standard().general());
            boolean passive = grammar.framed(i)
                    && (isDeed(i, Lexicon.standard().changing())
                            || words.get(i).text().endsWith("ed"));
            if (passive && (before || leads(i, nouns))) {
                return true;
            }
            if (own && changing(i) && (takes(i, nouns) || (before && pointsOn(i)))) {
                return true;
            }
        }
        return wishes(nouns);
    }

    private boolean changing(int i) {
        Lexicon lexicon = Lexicon.standard();
        boolean orders = words.get(i).first()
                && grammar.asks(i)
                && grammar.orders(i)
                && !words.get(i).isAny(lexicon.reading());
        return orders || isDeed(i, lexicon.changing());
    }

    /** Whether it wishes for one of those things itself, and not for something of it or about it. */
    boolean wishes(Lexicon.Verbs nouns) {
        for (int i = 0; i < words.size(); i++) {
            if (grammar.desires(i) && takes(i, nouns)) {
                return true;
            }
            if (grammar.ought(i) && !grammar.refused(i) && (takes(i, nouns) || leads(i, nouns))) {
                return true;
            }
            boolean bare = words.get(i).text().equals("please") && !orders();
            if (bare && (takes(i, nouns) || leads(i, nouns))) {
                return true;
            }
        }
        return false;
    }

    private boolean orders() {
        for (int i = 0; i < words.size(); i++) {
            boolean verb = words.get(i).first()
                    && Lexicon.standard().isVerb(words.get(i).text());
            if (verb || isDeed(i, Lexicon.standard().changing())) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of those things stands behind the word, and nothing between leads to what is only about it. */
    private boolean takes(int at, Lexicon.Verbs nouns) {
        for (int i = at + 1; i < words.size() && i <= at + REACH; i++) {
            if (named(i, nouns)) {
                return true;
            }
            if (grammar.leadsAway(i, grammar.ought(at))
                    || words.get(i).isAny(Lexicon.standard().looking())) {
                return false;
            }
        }
        return false;
    }

    /** Whether one of those things stands before the word, in its clause. */
    private boolean leads(int at, Lexicon.Verbs nouns) {
        for (int i = at - 1; i >= 0 && !words.get(i + 1).first(); i--) {
            if (named(i, nouns)) {
                return !aboutBefore(i);
            }
        }
        return false;
    }

    private boolean aboutBefore(int at) {
        for (int i = at - 1; i >= 0; i--) {
            if (grammar.leadsAway(i, false)
                    || words.get(i).isAny(Lexicon.standard().looking())) {
                return true;
            }
        }
        return false;
    }

    private boolean pointsOn(int verb) {
        for (int i = verb + 1; i < words.size() && i <= verb + POINTING; i++) {
            if (words.get(i).points()) {
                return true;
            }
            if (grammar.leadsAway(i, false) || words.get(i).text().equals("to")) {
                return false;
            }
        }
        return false;
    }

    /** Whether it says, without more, that none of these is to be done, or that the user does it. */
    boolean forswears(Lexicon.Verbs verbs) {
        for (int i = 0; i < words.size(); i++) {
            boolean does = verbs.matches(words.get(i).bases())
                    || phrased(i, words.get(i).bases(), verbs);
            if (does && grammar.forsworn(i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of those values stands in it; what is quoted may be one of several words. */
    boolean holds(List<String> values) {
        String text = String.join(" ", words.stream().map(Word::text).toList());
        boolean quotes = words.stream().anyMatch(w -> w.text().equals(OwnWords.QUOTED));
        return (quotes && values.stream().anyMatch(v -> v.indexOf(' ') > 0))
                || values.stream().anyMatch(v -> Spelling.within(text, v, 0) >= 0);
    }

    /** Whether it names one of those things. */
    boolean names(Lexicon.Verbs nouns) {
        for (int i = 0; i < words.size(); i++) {
            if (named(i, nouns)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it forbids one of those verbs. */
    boolean refuses(Lexicon.Verbs verbs) {
        for (int i = 0; i < words.size(); i++) {
            if (verbs.matches(words.get(i).bases()) && grammar.refused(i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether everything from here on is what the user wants to be reminded of, and so no request. */
    private boolean reminds(int i) {
        return i > 0 && Set.of("remind", "reminder").contains(words.get(i - 1).text());
    }

    /** Whether that word is one of these verbs, used as a verb, for somebody else than the user. */
    private boolean isDeed(int i, Lexicon.Verbs verbs) {
        Word word = words.get(i);
        if (grammar.asks(i) && (verbs.matches(word.bases()) || phrased(i, word.bases(), verbs))) {
            boolean toUser = i + 1 < words.size()
                    && words.get(i + 1).isAny(USER)
                    && word.isAny(TELLING)
                    && !phrased(i, word.bases(), verbs);
            return !toUser;
        }
        return grammar.framed(i) && (verbs.matches(word.pasts()) || phrased(i, word.pasts(), verbs));
    }

    private boolean hasObject(int verb, Lexicon.Verbs nouns, boolean before) {
        for (int i = verb + 1; i < words.size() && i <= verb + REACH; i++) {
            if (named(i, nouns)) {
                return true;
            }
            if (tellsOf(i)) {
                return false;
            }
        }
        boolean bare = verb + 1 >= words.size() || words.get(verb + 1).first();
        boolean points = bare || grammar.framed(verb);
        for (int i = verb + 1; i < words.size() && i <= verb + POINTING; i++) {
            points |= words.get(i).points();
        }
        for (int i = 0; points && i < verb; i++) {
            if (named(i, nouns)) {
                return true;
            }
        }
        return points && before;
    }

    /** A summary of a thing, a report on it: what is made is not the thing. */
    private boolean tellsOf(int i) {
        return words.get(i).isAny(Lexicon.standard().telling())
                && i + 1 < words.size()
                && words.get(i + 1).isAny(TELLING_OF);
    }

    private boolean named(int i, Lexicon.Verbs nouns) {
        return nouns.matches(words.get(i).nouns()) || phrased(i, words.get(i).nouns(), nouns);
    }

    /** A phrase of two or three words, with others between as in "turn the heating off". */
    private boolean phrased(int i, Set<String> heads, Lexicon.Verbs any) {
        for (String head : heads) {
            for (String[] rest : any.phrases(head)) {
                int at = i;
                for (int r = 0; r < rest.length && at >= 0; r++) {
                    at = next(at, rest[r]);
                }
                if (at >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private int next(int from, String word) {
        int reach = USER.contains(word) ? 1 : PARTICLE;
        for (int i = from + 1;
                i < words.size() && i <= from + reach && !words.get(i).first();
                i++) {
            if (words.get(i).text().equals(word)) {
                return i;
            }
        }
        return -1;
    }
}
