package dev.sallyport.shield.secret;

import dev.sallyport.text.match.Words;
import java.util.List;
import java.util.Locale;

/** What a value looks like: made by chance, made of words, or put where a value belongs. Pure. */
final class Looks {
    private static final int SHORT = 16;

    /** Letters that follow a letter in ordinary words, by the first one from a to z. */
    private static final String[] FOLLOWS = {
        "bcdfgiklmnprstuvwy",
        "abeijlorsuy",
        "acehiklortu",
        "adegiorsuvy",
        "acdefgilmnpqrstuvwxy",
        "aefilortu",
        "aeghilnoru",
        "aeiortuy",
        "abcdefglmnoprstvz",
        "aeou",
        "aeilnsy",
        "adefikloptsuvy",
        "abeimnopsuy",
        "acdefgiknostuvy",
        "abcdfgiklmnoprstuvwxy",
        "aehiloprstuy",
        "u",
        "acdegiklmnoprstuvy",
        "acehiklmopqstuwy",
        "acehiloprstuwy",
        "abcdegilmnprst",
        "aeioy",
        "aehinors",
        "aceiptx",
        "aeilmopst",
        "aeioyz"
    };

    private static final int[] FOLLOWING = new int[26];

    static {
        for (int i = 0; i < FOLLOWING.length; i++) {
            for (int k = 0; k < FOLLOWS[i].length(); k++) {
                FOLLOWING[i] |= 1 << (FOLLOWS[i].charAt(k) - 'a');
            }
        }
    }

    /** Words by which writers say that a value is none. */
    private static final Words EXAMPLES = new Words(List.of(
            "example",
            "sample",
            "placeholder",
            "changeme",
            "change_me",
            "change-me",
            "dummy",
            "fixture",
            "redacted",
            "not_real",
            "notreal",
            "do_not_use",
            "donotuse",
            "your_",
            "your-",
            "yourtoken",
            "yourkey",
            "yourpass",
            "yoursecret",
            "yourapi",
            "replace_",
            "replaceme",
            "replace-",
            "insert_",
            "insert-",
            "foobar",
            "test_key",
            "testkey",
            "fake_",
            "fake-",
            "fakekey",
            "faketoken",
            "mysecret",
            "my-secret",
            "my_secret",
            "mytoken",
            "mypassword",
            "my_password",
            "abcdefghijklmnopqrstuvwxyz",
            "loremipsum",
            "xxxxx",
            "xxx_",
            "undefined",
            "secretkey",
            "supersecret"));

    private static final List<String> NOTHING = List.of(
            "null",
            "none",
            "nil",
            "true",
            "false",
            "string",
            "password",
            "passwd",
            "secret",
            "token",
            "changeit",
            "admin",
            "user",
            "test",
            "testing",
            "default",
            "optional",
            "required",
            "empty",
            "unset",
            "value",
            "example",
            "username",
            "root",
            "pass",
            "foo",
            "bar",
            "baz",
            "hidden",
            "private",
            "public",
            "text",
            "number",
            "boolean",
            "object",
            "enabled",
            "disabled",
            "yes",
            "no",
            "on",
            "off",
            "undefined",
            "required|string");

    private Looks() {}

