package dev.sallyport.connect.preview;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A path that every reader takes for the same one (RFC 3986, section 3.3, and stricter): it begins with one slash, has no empty segment but the
 * last, no dot segment, no {@code ;}, no backslash, and percent-encodes nothing but what must be encoded, as UTF-8. So no server behind can
 * find a delimiter, a dot or another encoding in it that was not matched.
 *
 * @param text the path as it is matched and sent, hexadecimal digits in upper case
 */
public record ServicePath(String text) {
    /** Longest accepted path, in characters. */
    public static final int MAX_LENGTH = 4096;

    private static final String PLAIN = "-._~!$&'()*+,=:@/";
    /** Bytes below 0x80 that may not stand in a path and are nobody's delimiter. */
    private static final String ENCODED = " \"<>[]^`{|}";

    private static final int ASCII = 0x80;

    /** The path of that text; empty if it has a second reading. */
    public static Optional<ServicePath> of(String raw) {
        boolean shaped = raw.startsWith("/") && raw.length() <= MAX_LENGTH && !raw.contains("//");
        return shaped ? spelled(raw).filter(ServicePath::isWithoutDots).map(ServicePath::new) : Optional.empty();
    }

    private static boolean isWithoutDots(String path) {
        return List.of(path.split("/", -1)).stream().noneMatch(s -> s.equals(".") || s.equals(".."));
    }

    private static Optional<String> spelled(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int value = i + 2 < raw.length() ? hex(raw.charAt(i + 1), raw.charAt(i + 2)) : -1;
                if (value < 0 || (value < ASCII && ENCODED.indexOf(value) < 0)) {
                    return Optional.empty();
                }
                out.append(raw.substring(i, i + 3).toUpperCase(Locale.ROOT));
                bytes.put((byte) value);
                i += 2;
            } else if (isPlain(c)) {
                out.append(c);
                bytes.put((byte) c);
            } else {
                return Optional.empty();
            }
        }
        return isUtf8(bytes.flip()) ? Optional.of(out.toString()) : Optional.empty();
    }

    /** Whether a character may stand in a path as it is. */
    static boolean isPlain(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return letter || PLAIN.indexOf(c) >= 0;
    }

    private static int hex(char high, char low) {
        int h = high < ASCII ? Character.digit(high, 16) : -1;
        int l = low < ASCII ? Character.digit(low, 16) : -1;
        return h < 0 || l < 0 ? -1 : h * 16 + l;
    }

    /** Overlong forms and halves of characters are where decoders differ. */
    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).chars().noneMatch(Character::isISOControl);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Its segments; the last is empty where the path ends in a slash. */
    List<String> segments() {
        return List.of(text.substring(1).split("/", -1));
    }
}
