package dev.sallyport.cedar.value;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of time, possibly negative.
 *
 * @param millis milliseconds
 */
public record Duration(long millis) implements Value {

    private static final Pattern FORM = Pattern.compile(
            "-?(?:0*([0-9]{1,20})d)?(?:0*([0-9]{1,20})h)?(?:0*([0-9]{1,20})m)?(?:0*([0-9]{1,20})s)?(?:0*([0-9]{1,20})ms)?");
    private static final long[] UNIT_MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

    /** Reads amounts of d, h, m, s, ms in this order, at least one; empty if malformed or too large. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !endsWithUnit(text)) {
            return Optional.empty();
        }
        BigInteger total = BigInteger.ZERO;
        for (int i = 0; i < UNIT_MILLIS.length; i++) {
            String amount = matcher.group(i + 1);
            if (amount != null) {
                total = total.add(new BigInteger(amount).multiply(BigInteger.valueOf(UNIT_MILLIS[i])));
            }
        }
        BigInteger signed = text.charAt(0) == '-' ? total.negate() : total;
        return signed.bitLength() > 63 ? Optional.empty() : Optional.of(new Duration(signed.longValue()));
    }

    private static boolean endsWithUnit(String text) {
        return !text.isEmpty() && text.charAt(text.length() - 1) != '-';
    }

    @Override
    public String typeName() {
        return "duration";
    }

    @Override
    public String toString() {
        return "duration(\"" + millis + "ms\")";
    }
}
