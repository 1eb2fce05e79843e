package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.pattern.Part;
import dev.sallyport.sigma.pattern.Regex;
import dev.sallyport.sigma.rule.Criterion.Comparison;
import dev.sallyport.sigma.rule.Criterion.TimePart;
import dev.sallyport.sigma.yaml.Node;
import dev.sallyport.sigma.yaml.Refused;
import dev.sallyport.text.host.Network;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes one written value through the modifiers of its field, in their order, to what is wanted of the event. */
final class Values {
    /** In how many ways one written value may be spelled. */
    static final int MAX_SPELLINGS = 1_000;

    private final Refusals refusals;
    private final Placeholders placeholders;
    private final List<Modifier> modifiers;
    private Node.Scalar at = new Node.Scalar(dev.sallyport.sigma.yaml.Place.START, Node.Kind.NULL, "");

    Values(Refusals refusals, Placeholders placeholders, List<Modifier> modifiers) {
        this.refusals = refusals;
        this.placeholders = placeholders;
        this.modifiers = modifiers;
    }

    Criterion criterion(Node.Scalar value) {
        at = value;
        Draft draft = switch (value.kind()) {
            case TEXT -> new Draft.Text(value.source(), List.of(Strings.parse(value.source())), false, false, false);
            case NUMBER -> new Draft.Numeral(value.number().orElseThrow(), value.source());
            case BOOLEAN -> new Draft.Bool(value.truth().orElseThrow(), value.source());
            case NULL -> new Draft.Null();
        };
        for (Modifier modifier : modifiers) {
            if (!modifier.isAboutTheItem()) {
                draft = apply(modifier, draft);
            }
        }
        return finish(draft);
    }

    private Draft apply(Modifier modifier, Draft draft) {
        return switch (modifier) {
            case CONTAINS, STARTSWITH, ENDSWITH -> open(modifier, draft);
            case CASED -> cased(draft);
            case EXISTS -> exists(draft);
            case RE -> expression(draft);
            case I, M, S -> flag(modifier, draft);
            case BASE64, BASE64OFFSET -> base64(modifier, draft);
            case UTF16, UTF16LE, UTF16BE, WIDE -> new Draft.Encoded(Encodings.utf16(modifier, plain(modifier, draft)));
            case WINDASH -> spelled(text(modifier, draft), Encodings::dashes);
            case LT, LTE, GT, GTE -> compared(modifier, draft);
            case MINUTE, HOUR, DAY, WEEK, MONTH, YEAR -> timed(modifier, draft);
            case CIDR -> network(draft);
            case EXPAND -> expand(text(modifier, draft));
            case FIELDREF -> new Draft.Reference(plain(modifier, draft), false, false, false);
            case ALL, NEQ -> draft;
        };
    }

    private Draft open(Modifier modifier, Draft draft) {
        boolean start = modifier != Modifier.STARTSWITH;
        boolean end = modifier != Modifier.ENDSWITH;
        if (draft instanceof Draft.Reference reference) {
            return new Draft.Reference(
                    reference.field(), reference.start() || end, reference.end() || start, reference.cased());
        }
        if (draft instanceof Draft.Expressed && modifier == Modifier.CONTAINS) {
            // An expression is found anywhere as it is.
            return draft;
        }
        Draft.Text text = text(modifier, draft);
        List<List<Part>> opened = new ArrayList<>();
        for (List<Part> spelling : text.spellings()) {
            opened.add(open(spelling, start, end));
        }
        return new Draft.Text(text.source(), opened, text.several(), text.cased(), true);
    }

    private List<Part> open(List<Part> parts, boolean start, boolean end) {
        if (parts.isEmpty()) {
            throw refusals.at(
                    at.place(), "empty_pattern", "an empty value fits everything; ask whether the field exists");
        }
        List<Part> opened = new ArrayList<>(parts);
        if (start && opened.getFirst() != Part.Wildcard.MANY) {
            opened.addFirst(Part.Wildcard.MANY);
        }
        if (end && opened.getLast() != Part.Wildcard.MANY) {
            opened.addLast(Part.Wildcard.MANY);
        }
        return opened;
    }

