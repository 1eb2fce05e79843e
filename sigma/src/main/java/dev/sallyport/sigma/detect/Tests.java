package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Numerals;
import dev.sallyport.sigma.event.Times;
import dev.sallyport.sigma.event.Value;
import dev.sallyport.sigma.pattern.Folding;
import dev.sallyport.sigma.pattern.Glob;
import dev.sallyport.sigma.pattern.Part;
import dev.sallyport.sigma.pattern.Regex;
import dev.sallyport.sigma.rule.Criterion;
import dev.sallyport.sigma.rule.Criterion.TimePart;
import dev.sallyport.text.host.AddressText;
import dev.sallyport.text.host.Network;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes criteria ready for matching. */
final class Tests {
    /** Numbers from here on are milliseconds, smaller ones seconds: the border is the year 5138 in seconds and 1973 in milliseconds. */
    private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal MAX_MILLIS = BigDecimal.valueOf(253_402_300_800_000L);

    private Tests() {}

    /** A criterion about a field; {@link Criterion.Reference} needs the whole event and is not one of these. */
    static ValueTest of(Criterion criterion) {
        return switch (criterion) {
            case Criterion.Text text -> text(Glob.of(text.parts(), text.cased()));
            case Criterion.Number number -> number(number.number());
            case Criterion.Bool bool -> bool(bool.truth());
            case Criterion.Null none -> value -> value instanceof Value.Null || value instanceof Value.Absent;
            case Criterion.Exists exists -> value -> exists.there() != value instanceof Value.Absent;
            case Criterion.Expressed expressed -> expression(Regex.of(expressed.source(), expressed.flags()));
            case Criterion.Cidr cidr -> network(cidr.network());
            case Criterion.Compared compared -> compared(compared);
            case Criterion.Timed timed -> timed(timed);
            case Criterion.Any any -> any(any);
            case Criterion.Reference reference ->
                throw new IllegalArgumentException("a reference is no test of one value");
        };
    }

    /** A criterion about any value of an event: text is looked for inside the values. */
    static ValueTest keyword(Criterion criterion) {
        return switch (criterion) {
            case Criterion.Text text -> text(Glob.of(inside(text.parts()), text.cased()));
            case Criterion.Number number -> {
                ValueTest same = number(number.number());
                Glob inside = Glob.of(inside(List.of(new Part.Literal(Numerals.canonical(number.number())))), false);
                yield ValueTest.ofOne(value ->
                        same.fits(value) || (value instanceof Value.Text text && inside.matches(text.string())));
            }
            case Criterion.Any any -> {
                List<ValueTest> of = any.of().stream().map(Tests::keyword).toList();
                yield value -> of.stream().anyMatch(one -> one.fits(value));
            }
            default -> of(criterion);
        };
    }

    static List<Part> inside(List<Part> parts) {
        List<Part> inside = new ArrayList<>(parts);
        inside.addFirst(Part.Wildcard.MANY);
        inside.addLast(Part.Wildcard.MANY);
        return inside;
    }

    private static ValueTest text(Glob glob) {
        return ValueTest.ofOne(value -> switch (value) {
            case Value.Text text -> glob.matches(text.string());
            case Value.Number number -> glob.matches(number.canonical());
            case Value.Bool bool -> glob.matches(bool.truth() ? "true" : "false");
            default -> false;
        });
    }

    private static ValueTest number(BigDecimal wanted) {
        return ValueTest.ofOne(value -> switch (value) {
            case Value.Number number -> number.number().compareTo(wanted) == 0;
            case Value.Text text -> {
                Optional<BigDecimal> parsed = Numerals.parse(text.string());
                yield parsed.isPresent() && parsed.get().compareTo(wanted) == 0;
            }
            default -> false;
        });
    }

    private static ValueTest bool(boolean wanted) {
        String word = wanted ? "true" : "false";
        return ValueTest.ofOne(value -> switch (value) {
            case Value.Bool bool -> bool.truth() == wanted;
            case Value.Text text ->
                text.string().length() == word.length()
                        && Folding.fold(text.string()).equals(word);
            default -> false;
        });
    }

    private static ValueTest expression(Regex regex) {
        return ValueTest.ofOne(value -> value.text().filter(regex::findIn).isPresent());
    }

    private static ValueTest network(Network network) {
        return ValueTest.ofOne(value -> value instanceof Value.Text text
                && address(text.string()).filter(network::contains).isPresent());
    }

    private static Optional<InetAddress> address(String text) {
        // A zone names an interface of the host that wrote it, not another address.
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        return AddressText.of(bare.indexOf(':') >= 0 ? "[" + bare + "]" : bare) instanceof AddressText.Plain plain
                ? Optional.of(plain.address())
                : Optional.empty();
    }

    private static ValueTest compared(Criterion.Compared wanted) {
        return ValueTest.ofOne(value -> numberOf(value)
                .filter(number -> wanted.comparison().holds(number.compareTo(wanted.number())))
                .isPresent());
    }

    private static Optional<BigDecimal> numberOf(Value value) {
        return switch (value) {
            case Value.Number number -> Optional.of(number.number());
            case Value.Text text -> Numerals.parse(text.string());
            default -> Optional.empty();
        };
    }

    private static ValueTest timed(Criterion.Timed wanted) {
        return ValueTest.ofOne(value -> {
            OptionalLong millis = millis(value);
            return millis.isPresent()
                    && wanted.comparison()
                            .holds(BigDecimal.valueOf(part(wanted.part(), millis.getAsLong()))
                                    .compareTo(wanted.number()));
        });
    }

    private static OptionalLong millis(Value value) {
        return switch (value) {
            case Value.Text text -> Times.parse(text.string());
            case Value.Number number -> {
                BigDecimal millis = number.number().abs().compareTo(MILLIS_FROM) >= 0
                        ? number.number()
                        : number.number().multiply(THOUSAND);
                yield millis.abs().compareTo(MAX_MILLIS) < 0
                        ? OptionalLong.of(millis.longValue())
                        : OptionalLong.empty();
            }
            default -> OptionalLong.empty();
        };
    }

    private static int part(TimePart part, long millis) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        return switch (part) {
            case MINUTE -> time.getMinute();
            case HOUR -> time.getHour();
            case DAY -> time.getDayOfMonth();
            case WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTH -> time.getMonthValue();
            case YEAR -> time.getYear();
        };
    }

    private static ValueTest any(Criterion.Any any) {
        ValueTest[] of = any.of().stream().map(Tests::of).toArray(ValueTest[]::new);
        return value -> {
            for (ValueTest one : of) {
                if (one.fits(value)) {
                    return true;
                }
            }
            return false;
        };
    }
}
