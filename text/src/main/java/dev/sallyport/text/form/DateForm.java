package dev.sallyport.text.form;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A calendar day as {@code 2022-01-02} (ISO 8601), however it was written: {@code 2 January 2022}, {@code Jan 2nd, 2022}, {@code
 * 2022/1/2}, {@code 02.01.2022}, with or without a time behind it. {@code 01/02/2022} is answered in both readings. English
 * names of months. Immutable.
 */
public final class DateForm {
    private static final int LONGEST = 40;
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final List<String> NAMES = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int SHORT_NAME = 3;
    private static final int CENTURY = 100;

    private DateForm() {}

    /** The days the text may mean; empty if it is no date of at most 40 characters. */
    public static Set<String> of(CharSequence text) {
        if (text.length() < 6 || text.length() > LONGEST) {
            return Set.of();
        }
        List<String> fields = fields(text);
        if (fields.size() < 3) {
            return Set.of();
        }
        Set<String> days = new LinkedHashSet<>();
        String first = fields.get(0);
        String second = fields.get(1);
        String third = fields.get(2);
        if (month(first) > 0) {
            add(days, third, month(first), number(second));
        } else if (month(second) > 0) {
            add(days, first.length() == 4 ? first : third, month(second), number(first.length() == 4 ? third : first));
        } else if (first.length() == 4) {
            add(days, first, number(second), number(third));
        } else {
            add(days, third, number(second), number(first));
            add(days, third, number(first), number(second));
        }
        return days;
    }

    /** The number of a month by its English name, whole or its first three letters, from 1; 0 for any other word. */
    static int month(CharSequence word) {
        int length = word.length();
        if (length < SHORT_NAME || length > 9 || !Character.isLetter(word.charAt(0))) {
            return 0;
        }
        String lower = word.toString().toLowerCase(Locale.ROOT);
        int at = MONTHS.indexOf(lower.substring(0, SHORT_NAME));
        boolean known = at >= 0 && at % SHORT_NAME == 0;
        boolean named = known
                && (length == SHORT_NAME
                        || lower.equals("sept")
                        || NAMES.get(at / SHORT_NAME).equals(lower));
        return named ? at / SHORT_NAME + 1 : 0;
    }

    /** The first three fields: numbers without their ordinal endings, and words; the rest must be a time. */
    private static List<String> fields(CharSequence text) {
        List<String> fields = new ArrayList<>(3);
        int i = 0;
        while (i < text.length() && fields.size() < 3) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c)) {
                if (" ,./-\u2013\u00a0".indexOf(c) < 0) {
                    return List.of();
                }
                i++;
                continue;
            }
            boolean digits = Character.isDigit(c);
            int end = i + 1;
            while (end < text.length()
                    && Character.isLetterOrDigit(text.charAt(end))
                    && Character.isDigit(text.charAt(end)) == digits) {
                end++;
            }
            String field = text.subSequence(i, end).toString();
            boolean ordinal =
                    !digits && (field.equals("st") || field.equals("nd") || field.equals("rd") || field.equals("th"));
            boolean filler = !digits && (field.equals("of") || field.equals("the"));
            if (!ordinal && !filler) {
                fields.add(field);
            }
            i = end;
        }
        return fields.size() == 3 && isTime(text, i) ? fields : List.of();
    }

    private static boolean isTime(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isDigit(c) && " :.+-TZtzapmAPMUCutcGMgm,".indexOf(c) < 0) {
                return false;
            }
        }
        return from == text.length() || !Character.isDigit(text.charAt(from));
    }

    private static int number(String field) {
        return field.length() <= 2 && Character.isDigit(field.charAt(0)) ? Integer.parseInt(field) : 0;
    }

    private static void add(Set<String> days, String year, int month, int day) {
        boolean digits = year.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || (year.length() != 4 && year.length() != 2) || month < 1 || month > 12 || day < 1) {
            return;
        }
        if (day <= DAYS[month - 1]) {
            int whole = Integer.parseInt(year) + (year.length() == 2 ? 20 * CENTURY : 0);
            days.add(String.format(Locale.ROOT, "%04d-%02d-%02d", whole, month, day));
        }
    }
}
