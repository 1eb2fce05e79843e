package dev.sallyport.connect.mcp.proxy;

/** The escapes of JSON's strings (RFC 8259, section 7), undone over a whole text that nobody can take apart. Linear. */
final class Escapes {
    private static final int HEX = 16;
    private static final int DIGITS = 4;

    private Escapes() {}

    static String undone(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            int code = escaped == 'u' ? code(text, i + 1) : -1;
            if (code >= 0) {
                out.append((char) code);
                i += DIGITS;
            } else {
                out.append(plain(escaped));
            }
        }
        return out.toString();
    }

    private static char plain(char escaped) {
        return switch (escaped) {
            case 'n', 'r', 't', 'b', 'f' -> ' ';
            default -> escaped;
        };
    }

    private static int code(String text, int from) {
        if (from + DIGITS > text.length()) {
            return -1;
        }
        int code = 0;
        for (int i = from; i < from + DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), HEX);
            if (digit < 0) {
                return -1;
            }
            code = code * HEX + digit;
        }
        return code;
    }
}
