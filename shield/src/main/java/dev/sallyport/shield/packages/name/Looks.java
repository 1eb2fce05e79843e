package dev.sallyport.shield.packages.name;

import dev.sallyport.text.normal.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Spellings in which names that look alike, or sound alike to a hurried reader, are one. Pure functions. */
final class Looks {
    private static final String DIGITS = "01345789";
    private static final String LETTERS = "oleastbg";

    private Looks() {}

    /** With look-alikes of other scripts as the ASCII they are taken for. */
    static String folded(String name) {
        if (isAscii(name)) {
            return name;
        }
        StringBuilder folded = new StringBuilder(name.length());
        name.codePoints().forEach(c -> folded.append(Fold.of(c)));
        return folded.toString();
    }

    static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 128);
    }

    /** Without hyphens, dots, underscores, slashes and scopes' marks. */
    static String squeezed(String name) {
        StringBuilder squeezed = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (!isMark(name.charAt(i))) {
                squeezed.append(name.charAt(i));
            }
        }
        return squeezed.toString();
    }

    /** Digits and pairs of letters as the letter they look like. */
    static String skeleton(String name) {
        StringBuilder skeleton = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int digit = DIGITS.indexOf(c);
            if (digit >= 0) {
                skeleton.append(LETTERS.charAt(digit));
            } else if (c == 'i') {
                skeleton.append('l');
            } else if (c == 'v' && i + 1 < name.length() && name.charAt(i + 1) == 'v') {
                skeleton.append('w');
                i++;
            } else if (c == 'r' && i + 1 < name.length() && name.charAt(i + 1) == 'n') {
                skeleton.append('m');
                i++;
            } else {
                skeleton.append(c);
            }
        }
        return skeleton.toString();
    }

    /** Its words in the order of the alphabet; itself if it is one word. */
    static String sorted(String name) {
        String[] words = words(name);
        if (words.length < 2) {
            return name;
        }
        Arrays.sort(words);
        return String.join("-", words);
    }

    /** Its words. */
    static String[] words(String name) {
        List<String> words = new ArrayList<>(4);
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || isMark(name.charAt(i))) {
                if (i > start) {
                    words.add(name.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words.toArray(String[]::new);
    }

    /** A bit for each letter that occurs and one for the digits: names one slip apart differ in at most two. */
    static long letters(String text) {
        long bits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bits |= c >= 'a' && c <= 'z' ? 1L << (c - 'a') : 1L << (26 + (c & 31));
        }
        return bits;
    }

    static boolean isMark(char c) {
        return c == '-' || c == '_' || c == '.' || c == '/' || c == '@' || c == ':';
    }
}
