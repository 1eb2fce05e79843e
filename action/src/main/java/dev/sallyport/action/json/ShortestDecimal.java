package dev.sallyport.action.json;

import java.math.BigDecimal;

/**
 * The decimal that ECMAScript writes for a double: the fewest digits that still name it, and of those the closest
 * (ECMA-262 Number::toString, steps on n, k and s). Its value is 0.{@code digits} times 10 to the {@code point}.
 *
 * @param digits the significant digits as an integer of at most 17 digits, not ending in 0
 * @param count how many digits that is
 * @param point where the decimal point stands, counted from before the first digit
 */
record ShortestDecimal(long digits, int count, int point) {
    /**
     * Below this the JDK may spend a second digit where one would do, because it also weighs two-digit decimals
     * ({@link Double#toString(double)}: 4.9E-324 where ECMAScript says 5e-324).
     */
    private static final double TWO_DIGIT_ZONE = 1e-320;

    /** The shortest decimal of a finite double above 0. */
    static ShortestDecimal of(double value) {
        ShortestDecimal found = read(Double.toString(value));
        return found.count == 2 && value < TWO_DIGIT_ZONE ? oneDigit(value, found) : found;
    }

    /** Takes the JDK's text apart; its digits are the shortest ones since JDK 19 (JDK-4511638). */
    private static ShortestDecimal read(String text) {
        long digits = 0;
        int count = 0;
        int point = 0;
        int exponent = 0;
        boolean fraction = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                fraction = true;
            } else if (c == 'E') {
                exponent = Integer.parseInt(text, i + 1, text.length(), 10);
                break;
            } else {
                if (count > 0 || c != '0') {
                    digits = digits * 10 + (c - '0');
                    count++;
                    point += fraction ? 0 : 1;
                } else if (fraction) {
                    point--;
                }
            }
        }
        return stripped(digits, count, point + exponent);
    }

    /** A decimal without the zeros at the end of its digits. */
    static ShortestDecimal stripped(long digits, int count, int point) {
        while (count > 1 && digits % 10 == 0) {
            digits /= 10;
            count--;
        }
        return new ShortestDecimal(digits, count, point);
    }

    private static ShortestDecimal oneDigit(double value, ShortestDecimal two) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(two.point - 1);
        BigDecimal below = BigDecimal.valueOf(two.digits / 10).multiply(unit);
        BigDecimal above = below.add(unit);
        boolean up = above.subtract(exact).compareTo(exact.subtract(below)) < 0;
        BigDecimal near = up ? above : below;
        return near.doubleValue() == value ? read(plain(near)) : two;
    }

    private static String plain(BigDecimal decimal) {
        return decimal.unscaledValue() + "E" + -decimal.scale();
    }
}
