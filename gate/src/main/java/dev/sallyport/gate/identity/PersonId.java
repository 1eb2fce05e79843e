package dev.sallyport.gate.identity;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A named person who approves. Two spellings of one name are the same person: equality compares the {@link #folded} form,
 * so that nobody owns an agent as {@code Alice} and approves its actions as {@code alice}.
 *
 * <p>Letters of different scripts that merely look alike are different names; whoever enrols people sees them listed.
 *
 * @param value the name as it was written: 1 to {@value Name#MAX_LENGTH} printable characters without white space
 */
public record PersonId(String value) implements Comparable<PersonId> {
    private static final int ROUNDS = 4;

    /** @throws IllegalArgumentException if the value is empty, too long, or holds white space or control characters */
    public PersonId {
        Name.check("person", value);
        if (fold(value).isEmpty()) {
            throw new IllegalArgumentException("person holds nothing that can be seen; write a name people can read");
        }
    }

    /**
     * The form in which names are compared: compatibility forms, case and characters without a shape of their own folded
     * away (NFKC of UAX 15, case as in Unicode 16, section 3.13, without its locale rules).
     */
    public String folded() {
        return fold(value);
    }

    private static String fold(String value) {
        String folded = value;
        for (int round = 0; round < ROUNDS; round++) {
            // Each step can make work for the other, so they alternate until nothing moves.
            String next = Normalizer.normalize(
                    cased(Normalizer.normalize(folded, Normalizer.Form.NFKC)), Normalizer.Form.NFKC);
            if (next.equals(folded)) {
                break;
            }
            folded = next;
        }
        return folded;
    }

    /** Upper case first, whose full mappings make `ß` and `SS` one; then letter by letter, so that no final form survives. */
    private static String cased(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.toUpperCase(Locale.ROOT)
                .codePoints()
                .filter(c -> !isInvisible(c))
                .map(Character::toLowerCase)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** What names may hold although it shows nothing (Unicode's Default_Ignorable_Code_Point without format characters). */
    private static boolean isInvisible(int c) {
        return c == 0x34f
                || (c >= 0x115f && c <= 0x1160)
                || (c >= 0x17b4 && c <= 0x17b5)
                || (c >= 0x180b && c <= 0x180f)
                || c == 0x3164
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0xffa0
                || (c >= 0xe0000 && c <= 0xe0fff);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PersonId person && folded().equals(person.folded());
    }

    @Override
    public int hashCode() {
        return folded().hashCode();
    }

    @Override
    public int compareTo(PersonId other) {
        return folded().compareTo(other.folded());
    }

    @Override
    public String toString() {
        return value;
    }
}
