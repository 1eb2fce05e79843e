package dev.sallyport.ledger.encoding;

/** Sizes and indexes in text: plain decimals from 0 to 2^63 - 1 without leading zeros, one spelling each. */
public final class Decimal {
    private static final int MAX_DIGITS = 19;

    private Decimal() {}

    /**
     * The number that the digits denote.
     *
     * @param code of the refusal
     * @throws Malformed when it is no such decimal
     */
    public static long parse(String digits, String code) {
        boolean plain = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.equals("0") || digits.charAt(0) != '0');
        try {
            if (plain) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException e) {
            // 19 digits may still be too many.
        }
        throw new Malformed(code, "must be a plain decimal below 2^63");
    }
}
