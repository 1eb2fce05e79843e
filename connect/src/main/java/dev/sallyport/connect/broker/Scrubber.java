package dev.sallyport.connect.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes secrets out of bytes: each value as it is, percent-encoded, with JSON's escapes, in hexadecimal and in base64 wherever in an encoded
 * text it may begin. Each byte becomes {@code *}, so lengths stay what they were. What a service encodes otherwise (compressed, encrypted,
 * split) passes: this is a net, and a service that repeats credentials is the fault. Immutable.
 */
public final class Scrubber {
    private static final byte STAR = '*';

    private final List<byte[]> patterns;

    private Scrubber(List<byte[]> patterns) {
        this.patterns = patterns;
    }

    /** A scrubber that takes nothing out. */
    public static final Scrubber NONE = new Scrubber(List.of());

    /** A scrubber of those values. */
    public static Scrubber of(List<Secret> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (Secret secret : secrets) {
            String value = secret.reveal();
            byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
            forms.add(value);
            forms.add(URLEncoder.encode(value, StandardCharsets.US_ASCII));
            forms.add(value.replace("\\", "\\\\").replace("\"", "\\\""));
            forms.add(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
            forms.add(value.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"));
            forms.add(HexFormat.of().formatHex(bytes));
            forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
            for (int shift = 0; shift < 3; shift++) {
                forms.add(inner(Base64.getEncoder(), bytes, shift));
                forms.add(inner(Base64.getUrlEncoder(), bytes, shift));
            }
        }
        return new Scrubber(
                forms.stream().map(f -> f.getBytes(StandardCharsets.US_ASCII)).toList());
    }

    /** A scrubber of these and the other's values. */
    public Scrubber and(Scrubber other) {
        List<byte[]> both = new ArrayList<>(patterns);
        both.addAll(other.patterns);
        return new Scrubber(List.copyOf(both));
    }

    /** The letters that are the value's alone when it begins so many bytes into a group of three. */
    private static String inner(Base64.Encoder encoder, byte[] value, int shift) {
        byte[] padded = new byte[shift + value.length];
        System.arraycopy(value, 0, padded, shift, value.length);
        String text = encoder.withoutPadding().encodeToString(padded);
        int begin = shift == 0 ? 0 : shift + 1;
        int end = padded.length % 3 == 0 ? text.length() : text.length() - 1;
        return text.substring(begin, end);
    }

    /** The bytes without secrets. */
    public byte[] clean(byte[] bytes) {
        if (patterns.isEmpty()) {
            return bytes;
        }
        byte[] out = bytes.clone();
        for (byte[] pattern : patterns) {
            for (int at = find(bytes, bytes.length, pattern, 0);
                    at >= 0;
                    at = find(bytes, bytes.length, pattern, at + 1)) {
                java.util.Arrays.fill(out, at, at + pattern.length, STAR);
            }
        }
        return out;
    }

    /** The text without secrets. */
    public String clean(String text) {
        return new String(clean(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static int find(byte[] bytes, int length, byte[] pattern, int from) {
        for (int at = from; at <= length - pattern.length; at++) {
            if (bytes[at] == pattern[0] && matches(bytes, at, pattern, pattern.length)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] bytes, int at, byte[] pattern, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }

    /** How many bytes at the end may be the beginning of a secret. */
    private int unsure(byte[] bytes) {
        int longest = 0;
        for (byte[] pattern : patterns) {
            for (int n = Math.min(pattern.length - 1, bytes.length); n > longest; n--) {
                if (matches(bytes, bytes.length - n, pattern, n)) {
                    longest = n;
                }
            }
        }
        return longest;
    }

    /**
     * A stream that writes on without secrets. Holds back what may be the beginning of one until more comes; closing it writes the rest and
     * leaves the other stream open. Confined to one thread.
     */
    public OutputStream over(OutputStream out) {
        return new OutputStream() {
            private byte[] held = {};

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                byte[] all = new byte[held.length + length];
                System.arraycopy(held, 0, all, 0, held.length);
                System.arraycopy(bytes, from, all, held.length, length);
                int sure = all.length - unsure(all);
                byte[] cleaned = clean(all);
                out.write(cleaned, 0, sure);
                held = java.util.Arrays.copyOfRange(cleaned, sure, all.length);
            }

            @Override
            public void close() throws IOException {
                out.write(clean(held));
                held = new byte[0];
                out.flush();
            }
        };
    }
}
