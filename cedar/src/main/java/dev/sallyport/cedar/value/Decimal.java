package dev.sallyport.cedar.value;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fixed-point number with four decimals.
 *
 * @param tenThousandths the value times 10,000
 */
public record Decimal(long tenThousandths) implements Value {

    private static final int SCALE = 4;
    private static final int MAX_LENGTH = 64;
    private static final Pattern FORM = Pattern.compile("-?[0-9]+\\.[0-9]{1,4}");

    /** Reads digits, a point and one to four digits; empty if the form is wrong or the value does not fit. */
    public static Optional<Decimal> parse(String text) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Decimal(new BigDecimal(text)
                    .movePointRight(SCALE)
                    .toBigIntegerExact()
                    .longValueExact()));
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
