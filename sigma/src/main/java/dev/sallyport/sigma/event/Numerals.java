package dev.sallyport.sigma.event;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers as rules compare them: by value, and as text by their shortest plain decimal. */
public final class Numerals {
    /** The most digits that are written out before and behind the point. */
    private static final int MAX_DIGITS = 400;

    private static final int MAX_LENGTH = 64;

    private Numerals() {}

    /** The shortest plain decimal text; a number of astronomic size keeps its exponent. */
    public static String canonical(BigDecimal number) {
        BigDecimal bare = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        boolean vast = Math.abs((long) bare.scale()) > MAX_DIGITS;
        return vast ? bare.toString() : bare.toPlainString();
    }

    /** The number that a text denotes in decimal notation, if it is one. */
    public static Optional<BigDecimal> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || !begins(text.charAt(0))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static boolean begins(char c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
    }
}
