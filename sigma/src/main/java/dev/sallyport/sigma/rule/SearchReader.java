package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.yaml.Node;
import dev.sallyport.sigma.yaml.Place;
import java.util.ArrayList;
import java.util.List;

/** Reads one search identifier: a mapping of fields, which must all fit; a list of mappings or keywords, of which one must; a keyword. */
final class SearchReader {
    private static final int MAX_NESTING = 8;

    private final Refusals refusals;
    private final Placeholders placeholders;
    private final Logsource logsource;
    private final boolean arrays;

    SearchReader(Refusals refusals, Placeholders placeholders, Logsource logsource, SigmaVersion version) {
        this.refusals = refusals;
        this.placeholders = placeholders;
        this.logsource = logsource;
        this.arrays = version.atLeast(SigmaVersion.ARRAYS);
    }

    Expression read(Node node) {
        return read(node, 0);
    }

    private Expression read(Node node, int depth) {
        if (depth > MAX_NESTING) {
            throw refusals.at(node.place(), "search_too_deep", "a search has at most " + MAX_NESTING + " levels");
        }
        return switch (node) {
            case Node.Mapping mapping -> {
                List<Expression> items = new ArrayList<>();
                for (Node.Entry entry : mapping.entries()) {
                    items.add(item(entry.key(), entry.value()));
                }
                yield all(items, mapping.place());
            }
            case Node.Sequence sequence -> {
                List<Expression> ways = new ArrayList<>();
                for (Node item : sequence.items()) {
                    if (item instanceof Node.Sequence) {
                        throw refusals.at(item.place(), "wrong_kind", "a search is a list of lists; write one list");
                    }
                    ways.add(read(item, depth + 1));
                }
                yield any(ways, sequence.place());
            }
            case Node.Scalar scalar -> {
                if (scalar.isNull()) {
                    throw refusals.at(
                            scalar.place(), "null_in_value_list", "a keyword is null; name a field to ask for absence");
                }
                yield keyword(new Values(refusals, placeholders, List.of()).criterion(scalar), scalar.place());
            }
        };
    }

