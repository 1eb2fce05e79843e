package dev.sallyport.provenance.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Paths of leaves in few bytes: the paths of a table's rows differ in their numbers alone, so a path is kept as the number of its
 * shape ({@code $.rows[].name}) and the numbers between its brackets. Not thread-safe.
 */
final class Paths {
    private static final int MOST_SHAPES = 4096;
    private static final int LONGEST = 512;
    private static final int SEVEN = 7;

    private final Map<String, Integer> shapes = new HashMap<>();
    private final List<String> byNumber = new ArrayList<>();
    private byte[] bytes = new byte[64];
    private int length;
    private long shapeCharacters;

    /** Keeps a path; answers where. A path of more than 512 characters is kept as its first 512. */
    int keep(String whole) {
        String path = whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole;
        int at = length;
        StringBuilder shape = new StringBuilder(path.length());
        long[] numbers = new long[path.length() / 3 + 1];
        int count = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            shape.append(c);
            int end = c == '[' ? numberEnd(path, i + 1) : -1;
            if (end > 0) {
                numbers[count++] = Long.parseLong(path, i + 1, end, 10);
                i = end - 1;
            }
        }
        Integer number = shapes.get(shape.toString());
        if (path.contains("[]") || (number == null && byNumber.size() == MOST_SHAPES)) {
            keepWhole(path);
            return at;
        }
        if (number == null) {
            number = byNumber.size() + 1;
            byNumber.add(shape.toString());
            shapes.put(shape.toString(), number);
            shapeCharacters += shape.length();
        }
        varint(number);
        for (int i = 0; i < count; i++) {
            varint(numbers[i]);
        }
        return at;
    }

    /** The path kept there. */
    String at(int place) {
        int[] at = {place};
        int number = (int) read(at);
        if (number == 0) {
            int size = (int) read(at);
            return new String(bytes, at[0], size, StandardCharsets.UTF_8);
        }
        String shape = byNumber.get(number - 1);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < shape.length(); i++) {
            path.append(shape.charAt(i));
            if (shape.charAt(i) == '[' && i + 1 < shape.length() && shape.charAt(i + 1) == ']') {
                path.append(read(at));
            }
        }
        return path.toString();
    }

    long memoryBytes() {
        return bytes.length + shapeCharacters + 100L * byNumber.size();
    }

    /** Where a plain number of at most nine digits ends before a bracket, or -1. */
    private static int numberEnd(String path, int from) {
        int at = from;
        while (at < path.length() && at - from < 9 && path.charAt(at) >= '0' && path.charAt(at) <= '9') {
            at++;
        }
        boolean plain = at > from && at < path.length() && path.charAt(at) == ']';
        return plain && (path.charAt(from) != '0' || at == from + 1) ? at : -1;
    }

    private void keepWhole(String path) {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        varint(0);
        varint(text.length);
        room(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    private void varint(long value) {
        room(Long.BYTES + 2);
        long rest = value;
        while (rest > Byte.MAX_VALUE) {
            bytes[length++] = (byte) ((rest & Byte.MAX_VALUE) | 0x80);
            rest >>>= SEVEN;
        }
        bytes[length++] = (byte) rest;
    }

    private long read(int[] at) {
        long value = 0;
        for (int shift = 0; ; shift += SEVEN) {
            byte b = bytes[at[0]++];
            value |= (long) (b & Byte.MAX_VALUE) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length + bytes.length / 8 + more + 64);
        }
    }
}
