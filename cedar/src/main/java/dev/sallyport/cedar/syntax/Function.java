package dev.sallyport.cedar.syntax;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The extension functions and methods of Cedar 4.5 with their signatures. */
public enum Function {
    DECIMAL("decimal", Style.FUNCTION, Kind.DECIMAL, Kind.STRING),
    LESS_THAN("lessThan", Style.METHOD, Kind.BOOL, Kind.DECIMAL, Kind.DECIMAL),
    LESS_THAN_OR_EQUAL("lessThanOrEqual", Style.METHOD, Kind.BOOL, Kind.DECIMAL, Kind.DECIMAL),
    GREATER_THAN("greaterThan", Style.METHOD, Kind.BOOL, Kind.DECIMAL, Kind.DECIMAL),
    GREATER_THAN_OR_EQUAL("greaterThanOrEqual", Style.METHOD, Kind.BOOL, Kind.DECIMAL, Kind.DECIMAL),
    IP("ip", Style.FUNCTION, Kind.IPADDR, Kind.STRING),
    IS_IPV4("isIpv4", Style.METHOD, Kind.BOOL, Kind.IPADDR),
    IS_IPV6("isIpv6", Style.METHOD, Kind.BOOL, Kind.IPADDR),
    IS_LOOPBACK("isLoopback", Style.METHOD, Kind.BOOL, Kind.IPADDR),
    IS_MULTICAST("isMulticast", Style.METHOD, Kind.BOOL, Kind.IPADDR),
    IS_IN_RANGE("isInRange", Style.METHOD, Kind.BOOL, Kind.IPADDR, Kind.IPADDR),
    DATETIME("datetime", Style.FUNCTION, Kind.DATETIME, Kind.STRING),
    DURATION("duration", Style.FUNCTION, Kind.DURATION, Kind.STRING),
    OFFSET("offset", Style.METHOD, Kind.DATETIME, Kind.DATETIME, Kind.DURATION),
    DURATION_SINCE("durationSince", Style.METHOD, Kind.DURATION, Kind.DATETIME, Kind.DATETIME),
    TO_DATE("toDate", Style.METHOD, Kind.DATETIME, Kind.DATETIME),
    TO_TIME("toTime", Style.METHOD, Kind.DURATION, Kind.DATETIME),
    TO_MILLISECONDS("toMilliseconds", Style.METHOD, Kind.LONG, Kind.DURATION),
    TO_SECONDS("toSeconds", Style.METHOD, Kind.LONG, Kind.DURATION),
    TO_MINUTES("toMinutes", Style.METHOD, Kind.LONG, Kind.DURATION),
    TO_HOURS("toHours", Style.METHOD, Kind.LONG, Kind.DURATION),
    TO_DAYS("toDays", Style.METHOD, Kind.LONG, Kind.DURATION);

    /** How a function is written. */
    public enum Style {
        FUNCTION,
        METHOD
    }

    /** The types that occur in signatures. */
    public enum Kind {
        BOOL,
        LONG,
        STRING,
        DECIMAL,
        IPADDR,
        DATETIME,
        DURATION
    }

    private final String cedarName;
    private final Style style;
    private final Kind result;
    private final Kind first;
    private final @Nullable Kind second;

    Function(String cedarName, Style style, Kind result, Kind first) {
        this(cedarName, style, result, first, null);
    }

    Function(String cedarName, Style style, Kind result, Kind first, @Nullable Kind second) {
        this.cedarName = cedarName;
        this.style = style;
        this.result = result;
        this.first = first;
        this.second = second;
    }

    /** The function or method called {@code name}. */
    public static Optional<Function> named(String name) {
        return Arrays.stream(values()).filter(f -> f.cedarName.equals(name)).findFirst();
    }

    /** The name in policies. */
    public String cedarName() {
        return cedarName;
    }

    /** Whether it is called as a function or on a receiver. */
    public Style style() {
        return style;
    }

    /** Whether it makes an extension value of a string. */
    public boolean isConstructor() {
        return style == Style.FUNCTION;
    }

    /** The type of the result. */
    public Kind result() {
        return result;
    }

    /** The types of the arguments; a method's receiver is the first. */
    public List<Kind> parameters() {
        return second == null ? List.of(first) : List.of(first, second);
    }
}
