package dev.sallyport.soc.notice;

import java.util.Locale;
import java.util.Optional;

/** What became of an incident, in the order in which it is told. */
public enum Kind {
    /** It was found. */
    OPENED(1),
    /** More was found, or somebody took it. */
    UPDATED(2),
    /** Nobody took it in time. */
    ESCALATED(3),
    /** It is over. */
    CLOSED(4);

    private final int number;

    Kind(int number) {
        this.number = number;
    }

    /** The number it is kept under; grows in the order in which things are told. */
    public int number() {
        return number;
    }

    /** @throws IllegalArgumentException if there is none with that number */
    public static Kind of(int number) {
        for (Kind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of notice has the number " + number);
    }

    /** The word that stands in messages, for example {@code opened}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that word, if there is one. */
    public static Optional<Kind> byWord(String word) {
        for (Kind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