    private Expression item(Node.Scalar key, Node value) {
        List<String> words = split(key.source());
        List<Modifier> modifiers = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            Modifier modifier = Modifier.of(word)
                    .orElseThrow(() ->
                            refusals.at(key.place(), "unknown_modifier", "`" + word + "` is no modifier of Sigma 2.1"));
            if (modifiers.contains(modifier)) {
                throw refusals.at(key.place(), "modifier_conflict", "`" + word + "` stands twice");
            }
            modifiers.add(modifier);
        }
        List<Node.Scalar> scalars = scalars(key, value);
        boolean all = modifiers.contains(Modifier.ALL);
        if (all && scalars.size() < 2) {
            throw refusals.at(value.place(), "all_on_single_value", "`all` needs two values or more; leave it out");
        }
        Values values = new Values(refusals, placeholders, modifiers);
        List<Criterion> criteria = scalars.stream().map(values::criterion).toList();
        return words.getFirst().isEmpty()
                ? keywords(criteria, modifiers, key.place())
                : fields(field(key, words.getFirst()), criteria, modifiers, key.place());
    }

    private List<Node.Scalar> scalars(Node.Scalar key, Node value) {
        List<Node.Scalar> scalars = new ArrayList<>();
        List<Node> nodes = value instanceof Node.Sequence sequence ? sequence.items() : List.of(value);
        for (Node node : nodes) {
            if (!(node instanceof Node.Scalar scalar)) {
                throw refusals.at(
                        node.place(), "wrong_kind", "a value of `" + key.source() + "` is " + node.kindName());
            }
            if (scalar.isNull() && value instanceof Node.Sequence) {
                throw refusals.at(
                        scalar.place(),
                        "null_in_value_list",
                        "null stands in a list of values; ask for it in a search of its own");
            }
            scalars.add(scalar);
        }
        if (scalars.isEmpty()) {
            throw refusals.at(value.place(), "empty_value_list", "`" + key.source() + "` has no value");
        }
        return scalars;
    }

    private FieldName field(Node.Scalar key, String name) {
        Scores.refuse(refusals, key.place(), logsource, name);
        if (name.indexOf('[') < 0) {
            return FieldName.plain(name);
        }
        if (!arrays) {
            if (name.contains("[any]") || name.contains("[all]") || name.contains("[none]")) {
                throw refusals.at(
                        key.place(),
                        "needs_sigma_version",
                        "`" + name + "` selects members of a list; say `sigma-version: 3`");
            }
            return FieldName.plain(name);
        }
        return FieldName.selecting(name)
                .orElseThrow(() -> refusals.at(
                        key.place(),
                        "bad_field_selector",
                        "`" + name + "` is not understood; a selector is [any], [all], [none] or a place such as [0]"));
    }

    private Expression fields(FieldName field, List<Criterion> criteria, List<Modifier> modifiers, Place place) {
        for (Criterion criterion : criteria) {
            if (criterion instanceof Criterion.Reference reference) {
                Scores.refuse(refusals, place, logsource, reference.field());
            }
        }
        if (modifiers.contains(Modifier.NEQ)) {
            boolean conflict = modifiers.contains(Modifier.ALL) || modifiers.contains(Modifier.EXISTS);
            if (conflict || !field.steps().isEmpty()) {
                throw refusals.at(place, "modifier_conflict", "`neq` does not go with `all`, `exists` or a selector");
            }
            return new Expression.Unlike(field, criteria);
        }
        List<Expression> each = new ArrayList<>();
        for (Criterion criterion : criteria) {
            each.add(new Expression.Field(field, criterion));
        }
        return modifiers.contains(Modifier.ALL) ? all(each, place) : any(each, place);
    }

    private Expression keywords(List<Criterion> criteria, List<Modifier> modifiers, Place place) {
        if (modifiers.contains(Modifier.NEQ)) {
            throw refusals.at(place, "modifier_conflict", "`neq` needs a field");
        }
        List<Expression> each = new ArrayList<>();
        for (Criterion criterion : criteria) {
            each.add(keyword(criterion, place));
        }
        return modifiers.contains(Modifier.ALL) ? all(each, place) : any(each, place);
    }

    private Expression keyword(Criterion criterion, Place place) {
        boolean textual = switch (criterion) {
            case Criterion.Text text -> !text.parts().isEmpty();
            case Criterion.Number number -> true;
            case Criterion.Bool bool -> true;
            case Criterion.Expressed expressed -> true;
            case Criterion.Any any -> true;
            case Criterion.Null none -> false;
            case Criterion.Exists exists -> false;
            case Criterion.Cidr cidr -> false;
            case Criterion.Compared compared -> false;
            case Criterion.Timed timed -> false;
            case Criterion.Reference reference -> false;
        };
        if (!textual) {
            throw refusals.at(
                    place,
                    "bad_keyword",
                    "a keyword is text that is not empty, a number or an expression; name a field");
        }
        return new Expression.Keyword(criterion);
    }

    private Expression all(List<Expression> items, Place place) {
        if (items.isEmpty()) {
            throw refusals.at(place, "empty_search", "a search asks for nothing");
        }
        return items.size() == 1 ? items.getFirst() : new Expression.And(items);
    }

    private Expression any(List<Expression> items, Place place) {
        if (items.isEmpty()) {
            throw refusals.at(place, "empty_search", "a search asks for nothing");
        }
        return items.size() == 1 ? items.getFirst() : new Expression.Or(items);
    }

    /** A key's name with its modifiers. */
    private static List<String> split(String key) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int bar = key.indexOf('|'); bar >= 0; bar = key.indexOf('|', from)) {
            words.add(key.substring(from, bar));
            from = bar + 1;
        }
        words.add(key.substring(from));
        return words;
    }
}
