package dev.sallyport.provenance.delegation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of one sentence, with the base forms each could be of. Past forms are no requests: who writes that somebody
 * posted an article does not ask to post one.
 */
final class Sentence {
    private static final Pattern END = Pattern.compile("[!?;\\n]+|\\.(?=\\s|$|[A-Z])");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'-]*");

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
            "this",
            "that",
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
            "unread",
            "received",
            "new",
            "old",
            "some",
            "no",
            "total",
            "channel",
            "previous",
            "standing",
            "recent",
            "all",
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
            "other");

    private static final Set<String> PRONOUNS =
            Set.of("it", "them", "that", "this", "these", "those", "one", "him", "her");
    private static final Set<String> USER = Set.of("me", "us");

    /** With the user right after it, one of these asks for an answer and for nothing else. */
    private static final Set<String> TELLING = Set.of(
            "give", "tell", "show", "send", "write", "let", "share", "report", "drop", "provide", "get", "ask",
            "return");

    /** How many words after a verb its object may stand. */
    private static final int REACH = 20;

    private final List<String> words;
    private final List<Set<String>> forms;

    private Sentence(List<String> words) {
        this.words = words;
        this.forms = words.stream().map(Sentence::forms).toList();
    }

    static List<Sentence> in(String text) {
        List<Sentence> sentences = new ArrayList<>();
        for (String part : END.split(text)) {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(part.toLowerCase(Locale.ROOT));
            while (word.find()) {
                words.add(word.group());
            }
            if (!words.isEmpty()) {
                sentences.add(new Sentence(words));
            }
        }
        return sentences;
    }

    boolean asks(Lexicon.Act act) {
        for (int i = 0; i < words.size() && !reminds(i); i++) {
            if (isDeed(i, act.alone()) || (isDeed(i, act.verbs()) && hasObject(i, act.nouns()))) {
                return true;
            }
        }
        return false;
    }

    List<String> words() {
        return words;
    }

    /** Whether everything from here on is what the user wants to be reminded of, and so no request. */
    private boolean reminds(int i) {
        return i > 0 && (words.get(i - 1).equals("remind") || words.get(i - 1).equals("reminder"));
    }

    /** Whether that word is one of these verbs, used as a verb, for somebody else than the user. */
    private boolean isDeed(int i, Set<String> verbs) {
        if (!matches(i, verbs) && !phrase(i, verbs)) {
            return false;
        }
        boolean thing = i > 0 && BEFORE_NOUN.contains(words.get(i - 1));
        boolean toUser = i + 1 < words.size() && USER.contains(words.get(i + 1)) && TELLING.contains(words.get(i));
        return !thing && !toUser;
    }

    private boolean hasObject(int verb, Set<String> nouns) {
        for (int i = verb + 1; i < words.size() && i <= verb + REACH; i++) {
            if (matches(i, nouns) || phrase(i, nouns)) {
                return true;
            }
        }
        boolean pronoun = false;
        for (int i = verb + 1; i < words.size() && i <= verb + 2; i++) {
            pronoun |= PRONOUNS.contains(words.get(i));
        }
        for (int i = 0; pronoun && i < verb; i++) {
            if (matches(i, nouns) || phrase(i, nouns)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(int i, Set<String> any) {
        for (String form : forms.get(i)) {
            if (any.contains(form)) {
                return true;
            }
        }
        return false;
    }

    private boolean phrase(int i, Set<String> any) {
        if (i + 1 >= words.size()) {
            return false;
        }
        for (String form : forms.get(i)) {
            if (any.contains(form + "_" + words.get(i + 1))) {
                return true;
            }
        }
        return i + 2 < words.size() && any.contains(words.get(i) + "_" + words.get(i + 2));
    }

    /** The word and what it could be a plural, a third person or a gerund of. */
    private static Set<String> forms(String word) {
        Set<String> forms = new HashSet<>();
        forms.add(word);
        if (word.endsWith("'s")) {
            forms.add(word.substring(0, word.length() - 2));
        }
        if (word.length() > 3 && word.endsWith("s")) {
            forms.add(word.substring(0, word.length() - 1));
            if (word.endsWith("ies")) {
                forms.add(word.substring(0, word.length() - 3) + "y");
            }
            if (word.endsWith("es")) {
                forms.add(word.substring(0, word.length() - 2));
            }
        }
        if (word.length() > 5 && word.endsWith("ing")) {
            String stem = word.substring(0, word.length() - 3);
            forms.add(stem);
            forms.add(stem + "e");
            if (stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2)) {
                forms.add(stem.substring(0, stem.length() - 1));
            }
        }
        return forms;
    }
}