    private Draft cased(Draft draft) {
        return draft instanceof Draft.Reference reference
                ? new Draft.Reference(reference.field(), reference.start(), reference.end(), true)
                : recased(text(Modifier.CASED, draft));
    }

    private static Draft recased(Draft.Text text) {
        return new Draft.Text(text.source(), text.spellings(), text.several(), true, true);
    }

    private Draft exists(Draft draft) {
        if (draft instanceof Draft.Bool bool && modifiers.size() == 1) {
            return new Draft.Exists(bool.truth());
        }
        throw conflict(Modifier.EXISTS, "it stands alone and its value is `true` or `false`");
    }

    private Draft expression(Draft draft) {
        Draft.Text text = text(Modifier.RE, draft);
        if (text.touched()) {
            throw conflict(Modifier.RE, "it comes first");
        }
        return new Draft.Expressed(text.source(), Set.of());
    }

    private Draft flag(Modifier modifier, Draft draft) {
        if (!(draft instanceof Draft.Expressed expressed)) {
            throw conflict(modifier, "it follows `re`");
        }
        Set<Regex.Flag> flags = EnumSet.noneOf(Regex.Flag.class);
        flags.addAll(expressed.flags());
        flags.add(
                switch (modifier) {
                    case I -> Regex.Flag.IGNORECASE;
                    case M -> Regex.Flag.MULTILINE;
                    default -> Regex.Flag.DOTALL;
                });
        return new Draft.Expressed(expressed.source(), flags);
    }

    private Draft base64(Modifier modifier, Draft draft) {
        byte[] bytes = draft instanceof Draft.Encoded encoded
                ? encoded.bytes()
                : plain(modifier, draft).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        List<List<Part>> spellings = new ArrayList<>();
        for (String text : Encodings.base64(bytes, modifier == Modifier.BASE64OFFSET)) {
            if (text.isEmpty()) {
                throw refusals.at(
                        at.place(), "empty_pattern", "too little is left of the value in base64; make it longer");
            }
            spellings.add(List.of(new Part.Literal(text)));
        }
        return new Draft.Text(at.source(), spellings, modifier == Modifier.BASE64OFFSET, false, true);
    }

    private Draft compared(Modifier modifier, Draft draft) {
        Comparison comparison = Comparison.valueOf(modifier.name());
        if (draft instanceof Draft.Numeral number) {
            return new Draft.Compared(Optional.empty(), Optional.of(comparison), number.number());
        }
        if (draft instanceof Draft.Compared compared && compared.comparison().isEmpty()) {
            return new Draft.Compared(compared.part(), Optional.of(comparison), compared.number());
        }
        throw conflict(modifier, "its value is a number");
    }

    private Draft timed(Modifier modifier, Draft draft) {
        TimePart part = TimePart.valueOf(modifier.name());
        if (draft instanceof Draft.Numeral number) {
            return new Draft.Compared(Optional.of(part), Optional.empty(), number.number());
        }
        if (draft instanceof Draft.Compared compared && compared.part().isEmpty()) {
            return new Draft.Compared(Optional.of(part), compared.comparison(), compared.number());
        }
        throw conflict(modifier, "its value is a number");
    }

    private Draft network(Draft draft) {
        Draft.Text text = text(Modifier.CIDR, draft);
        if (text.touched()) {
            throw conflict(Modifier.CIDR, "it comes first");
        }
        return new Draft.Net(
                text.source(),
                Network.parse(text.source())
                        .orElseThrow(() -> refusals.at(
                                at.place(),
                                "bad_cidr",
                                "`" + text.source()
                                        + "` is no network as ADDRESS/BITS with all bits behind the prefix zero")));
    }

