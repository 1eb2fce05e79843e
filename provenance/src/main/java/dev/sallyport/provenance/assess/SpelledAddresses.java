package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.delegation.Addresses;
import dev.sallyport.text.decode.Decodings;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The addresses of the web in a text, those included that are written so that only a person, or a model, reads them as such. */
final class SpelledAddresses {
    /** A dot in brackets or as a word, of any script's full stops. */
    private static final Pattern DOT = Pattern.compile(
            "(?i)[ \\t]{0,2}[\\[({<]{1,2}[ \\t]{0,2}(?:\\.|dot|d0t|point|punkt|%2e|&#46;)[ \\t]{0,2}[\\])}>]{1,2}[ \\t]{0,2}|(?<=[\\p{L}\\p{N}])[ \\t]{1,2}(?:dot|d0t)[ \\t]{1,2}(?=[\\p{L}\\p{N}])|(?<=[\\p{L}\\p{N}])(?:-dot-|_dot_)(?=[\\p{L}\\p{N}])|(?<=[\\p{L}\\p{N}])[\\u3002\\uff0e\\uff61](?=[\\p{L}\\p{N}])|&#46;|&period;|%2e");

    private static final Pattern SLASH = Pattern.compile(
            "(?i)[ \\t]{0,2}[\\[({<]{1,2}[ \\t]{0,2}(?:/|slash)[ \\t]{0,2}[\\])}>]{1,2}[ \\t]{0,2}|(?<=[\\p{L}\\p{N}])[ \\t]{1,2}slash[ \\t]{1,2}(?=[\\p{L}\\p{N}])");

    private static final Pattern COLON = Pattern.compile("[\\[({<]{1,2}:(?://)?[\\])}>]{1,2}");

    /** {@code hxxp}, as those write who mean to warn. */
    private static final Pattern SCHEME = Pattern.compile("(?i)\\bh(?:xx|\\*\\*|tt)ps?(?=:)");

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\u00ad]");

    /** Characters one of which stands in everything above that is no word and no scheme. */
    private static final String OPENING = "[({<&%";

    private SpelledAddresses() {}

    /** The addresses, in the form of {@link Addresses#urls}. */
    static Set<String> in(String text) {
        Set<String> found = new LinkedHashSet<>(Addresses.urls(text));
        String spelled = written(text);
        if (!spelled.equals(text)) {
            found.addAll(Addresses.urls(spelled));
        }
        String decoded = Decodings.within(text);
        if (!decoded.isEmpty()) {
            found.addAll(Addresses.urls(decoded));
        }
        return found;
    }

    private static String written(String text) {
        if (isPlain(text)) {
            return text.indexOf(':') < 0 ? text : scheme(text);
        }
        String seen = UNSEEN.matcher(text).replaceAll("");
        String colons = COLON.matcher(seen).replaceAll("://");
        String dots = DOT.matcher(colons).replaceAll(".");
        String slashes = SLASH.matcher(dots).replaceAll("/");
        return scheme(slashes);
    }

    private static String scheme(String text) {
        return SCHEME.matcher(text).replaceAll("https").replace("https:////", "https://");
    }

    /** Whether nothing but {@link #SCHEME} can be in the text: it holds no character and no word with which the others begin. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean word = switch (c) {
                case 'd', 'D' -> text.regionMatches(true, i, "dot", 0, 3) || text.regionMatches(true, i, "d0t", 0, 3);
                case 's', 'S' -> text.regionMatches(true, i, "slash", 0, 5);
                default -> c > '~' || OPENING.indexOf(c) >= 0;
            };
            if (word) {
                return false;
            }
        }
        return true;
    }
}
