package dev.sallyport.provenance.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a trusted field's value must look like. A value of another shape is free text, whatever the catalogue says of the
 * field: an order hidden in a channel's name is not a name.
 */
public enum Shape {
    /** An account number, as in ISO 13616, a little wider: two letters and 10 to 34 characters in all. */
    IBAN("[A-Z]{2}[0-9A-Z]{8,32}"),
    /** An identifier of the system's: no spaces. */
    ID("[\\p{L}\\p{N}_.:#-]{1,64}"),
    /** A day, a time or both. */
    DATE("[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.+Z-]{0,24})?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"),
    /** A number, with a currency if it likes. */
    NUMBER("[-+]?[$€£]?[0-9][0-9., ]{0,20}%?(?: ?[A-Z]{3})?"),
    /** True or false. */
    FLAG("(?i)true|false|yes|no"),
    /** An electronic mail address. */
    EMAIL("[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)+"),
    /** A user's or a channel's name: one word. */
    HANDLE("[@#]?[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]{0,39}"),
    /** The name of a person or a thing: at most five words, no sentence marks, no address. */
    NAME("[\\p{L}\\p{N}'&()-][\\p{L}\\p{N}'&(),_-]{0,30}(?:\\.? [\\p{L}\\p{N}'&(),_-]{1,30}){0,4}\\.?"),
    /** The name of a file. */
    FILENAME("[\\p{L}\\p{N}_() -]{1,60}(?:\\.[\\p{L}\\p{N}]{1,8}){0,2}"),
    /** A path of a file system. */
    PATH("~?/?[\\p{L}\\p{N}_.-]{1,60}(?:/[\\p{L}\\p{N}_.-]{1,60}){0,15}/?"),
    /** {@code owner/name}. */
    REPOSITORY("[\\p{L}\\p{N}_.-]{1,40}/[\\p{L}\\p{N}_.-]{1,60}"),
    /** A secret: a password, a number of a document, a key. */
    SECRET("[^\\n]{1,4000}");

    /** A long word with many digits is an account or a card, and nobody's name. */
    private static final Pattern NUMBERED = Pattern.compile("(?:[0-9][ -]?){8}");

    private final String wire = name().toLowerCase(Locale.ROOT);
    private final Pattern pattern;

    Shape(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** The word in a catalogue. */
    public String wire() {
        return wire;
    }

    /** Whether that text, or each of its parts where it is a list on one line, has this shape. Linear in its length. */
    public boolean fits(String text) {
        String stripped = text.strip();
        if (stripped.length() > 4000) {
            return false;
        }
        if (this == NAME && NUMBERED.matcher(stripped).find()) {
            return false;
        }
        if (pattern.matcher(stripped).matches()) {
            return true;
        }
        String[] parts = stripped.split(",|;", 64);
        if (parts.length < 2 || this == NAME || this == SECRET) {
            return false;
        }
        for (String part : parts) {
            if (!pattern.matcher(part.strip()).matches()) {
                return false;
            }
        }
        return true;
    }

    /** The shape of that word, if there is one. */
    public static Optional<Shape> byWire(String wire) {
        for (Shape value : values()) {
            if (value.wire.equals(wire)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