    private Draft expand(Draft.Text text) {
        return filled(new Draft.Text(
                text.source(),
                text.spellings().stream().map(Strings::placeholders).toList(),
                text.several(),
                text.cased(),
                true));
    }

    private Draft.Text filled(Draft.Text text) {
        boolean known = text.spellings().stream()
                .flatMap(List::stream)
                .anyMatch(part -> part instanceof Part.Placeholder one
                        && placeholders.of(one.name()).isPresent());
        return known ? spelled(text, parts -> Encodings.filled(parts, placeholders)) : text;
    }

    private Draft.Text spelled(Draft.Text text, java.util.function.Function<List<Part>, List<List<Part>>> ways) {
        List<List<Part>> all = new ArrayList<>();
        for (List<Part> spelling : text.spellings()) {
            all.addAll(ways.apply(spelling));
            if (all.size() > MAX_SPELLINGS) {
                throw refusals.at(
                        at.place(), "too_many_spellings", "one value is spelled in at most " + MAX_SPELLINGS + " ways");
            }
        }
        return new Draft.Text(text.source(), all, true, text.cased(), true);
    }

    private Draft.Text text(Modifier modifier, Draft draft) {
        return switch (draft) {
            case Draft.Text text -> text;
            case Draft.Numeral number -> literal(number.source());
            case Draft.Bool bool -> literal(bool.source());
            default -> throw conflict(modifier, "it does not go with the other modifiers or the kind of the value");
        };
    }

    private static Draft.Text literal(String source) {
        return new Draft.Text(source, List.of(List.of(new Part.Literal(source))), false, false, false);
    }

    private String plain(Modifier modifier, Draft draft) {
        Draft.Text text = text(modifier, draft);
        if (text.several() || !Strings.isLiteral(text.spellings().getFirst())) {
            throw conflict(modifier, "its value holds no wildcard and no placeholder");
        }
        return Strings.literal(text.spellings().getFirst());
    }

    private Criterion finish(Draft draft) {
        return switch (draft) {
            case Draft.Text text -> text(text);
            case Draft.Encoded encoded ->
                throw conflict(Modifier.WIDE, "UTF-16 has to be followed by base64 or base64offset");
            case Draft.Numeral number -> new Criterion.Number(number.number());
            case Draft.Bool bool -> new Criterion.Bool(bool.truth());
            case Draft.Null none -> new Criterion.Null();
            case Draft.Exists exists -> new Criterion.Exists(exists.there());
            case Draft.Expressed expressed -> checked(expressed);
            case Draft.Net net -> new Criterion.Cidr(net.source(), net.network());
            case Draft.Compared compared -> compared(compared);
            case Draft.Reference reference ->
                new Criterion.Reference(reference.field(), reference.start(), reference.end(), reference.cased());
        };
    }

    private static Criterion text(Draft.Text text) {
        List<Criterion> spellings = new ArrayList<>();
        for (List<Part> parts : text.spellings()) {
            spellings.add(new Criterion.Text(parts, text.cased()));
        }
        return text.several() ? new Criterion.Any(spellings) : spellings.getFirst();
    }

    private static Criterion compared(Draft.Compared compared) {
        Comparison comparison = compared.comparison().orElse(Comparison.EQ);
        return compared.part().isPresent()
                ? new Criterion.Timed(compared.part().get(), comparison, compared.number())
                : new Criterion.Compared(comparison, compared.number());
    }

    private Criterion checked(Draft.Expressed expressed) {
        try {
            Regex.of(expressed.source(), expressed.flags());
            return new Criterion.Expressed(expressed.source(), expressed.flags());
        } catch (Regex.Bad bad) {
            throw refusals.at(
                    at.place(), bad.costly() ? "regex_budget_exceeded" : "bad_regex", String.valueOf(bad.getMessage()));
        }
    }

    private Refused conflict(Modifier modifier, String why) {
        return refusals.at(at.place(), "modifier_conflict", "`" + modifier.word() + "` is misplaced: " + why);
    }
}
