package dev.sallyport.cli.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes bytes a little, so that much of what they meant is still there. Not thread-safe. */
final class Damage {
    /** Pieces at which readers in several languages go apart. */
    private static final List<byte[]> PIECES = pieces();

    private static final int MOST_CHANGES = 4;

    private final RandomGenerator random;

    Damage(RandomGenerator random) {
        this.random = random;
    }

    /** One to four changes. */
    byte[] of(byte[] bytes, byte[] other) {
        byte[] changed = bytes;
        for (int left = 1 + random.nextInt(MOST_CHANGES); left > 0; left--) {
            changed = switch (random.nextInt(8)) {
                case 0, 1 -> flipped(changed);
                case 2 -> inserted(changed, new byte[] {(byte) random.nextInt(256)});
                case 3 -> inserted(changed, PIECES.get(random.nextInt(PIECES.size())));
                case 4 -> without(changed);
                case 5 -> inserted(changed, slice(changed));
                case 6 -> inserted(changed, slice(other));
                default -> linesChanged(changed);
            };
        }
        return changed;
    }

    /** As {@link #of}, in printable ASCII. */
    String ofText(String text, String other) {
        byte[] changed = of(text.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
        StringBuilder out = new StringBuilder();
        for (byte b : changed) {
            out.append((char) (b >= ' ' && b < 0x7f ? b : '0' + (b & 7)));
        }
        return out.toString();
    }

    private byte[] flipped(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        byte[] changed = bytes.clone();
        changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private byte[] inserted(byte[] bytes, byte[] piece) {
        int at = random.nextInt(bytes.length + 1);
        boolean instead = random.nextBoolean();
        int rest = instead ? Math.min(bytes.length, at + piece.length) : at;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(piece);
        out.write(bytes, rest, bytes.length - rest);
        return out.toByteArray();
    }

    private byte[] without(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextInt(4) == 0 ? 64 : 3));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    private byte[] slice(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int from = random.nextInt(bytes.length);
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(40)));
    }

    /** Two lines change places, or one is doubled or left out. */
    private byte[] linesChanged(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
        int one = random.nextInt(lines.size());
        switch (random.nextInt(3)) {
            case 0 -> Collections.swap(lines, one, random.nextInt(lines.size()));
            case 1 -> lines.add(one, lines.get(random.nextInt(lines.size())));
            default -> lines.remove(one);
        }
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> pieces() {
        List<byte[]> pieces = new ArrayList<>();
        for (String text : new String[] {
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\u0000",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "\uffff",
            "\ufdd0",
            "\ud83d\ude00",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\udc00",
            "\\u0000",
            "\\uFFFF",
            "\\u00e9",
            "e\u0301",
            "\\/",
            "\\b",
            "null",
            "true",
            "false",
            "0",
            "-0",
            "00",
            "1.0",
            "1e2",
            "1E+2",
            "1e-7",
            "0.00001",
            "1e-400",
            "4.9e-324",
            "2.5e-324",
            "1e21",
            "1e309",
            "9007199254740991",
            "9007199254740992",
            "9007199254740993",
            "0.10000000000000001",
            "-",
            "+",
            ".",
            "e",
            "=",
            "==",
            "\u2014 ",
            "\"\":0,",
            "\"a\":1,",
            "Infinity",
            "NaN",
            "18446744073709551616",
            "9223372036854775808",
            "9223372036854775807",
            "__proto__",
            "constructor",
            "\n\n",
            "\u00ff"
        }) {
            pieces.add(text.getBytes(StandardCharsets.UTF_8));
        }
        pieces.add(new byte[] {(byte) 0xc0, (byte) 0xaf});
        pieces.add(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
        pieces.add(new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80});
        pieces.add(new byte[] {(byte) 0xe2, (byte) 0x82});
        return List.copyOf(pieces);
    }
}
