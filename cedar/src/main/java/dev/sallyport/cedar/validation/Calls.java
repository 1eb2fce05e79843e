package dev.sallyport.cedar.validation;

import dev.sallyport.cedar.schema.CedarType;
import dev.sallyport.cedar.syntax.Expr;
import dev.sallyport.cedar.syntax.Function;
import dev.sallyport.cedar.value.Datetime;
import dev.sallyport.cedar.value.Decimal;
import dev.sallyport.cedar.value.Duration;
import dev.sallyport.cedar.value.IpAddress;
import dev.sallyport.cedar.value.Quoted;
import dev.sallyport.cedar.value.Value;
import java.util.List;

/** Checks calls of extension functions. */
final class Calls {

    private Calls() {}

    static CedarType check(Expr.Call call, Mode mode, java.util.function.Function<Expr, CedarType> typeOf) {
        Function function = call.function();
        List<Function.Kind> parameters = function.parameters();
        if (call.arguments().size() != parameters.size()) {
            throw new TypeError(
                    call.at(),
                    "`" + function.cedarName() + "` takes " + parameters.size() + " arguments, not "
                            + call.arguments().size());
        }
        for (int i = 0; i < parameters.size(); i++) {
            Expr argument = call.arguments().get(i);
            CedarType expected = CedarType.of(parameters.get(i));
            CedarType found = typeOf.apply(argument);
            if (!Types.isA(found, expected)) {
                throw new TypeError(
                        argument.at(), "expected type " + expected.describe() + ", found " + found.describe());
            }
        }
        if (function.isConstructor()) {
            constructor(call, mode);
        }
        return CedarType.of(function.result());
    }

    private static void constructor(Expr.Call call, Mode mode) {
        Expr argument = call.arguments().getFirst();
        if (argument instanceof Expr.Literal literal && literal.value() instanceof Value.Text text) {
            if (!isValid(call.function(), text.value())) {
                throw new TypeError(
                        literal.at(),
                        Quoted.of(text.value()) + " is not a valid "
                                + call.function().cedarName() + " text");
            }
        } else if (mode == Mode.STRICT) {
            throw new TypeError(argument.at(), "`" + call.function().cedarName() + "` takes a string literal");
        }
    }

    private static boolean isValid(Function constructor, String text) {
        return switch (constructor) {
            case DECIMAL -> Decimal.parse(text).isPresent();
            case IP -> IpAddress.parse(text).isPresent();
            case DATETIME -> Datetime.parse(text).isPresent();
            case DURATION -> Duration.parse(text).isPresent();
            default -> throw new IllegalStateException("not a constructor: " + constructor);
        };
    }
}
