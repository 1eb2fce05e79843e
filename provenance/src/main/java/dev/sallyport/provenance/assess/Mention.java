package dev.sallyport.provenance.assess;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in free text that names an address or one of the things there are. */
record Mention(Seen seen, String path, String record) {
    /** A name with letters and digits, as systems make them. */
    private static final Pattern MADE =
            Pattern.compile("\\b(?=[\\p{L}_-]{0,20}[0-9])(?=[0-9_-]{0,20}\\p{L})[\\p{L}0-9_-]{3,40}\\b");

    /** What is said to be an identifier or a number. */
    private static final Pattern SAID = Pattern.compile(
            "(?i)\\b(?:ids?|file|order|product|event|transaction|repository)\\b[\\s:#'\"`.]{1,5}([0-9]{1,12})\\b");

    /** The identifiers a text names. */
    static Set<String> identifiers(String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher made = MADE.matcher(text);
        while (made.find()) {
            found.add(made.group().toLowerCase(java.util.Locale.ROOT));
        }
        Matcher said = SAID.matcher(text);
        while (said.find()) {
            found.add(said.group(1));
        }
        return found;
    }
}
