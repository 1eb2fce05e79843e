package dev.sallyport.connect.model;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of models, with {@code *} for any characters: {@code claude-*}. */
public final class ModelPattern {
    private static final String ALLOWED = "[A-Za-z0-9._:/@*-]{1,200}";

    private final String text;
    private final Pattern pattern;

    private ModelPattern(String text) {
        this.text = text;
        this.pattern = Pattern.compile(
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /**
     * The pattern written that way.
     *
     * @throws IllegalArgumentException if it holds what no model's name does
     */
    public static ModelPattern parse(String text) {
        if (!text.matches(ALLOWED)) {
            throw new IllegalArgumentException("takes names of models such as `gpt-5*`, not `" + text + "`");
        }
        return new ModelPattern(text);
    }

    /** Whether it covers that model. */
    public boolean matches(String model) {
        return pattern.matcher(model).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
