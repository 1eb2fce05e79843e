package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Numerals;
import dev.sallyport.sigma.pattern.Part;
import dev.sallyport.sigma.rule.Criterion;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a rule wants, in the words and signs of its author. */
final class Wording {

    private Wording() {}

    static String of(Criterion criterion) {
        return switch (criterion) {
            case Criterion.Text text -> "`" + parts(text.parts()) + "`" + (text.cased() ? " in this case" : "");
            case Criterion.Number number -> Numerals.canonical(number.number());
            case Criterion.Bool bool -> String.valueOf(bool.truth());
            case Criterion.Null none -> "null or no field";
            case Criterion.Exists exists -> exists.there() ? "any value" : "no field";
            case Criterion.Expressed expressed -> "expression `" + expressed.source() + "` " + flags(expressed);
            case Criterion.Cidr cidr -> "an address in " + cidr.source();
            case Criterion.Compared compared ->
                compared.comparison().sign() + " " + Numerals.canonical(compared.number());
            case Criterion.Timed timed ->
                timed.part().name().toLowerCase(Locale.ROOT) + " "
                        + timed.comparison().sign() + " " + Numerals.canonical(timed.number());
            case Criterion.Reference reference -> "the value of `" + reference.field() + "`";
            case Criterion.Any any -> any.of().stream().map(Wording::of).collect(Collectors.joining(" or "));
        };
    }

    private static String flags(Criterion.Expressed expressed) {
        return expressed.sortedFlags().stream()
                .map(flag -> flag.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private static String parts(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal literal -> text.append(literal.text());
                case Part.Wildcard wildcard -> text.append(wildcard == Part.Wildcard.MANY ? '*' : '?');
                case Part.Placeholder placeholder ->
                    text.append('%').append(placeholder.name()).append('%');
            }
        }
        return text.toString();
    }
}
