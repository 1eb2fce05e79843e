package dev.sallyport.sigma.engine;

import java.util.ArrayList;
import java.util.List;

/** Texts joined so that different lists give different keys: a single one stands for itself, several each have their length before them. */
final class Keys {
    private Keys() {}

    static String of(List<String> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        StringBuilder key = new StringBuilder();
        for (String part : parts) {
            key.append(part.length()).append(':').append(part);
        }
        return key.toString();
    }

    static List<String> parts(String key, int count) {
        if (count == 1) {
            return List.of(key);
        }
        List<String> parts = new ArrayList<>(count);
        int at = 0;
        for (int i = 0; i < count; i++) {
            int colon = key.indexOf(':', at);
            int length = Integer.parseInt(key, at, colon, 10);
            parts.add(key.substring(colon + 1, colon + 1 + length));
            at = colon + 1 + length;
        }
        return parts;
    }
}
