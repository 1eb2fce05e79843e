package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.delegation.Delegation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that stand nowhere as they are, but in words: {@code 19} as nineteen, {@code N-91} as an N, a dash and ninety-one. Looked for in
 * the user's words first, whose spelling is the user's own, and then in strangers' texts.
 */
final class SpelledOut {
    private static final Pattern PIECE = Pattern.compile("\\p{L}+|[0-9]+");
    private static final int MOST_PIECES = 8;
    private static final int LONGEST = 120;

    private static final List<String> ONES = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");

    private static final List<String> TENS =
            List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

    private static final List<String> ORDINALS =
            List.of("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth");

    private SpelledOut() {}

    /** Whether the user's words hold each piece of it, in whichever spelling. A plain word is either the user's as it is, or not. */
    static boolean byUser(String value, Delegation user) {
        List<String> pieces = pieces(value);
        return isSpelled(pieces)
                && pieces.stream()
                        .allMatch(piece -> user.says(piece)
                                || readings(piece).stream()
                                        .anyMatch(r -> r.stream().allMatch(user::says)));
    }

    /**
     * Whether one text of a stranger's holds every piece of it, one of them in words or all of them apart.
     *
     * @param together whether some one text holds all those words
     */
    static boolean by(String value, Predicate<Set<String>> together) {
        List<String> pieces = pieces(value);
        if (!isSpelled(pieces)) {
            return false;
        }
        List<Set<String>> wordings = new ArrayList<>();
        wordings.add(new LinkedHashSet<>());
        for (String piece : pieces) {
            List<List<String>> readings = new ArrayList<>(readings(piece));
            readings.add(List.of(piece));
            List<Set<String>> longer = new ArrayList<>();
            for (Set<String> before : wordings) {
                for (List<String> reading : readings) {
                    Set<String> words = new LinkedHashSet<>(before);
                    words.addAll(reading);
                    longer.add(words);
                }
            }
            wordings = longer.size() > 64 ? longer.subList(0, 64) : longer;
        }
        return wordings.stream().anyMatch(together);
    }

    /** Whether there is more than one way to write it down. */
    private static boolean isSpelled(List<String> pieces) {
        return pieces.size() > 1 || pieces.stream().anyMatch(p -> Character.isDigit(p.charAt(0)));
    }

    /** The runs of letters and of digits; none if there are too many to tell. */
    private static List<String> pieces(String value) {
        if (value.length() > LONGEST) {
            return List.of();
        }
        List<String> pieces = new ArrayList<>();
        Matcher piece = PIECE.matcher(value.toLowerCase(Locale.ROOT));
        while (piece.find()) {
            pieces.add(piece.group());
        }
        return pieces.size() > MOST_PIECES ? List.of() : pieces;
    }

    /** The words in which a number is read: as a whole, in pairs, digit by digit, as a place in a row. */
    private static List<List<String>> readings(String piece) {
        if (!Character.isDigit(piece.charAt(0)) || piece.length() > 12) {
            return List.of();
        }
        List<List<String>> readings = new ArrayList<>();
        readings.add(piece.chars().mapToObj(c -> ONES.get(c - '0')).toList());
        if (piece.length() <= 4) {
            int number = Integer.parseInt(piece);
            readings.add(words(number));
            readings.add(List.of(String.join("-", words(number))));
            if (number > 0 && number < ORDINALS.size()) {
                readings.add(List.of(ORDINALS.get(number)));
            }
        }
        if (piece.length() == 4) {
            List<String> pairs = new ArrayList<>(words(Integer.parseInt(piece.substring(0, 2))));
            pairs.addAll(words(Integer.parseInt(piece.substring(2))));
            readings.add(pairs);
        }
        return readings;
    }

    private static List<String> words(int number) {
        List<String> words = new ArrayList<>();
        if (number >= 1000) {
            words.addAll(words(number / 1000));
            words.add("thousand");
        }
        int hundreds = number % 1000 / 100;
        if (hundreds > 0) {
            words.add(ONES.get(hundreds));
            words.add("hundred");
        }
        int rest = number % 100;
        if (rest >= ONES.size()) {
            words.add(TENS.get(rest / 10));
            if (rest % 10 > 0) {
                words.add(ONES.get(rest % 10));
            }
        } else if (rest > 0 || number == 0) {
            words.add(ONES.get(rest));
        }
        return words;
    }
}
