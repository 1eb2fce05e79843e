package dev.sallyport.connect.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with references in it, such as {@code Bearer secret://github}. Safe to show and to record: it holds names, never values.
 *
 * @param text as it was written
 * @param names of the secrets it refers to, in their order
 */
public record SecretTemplate(String text, List<String> names) {
    /** What a reference begins with. */
    public static final String SCHEME = "secret://";

    private static final Pattern REFERENCE = Pattern.compile("secret://([a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?)");

    public SecretTemplate {
        names = List.copyOf(names);
    }

    /**
     * The template written that way.
     *
     * @throws IllegalArgumentException if a reference names no secret: it would be sent as it stands
     */
    public static SecretTemplate parse(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        if (text.split(SCHEME, -1).length - 1 != names.size()) {
            throw new IllegalArgumentException(
                    "has a `secret://` without a name of lower-case letters, digits, - and _");
        }
        return new SecretTemplate(text, names);
    }

    /** The secret's name, if that text is a reference and nothing else. */
    public static Optional<String> reference(String text) {
        Matcher whole = REFERENCE.matcher(text);
        return whole.matches() ? Optional.of(whole.group(1)) : Optional.empty();
    }

    /** The text with each reference replaced. */
    String filled(java.util.function.Function<String, String> value) {
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value.apply(match.group(1))));
    }
}
