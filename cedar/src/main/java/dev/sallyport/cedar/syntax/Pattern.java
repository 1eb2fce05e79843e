package dev.sallyport.cedar.syntax;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@code like} pattern: characters and wildcards, matched against whole strings. */
public final class Pattern {

    private static final int STAR = Escapes.STAR;

    private final int[] elements;
    private final @Nullable String literalPrefix;

    Pattern(int[] elements) {
        this.elements = elements;
        this.literalPrefix = prefix(elements);
    }

    /** The common shape {@code "text*"}, answered without walking the elements. */
    private static @Nullable String prefix(int[] elements) {
        int last = elements.length - 1;
        for (int i = 0; i < last; i++) {
            if (elements[i] == STAR) {
                return null;
            }
        }
        return last >= 0 && elements[last] == STAR ? new String(elements, 0, last) : null;
    }

    /** Whether the whole of {@code text} matches; time is at most the product of both lengths. */
    public boolean matches(String text) {
        if (literalPrefix != null) {
            return text.startsWith(literalPrefix);
        }
        int p = 0;
        int t = 0;
        int starAt = -1;
        int retryAt = 0;
        while (t < text.length()) {
            int c = text.codePointAt(t);
            if (p < elements.length && elements[p] == STAR) {
                starAt = p++;
                retryAt = t;
            } else if (p < elements.length && elements[p] == c) {
                p++;
                t += Character.charCount(c);
            } else if (starAt >= 0) {
                p = starAt + 1;
                retryAt += Character.charCount(text.codePointAt(retryAt));
                t = retryAt;
            } else {
                return false;
            }
        }
        while (p < elements.length && elements[p] == STAR) {
            p++;
        }
        return p == elements.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pattern pattern && Arrays.equals(elements, pattern.elements);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(elements));
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("\"");
        for (int c : elements) {
            if (c == STAR) {
                out.append('*');
            } else if (c == '*') {
                out.append("\\*");
            } else {
                String quoted = dev.sallyport.cedar.value.Quoted.of(Character.toString(c));
                out.append(quoted, 1, quoted.length() - 1);
            }
        }
        return out.append('"').toString();
    }
}
