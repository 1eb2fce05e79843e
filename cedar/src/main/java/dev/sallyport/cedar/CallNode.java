package dev.sallyport.cedar;

import dev.sallyport.cedar.syntax.Function;
import dev.sallyport.cedar.value.Datetime;
import dev.sallyport.cedar.value.Decimal;
import dev.sallyport.cedar.value.Duration;
import dev.sallyport.cedar.value.IpAddress;
import dev.sallyport.cedar.value.Quoted;
import dev.sallyport.cedar.value.Value;
import java.util.Optional;

/** A call of an extension function. */
final class CallNode extends Node {

    private final Function function;
    private final Node[] arguments;
    private final int arity;

    CallNode(Function function, Node[] arguments) {
        this.function = function;
        this.arguments = arguments;
        this.arity = function.parameters().size();
    }

    @Override
    Value eval(Frame frame) {
        if (arguments.length != arity) {
            throw new EvaluationError(
                    "`" + function.cedarName() + "` takes " + arity + " arguments, not " + arguments.length);
        }
        Value first = arguments[0].eval(frame);
        return arity == 1 ? apply(first) : apply(first, arguments[1].eval(frame));
    }

    private Value apply(Value value) {
        return switch (function) {
            case DECIMAL -> made(Decimal.parse(asText(value)), value);
            case IP -> made(IpAddress.parse(asText(value)), value);
            case DATETIME -> made(Datetime.parse(asText(value)), value);
            case DURATION -> made(Duration.parse(asText(value)), value);
            case IS_IPV4 -> Value.of(!asIp(value).v6());
            case IS_IPV6 -> Value.of(asIp(value).v6());
            case IS_LOOPBACK -> Value.of(asIp(value).isLoopback());
            case IS_MULTICAST -> Value.of(asIp(value).isMulticast());
            case TO_DATE -> asDatetime(value).date().orElseThrow(CallNode::overflow);
            case TO_TIME -> new Duration(asDatetime(value).timeMillis());
            case TO_MILLISECONDS -> Value.of(asDuration(value).millis());
            case TO_SECONDS -> Value.of(asDuration(value).millis() / 1_000);
            case TO_MINUTES -> Value.of(asDuration(value).millis() / 60_000);
            case TO_HOURS -> Value.of(asDuration(value).millis() / 3_600_000);
            case TO_DAYS -> Value.of(asDuration(value).millis() / 86_400_000);
            default -> throw new IllegalStateException("not a function of one argument: " + function);
        };
    }

    private Value apply(Value a, Value b) {
        return switch (function) {
            case LESS_THAN -> Value.of(compareDecimals(a, b) < 0);
            case LESS_THAN_OR_EQUAL -> Value.of(compareDecimals(a, b) <= 0);
            case GREATER_THAN -> Value.of(compareDecimals(a, b) > 0);
            case GREATER_THAN_OR_EQUAL -> Value.of(compareDecimals(a, b) >= 0);
            case IS_IN_RANGE -> Value.of(asIp(a).isInRange(asIp(b)));
            case OFFSET -> asDatetime(a).plus(asDuration(b)).orElseThrow(CallNode::overflow);
            case DURATION_SINCE ->
                new Duration(
                        difference(asDatetime(a).epochMillis(), asDatetime(b).epochMillis()));
            default -> throw new IllegalStateException("not a function of two arguments: " + function);
        };
    }

    private static int compareDecimals(Value a, Value b) {
        return Long.compare(asDecimal(a).tenThousandths(), asDecimal(b).tenThousandths());
    }

    private static long difference(long a, long b) {
        try {
            return Math.subtractExact(a, b);
        } catch (ArithmeticException e) {
            throw overflow();
        }
    }

    private static EvaluationError overflow() {
        return new EvaluationError("the datetime or duration does not fit into 64 bits");
    }

    private <T extends Value> T made(Optional<T> parsed, Value text) {
        return parsed.orElseThrow(() ->
                new EvaluationError(Quoted.of(asText(text)) + " is not a valid " + function.cedarName() + " text"));
    }

    private static IpAddress asIp(Value value) {
        if (value instanceof IpAddress ip) {
            return ip;
        }
        throw mismatch("ipaddr", value);
    }

    private static Datetime asDatetime(Value value) {
        if (value instanceof Datetime datetime) {
            return datetime;
        }
        throw mismatch("datetime", value);
    }

    private static Duration asDuration(Value value) {
        if (value instanceof Duration duration) {
            return duration;
        }
        throw mismatch("duration", value);
    }
}
