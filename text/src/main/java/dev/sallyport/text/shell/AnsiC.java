package dev.sallyport.text.shell;

/** {@code $'…'}: what its escapes stand for (Bash Reference Manual 5.2, 3.1.2.4). */
final class AnsiC {
    private AnsiC() {}

    /** Reads from the opening quote to the closing one. */
    static void read(Source in, StringBuilder out) {
        in.next();
        for (char c = in.next(); c != '\''; c = in.next()) {
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char e = in.next();
            switch (e) {
                case 'a' -> out.append('\u0007');
                case 'b' -> out.append('\b');
                case 'e', 'E' -> out.append('\u001b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'v' -> out.append('\u000b');
                case '\\', '\'', '"', '?' -> out.append(e);
                case 'x' -> number(in, out, 16, 2, 0);
                case 'u' -> number(in, out, 16, 4, 0);
                case 'U' -> number(in, out, 16, 8, 0);
                case 'c' -> out.append((char) (Character.toUpperCase(in.next()) ^ 0x40));
                default -> {
                    if (e >= '0' && e <= '7') {
                        number(in, out, 8, 2, e - '0');
                    } else {
                        out.append('\\').append(e);
                    }
                }
            }
        }
    }

    private static void number(Source in, StringBuilder out, int radix, int digits, int begun) {
        long value = begun;
        for (int i = 0; i < digits && Character.digit(in.peek(), radix) >= 0 && in.peek() < 0x80; i++) {
            value = value * radix + Character.digit(in.next(), radix);
        }
        if (value == 0 || value > Character.MAX_CODE_POINT || (value > 0x7f && digits == 2)) {
            // A byte of some encoding, or what ends the text: not a character that is known here.
            throw in.fault("an escape that is no character of its own");
        }
        out.appendCodePoint((int) value);
    }
}
