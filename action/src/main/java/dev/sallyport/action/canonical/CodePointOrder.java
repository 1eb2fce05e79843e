package dev.sallyport.action.canonical;

import java.util.Comparator;

/**
 * Strings in the order of their Unicode code points. It differs from {@link String#compareTo} only where a surrogate pair
 * meets a character from U+E000 up: the pair names the greater code point and has the smaller first code unit.
 */
enum CodePointOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean pairMeetsOne = Character.isSurrogate(x) != Character.isSurrogate(y);
                int pairLast = Character.isSurrogate(x) ? 1 : -1;
                return pairMeetsOne ? pairLast : x - y;
            }
        }
        return a.length() - b.length();
    }
}
