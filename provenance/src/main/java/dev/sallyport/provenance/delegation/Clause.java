package dev.sallyport.provenance.delegation;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A stretch of the user's words under one verb: what it says of itself decides what the values in it are worth.
 *
 * @param cased its text, single spaces
 * @param plain the same in lower case, the form values are looked for in
 * @param standing whose words it is and what becomes of it
 * @param sentences what it asks for
 */
record Clause(String cased, String plain, Standing standing, List<Sentence> sentences) {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Verbs that spare what they are said of. */
    private static final Set<String> SPARING = Set.of("keep", "leave", "spare", "retain", "preserve");

    /** What becomes of a clause. */
    enum Standing {
        /** The user's own, and not ruled out. */
        SAID,
        /** Asked about, and nothing is asked to be done in it. */
        WONDERED,
        /** Shown by the user: pasted, forwarded, a long quotation. */
        SHOWN,
        /** Ruled out: "don't", "never", "except". */
        REFUSED
    }

    static Clause of(String text, Standing standing) {
        String cased = SPACE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip();
        String plain = cased.toLowerCase(Locale.ROOT);
        boolean asks = standing == Standing.SAID || standing == Standing.WONDERED;
        return new Clause(
                plain.length() == cased.length() ? cased : plain,
                plain,
                standing,
                asks ? Sentence.in(OwnWords.unquoted(text)) : List.of());
    }

    /** Whether it asks for one of those deeds, whatever the things are. */
    boolean does(Lexicon.Verbs verbs) {
        return sentences.stream().anyMatch(s -> s.does(verbs));
    }

    /** Whether it says that what it names shall stay as it is. */
    boolean spares() {
        String first = word(0);
        return SPARING.contains(first);
    }

    boolean refused() {
        return standing == Standing.REFUSED;
    }

    /** Where the value stands in it as a whole, from there on; -1 if nowhere. */
    int find(String value, int from) {
        return Spelling.within(plain, value, from);
    }

    /** The word that begins at or behind that place. */
    String word(int at) {
        int from = at;
        while (from < plain.length() && !wordly(plain.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < plain.length() && wordly(plain.charAt(to))) {
            to++;
        }
        return plain.substring(from, to);
    }

    /** Where the word before that place begins; -1 if there is none. */
    int before(int at) {
        int to = at - 1;
        while (to >= 0 && !wordly(plain.charAt(to))) {
            to--;
        }
        while (to > 0 && wordly(plain.charAt(to - 1))) {
            to--;
        }
        return to;
    }

    /** The word before that place, empty if there is none. */
    String wordBefore(int at) {
        int start = before(at);
        return start < 0 ? "" : word(start);
    }

    private static boolean wordly(char c) {
        return Character.isLetterOrDigit(c) || "'_-@.".indexOf(c) >= 0;
    }
}
