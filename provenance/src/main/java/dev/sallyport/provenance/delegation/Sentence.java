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
            "a", "an", "the", "my", "his", "her", "their", "our", "your", "this", "that", "each", "every", "direct",
            "following", "last", "latest", "urgent", "via", "by", "per", "from", "in", "of", "unread", "received", "new",
            "old", "any", "some", "no", "total", "channel", "previous", "standing", "recent", "all", "recurring", "scheduled");

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
        if (verb(act.alone())) {
            return true;
        }
        return noun(act.nouns()) && verb(act.verbs());
    }

    List<String> words() {
        return words;
    }

    private boolean verb(Set<String> any) {
        for (int i = 0; i < words.size(); i++) {
            boolean thing = i > 0 && BEFORE_NOUN.contains(words.get(i - 1));
            if (!thing && (matches(i, any) || phrase(i, any))) {
                return true;
            }
        }
        return false;
    }

    private boolean noun(Set<String> any) {
        for (int i = 0; i < words.size(); i++) {
            if (matches(i, any) || phrase(i, any)) {
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
