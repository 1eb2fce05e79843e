package dev.sallyport.provenance.delegation;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One word of a sentence, and what it could be a form of.
 *
 * @param text in lower case
 * @param bases the verbs it asks with: the word itself, and those it is a gerund of
 * @param pasts the verbs it is a past participle of
 * @param nouns the things it names: the word, its singular, and what its shape tells (a file, an address, an amount)
 * @param first whether a mark stands before it that ends a clause
 */
record Word(String text, Set<String> bases, Set<String> pasts, Set<String> nouns, boolean first) {
    private static final Pattern FILE = Pattern.compile("[^@/]+\\.[a-z][a-z0-9]{1,4}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9][0-9,]*\\.[0-9]{2}");
    private static final Pattern ACCOUNT = Pattern.compile("[a-z]{2}[0-9]{2}[0-9a-z]{6,30}");

    /** Of that text; {@code money} if a sign of a currency stands before it. */
    static Word of(String text, boolean first, boolean money) {
        Set<String> bases = new HashSet<>(Set.of(text));
        Set<String> pasts = new HashSet<>();
        Set<String> nouns = new HashSet<>(Set.of(text));
        String stem = text.endsWith("'s") || text.endsWith("s'") ? text.substring(0, text.length() - 2) : text;
        nouns.add(stem);
        singulars(stem, nouns);
        if (text.length() > 5 && text.endsWith("ing")) {
            stems(text.substring(0, text.length() - 3), bases);
        }
        if (text.length() > 3 && text.endsWith("ed")) {
            stems(text.substring(0, text.length() - 2), pasts);
            if (text.endsWith("ied")) {
                pasts.add(text.substring(0, text.length() - 3) + "y");
            }
        }
        pasts.addAll(Lexicon.standard().irregular(text));
        shaped(text, money, nouns);
        return new Word(text, Set.copyOf(bases), Set.copyOf(pasts), Set.copyOf(nouns), first);
    }

    private static void singulars(String stem, Set<String> nouns) {
        if (stem.length() > 3 && stem.endsWith("s")) {
            nouns.add(stem.substring(0, stem.length() - 1));
            if (stem.endsWith("ies")) {
                nouns.add(stem.substring(0, stem.length() - 3) + "y");
            }
            if (stem.endsWith("es")) {
                nouns.add(stem.substring(0, stem.length() - 2));
            }
        }
    }

    private static void stems(String stem, Set<String> into) {
        into.add(stem);
        into.add(stem + "e");
        int last = stem.length() - 1;
        if (last > 1 && stem.charAt(last) == stem.charAt(last - 1)) {
            into.add(stem.substring(0, last));
        }
    }

    private static void shaped(String text, boolean money, Set<String> nouns) {
        if (money || AMOUNT.matcher(text).matches()) {
            nouns.add("amount");
        }
        if (text.indexOf('@') > 0) {
            nouns.add("address");
        } else if (text.indexOf('/') >= 0) {
            nouns.add("path");
        } else if (FILE.matcher(text).matches()) {
            nouns.add("file");
        }
        if (ACCOUNT.matcher(text).matches()) {
            nouns.add("iban");
        }
    }

    boolean isAny(Set<String> of) {
        return of.contains(text);
    }

    /** Whether it only points at something: a pronoun, a number, something quoted. */
    boolean points() {
        return Grammar.PRONOUNS.contains(text)
                || text.equals(OwnWords.QUOTED)
                || Character.isDigit(text.charAt(text.length() - 1));
    }
}