    /** Shannon's entropy of the characters, in bits a character. */
    static double entropy(CharSequence text) {
        int[] counts = new int[128];
        int length = text.length();
        for (int i = 0; i < length; i++) {
            counts[text.charAt(i) & 127]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double p = (double) count / length;
                bits -= p * Math.log(p) / Math.log(2);
            }
        }
        return bits;
    }

    /** Whether it is the same few characters over and over: {@code xxxxxxxx}, {@code ****}, {@code 00000000}. */
    static boolean isFiller(String value) {
        int longest = 1;
        int run = 1;
        int marks = 0;
        long seen = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = Character.toLowerCase(value.charAt(i));
            seen |= 1L << (c & 63);
            marks += c == 'x' || c == '*' || c == '.' || c == '#' || c == '_' || c == '-' ? 1 : 0;
            run = i > 0 && c == Character.toLowerCase(value.charAt(i - 1)) ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return Long.bitCount(seen) <= Math.min(5, value.length() / 3)
                || longest >= Math.max(5, value.length() / 3)
                || marks * 10 >= value.length() * 7;
    }

    /** Whether it holds a word that says it is an example. */
    static boolean isExample(String value) {
        return EXAMPLES.anyIn(value);
    }

    /** Whether a writer shows only the beginning of what ends there: {@code abc123...}. */
    static boolean isCutAt(String text, int end) {
        return text.startsWith("...", end) || text.startsWith("\u2026", end) || text.startsWith("***", end);
    }

    /** Whether it stands for a value that somebody else fills in, or for none. */
    static boolean isPlaceholder(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        char first = value.charAt(0);
        boolean variable = first == '$' || first == '%' || first == '{' || first == '<' || first == '[' || first == '@';
        return variable
                || NOTHING.contains(lower)
                || value.contains("${")
                || value.contains("{{")
                || value.contains("$(")
                || lower.contains("process.env")
                || lower.contains("environ")
                || lower.contains("getenv")
                || value.contains("...")
                || value.contains("***")
                || isFiller(value)
                || isCounting(lower)
                || isExample(value);
    }

    /** Whether most of it counts up or runs through the alphabet: {@code 12345678}, {@code abcdefgh}. */
    private static boolean isCounting(String value) {
        int steps = 0;
        for (int i = 1; i < value.length(); i++) {
            int step = value.charAt(i) - value.charAt(i - 1);
            steps += step == 1 || (step == -9 && value.charAt(i) == '0') ? 1 : 0;
        }
        return value.length() >= 6 && steps * 10 >= (value.length() - 1) * 7;
    }

    /** The share of neighbouring letters that ordinary words have, 0 to 1; a half if there are too few to tell. */
    static double wordiness(String value) {
        int pairs = 0;
        int common = 0;
        for (int i = 1; i < value.length(); i++) {
            char left = value.charAt(i - 1);
            char right = value.charAt(i);
            boolean hump = Character.isLowerCase(left) && Character.isUpperCase(right);
            if (Shape.is(left, 'z') && Shape.is(right, 'z') && !hump) {
                pairs++;
                common += (FOLLOWING[(left | 32) - 'a'] >> ((right | 32) - 'a')) & 1;
            }
        }
        return pairs < 5 ? 0.5 : (double) common / pairs;
    }

    /** Whether it looks as if chance had made it: digits among letters, or letters in no word's order, and varied. */
    static boolean isRandom(String value) {
        int digits = 0;
        int letters = 0;
        int turns = 0;
        int numbers = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean digit = Shape.is(c, 'd');
            numbers += digit && (i == 0 || !Shape.is(value.charAt(i - 1), 'd')) ? 1 : 0;
            digits += digit ? 1 : 0;
            letters += Shape.is(c, 'z') ? 1 : 0;
            turns += i > 0 && kind(c) != kind(value.charAt(i - 1)) ? 1 : 0;
        }
        if (value.length() < 8 || (digits == 0 && value.length() < SHORT) || (letters == 0 && value.length() < SHORT)) {
            return false;
        }
        if (isSlug(value)) {
            return false;
        }
        double least = value.length() < SHORT ? 2.5 : value.length() < 24 ? 3.0 : 3.2;
        if (digits > 0 && isHex(value)) {
            return value.length() >= 32 && entropy(value) >= 2.8;
        }
        boolean mixed = turns * 5 >= value.length() || (digits >= 2 && wordiness(value) < 0.5);
        double entropy = entropy(value);
        // So long and so varied with digits among it, it takes nearly every pair of letters to be a word's.
        boolean varied =
                (value.length() >= 32 && entropy >= 4.3 && digits >= 2) || (value.length() >= 20 && numbers >= 4);
        return entropy >= least && mixed && wordiness(value) < (digits == 0 ? 0.6 : varied ? 0.9 : 0.75);
    }

    /** Whether its parts between marks are words or numbers: {@code build-2024-prod-17}. */
    private static boolean isSlug(String value) {
        int parts = 1;
        int letters = 0;
        int digits = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ("-_./:".indexOf(c) >= 0) {
                parts++;
                letters = 0;
                digits = 0;
            } else if (Shape.is(c, 'd')) {
                digits++;
            } else if (digits > 2 || !Shape.is(c, 'z')) {
                return false;
            } else {
                letters++;
            }
            if (letters > 0 && digits > 0 && letters + digits > 6) {
                return false;
            }
        }
        return parts > 1 && wordiness(value) >= 0.5;
    }

    private static boolean isHex(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!Shape.is(value.charAt(i), 'H') && value.charAt(i) != '-') {
                return false;
            }
        }
        return true;
    }

    private static int kind(char c) {
        return Shape.is(c, 'd') ? 0 : Shape.is(c, 'l') ? 1 : Shape.is(c, 'u') ? 2 : 3;
    }

    /** Whether it is written like a name in a program: {@code config.password}, {@code getToken}, {@code SOME_CONSTANT}. */
    static boolean isIdentifier(String value) {
        boolean named = true;
        int digits = 0;
        for (int i = 0; i < value.length() && named; i++) {
            char c = value.charAt(i);
            named = Shape.is(c, 't') || c == '$' || c == '/' || c == ':';
            digits += Shape.is(c, 'd') ? 1 : 0;
        }
        return named && (digits == 0 || wordiness(value) >= 0.75);
    }
}
