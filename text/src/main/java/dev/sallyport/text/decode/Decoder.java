package dev.sallyport.text.decode;

import java.util.Optional;

/**
 * One way to write a text so that it does not look like itself. Each answers the text behind a whole value, or nothing if the value
 * holds nothing of the kind; malformed parts stay as they stand. Linear in the value. Immutable.
 */
public enum Decoder {
    /** {@code %40} for a byte of UTF-8 (RFC 3986, section 2.1). */
    PERCENT {
        @Override
        public Optional<String> decode(CharSequence value) {
            return indexOf(value, '%') < 0 ? Optional.empty() : changed(value, Escapes.percent(value));
        }
    },
    /** HTML's character references, by name, decimal or hexadecimal number. */
    ENTITY {
        @Override
        public Optional<String> decode(CharSequence value) {
            return indexOf(value, '&') < 0 ? Optional.empty() : changed(value, Escapes.entities(value));
        }
    },
    /** A backslash with u, U, x or a letter for a control character (JSON, ECMAScript, C), and U+0040 as in prose. */
    ESCAPE {
        @Override
        public Optional<String> decode(CharSequence value) {
            boolean none = indexOf(value, '\\') < 0 && indexOf(value, '+') < 0;
            return none ? Optional.empty() : changed(value, Escapes.backslashes(value));
        }
    },
    /** Base64 in both alphabets (RFC 4648, sections 4 and 5), padded or not, with line ends. */
    BASE64 {
        @Override
        public Optional<String> decode(CharSequence value) {
            return Radix.base64(value);
        }
    },
    /** Two hexadecimal digits a byte, with or without {@code 0x} and separators. */
    HEX {
        @Override
        public Optional<String> decode(CharSequence value) {
            return Radix.hex(value);
        }
    };

    /** The text behind the value; empty if this is not how it is written. */
    public abstract Optional<String> decode(CharSequence value);

    private static int indexOf(CharSequence value, char c) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<String> changed(CharSequence value, String decoded) {
        return decoded.contentEquals(value) ? Optional.empty() : Optional.of(decoded);
    }
}
