package dev.sallyport.shield.secret;

import java.util.Map;
import java.util.Random;

/** Lines of {@code spec/shield/secret} with their random parts drawn. */
final class Drawn {
    private static final Map<Character, String> CLASSES = Map.of(
            'd', "0123456789",
            'h', "0123456789abcdef",
            'l', "abcdefghijklmnopqrstuvwxyz0123456789",
            'u', "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
            'a', "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
            'z', "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            'w', "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
            'v', "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
            'b', "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    private Drawn() {}

    static String line(String template, Random random) {
        StringBuilder drawn = new StringBuilder();
        String rest = template.replace("\\\\n", "\u0000").replace("\\n", "\n").replace("\u0000", "\\n");
        for (int i = 0; i < rest.length(); i++) {
            int close = rest.indexOf('}', i);
            String members = rest.charAt(i) == '{' && i + 1 < rest.length() ? CLASSES.get(rest.charAt(i + 1)) : null;
            if (members != null && close > i && rest.substring(i + 2, close).matches("\\d+")) {
                for (int n = Integer.parseInt(rest.substring(i + 2, close)); n > 0; n--) {
                    drawn.append(members.charAt(random.nextInt(members.length())));
                }
                i = close;
            } else {
                drawn.append(rest.charAt(i));
            }
        }
        return drawn.toString();
    }
}
