package dev.sallyport.cedar.value;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fixed-point number with four decimals.
 *
 * @param tenThousandths the value times 10,000
 */
public record Decimal(long tenThousandths) implements Value {

    private static final int SCALE = 4;
    private static final Pattern FORM = Pattern.compile("(-?)0*([0-9]{1,16}\\.[0-9]{1,4})");

    /** Reads digits, a point and one to four digits; empty if the form is wrong or the value does not fit. */
    public static Optional<Decimal> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1) + matcher.group(2));
        try {
            return Optional.of(
                    new Decimal(number.movePointRight(SCALE).toBigIntegerExact().longValueExact()));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    @Override
    public String typeName() {
        return "decimal";
    }

    @Override
    public String toString() {
        String plain = BigDecimal.valueOf(tenThousandths, SCALE).toPlainString();
        return "decimal(\"" + plain + "\")";
    }
}
