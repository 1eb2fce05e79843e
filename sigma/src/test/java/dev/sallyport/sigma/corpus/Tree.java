package dev.sallyport.sigma.corpus;

import dev.sallyport.sigma.pattern.Part;
import dev.sallyport.sigma.pattern.Regex;
import dev.sallyport.sigma.rule.Criterion;
import dev.sallyport.sigma.rule.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a condition in the form of the corpus: nested {@code and}, {@code or}, {@code not} over fields and keywords. */
final class Tree {

    private Tree() {}

    static Map<String, @Nullable Object> of(Expression expression) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        switch (expression) {
            case Expression.And and ->
                tree.put("and", and.of().stream().map(Tree::of).toList());
            case Expression.Or or ->
                tree.put("or", or.of().stream().map(Tree::of).toList());
            case Expression.Not not -> tree.put("not", List.of(of(not.of())));
            case Expression.Named named -> tree.putAll(of(named.of()));
            case Expression.Field field -> {
                tree.put("field", field.field().text());
                tree.putAll(criterion(field.criterion(), "value"));
            }
            case Expression.Keyword keyword -> tree.putAll(criterion(keyword.criterion(), "keyword"));
            case Expression.Unlike unlike -> throw new AssertionError("the corpus has no `neq`");
        }
        return tree;
    }

    private static Map<String, @Nullable Object> criterion(Criterion criterion, String key) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        switch (criterion) {
            case Criterion.Text text -> put(tree, "SigmaString", key, parts(text.parts()));
            case Criterion.Number number -> put(tree, "SigmaNumber", key, number.number());
            case Criterion.Bool bool -> put(tree, "SigmaBool", key, bool.truth());
            case Criterion.Null none -> put(tree, "SigmaNull", key, null);
            case Criterion.Expressed expressed ->
                put(
                        tree,
                        "SigmaRegularExpression",
                        key,
                        Map.of(
                                "re", expressed.source(),
                                "flags",
                                        expressed.sortedFlags().stream()
                                                .map(Regex.Flag::name)
                                                .toList()));
            case Criterion.Cidr cidr -> put(tree, "SigmaCIDRExpression", key, cidr.source());
            case Criterion.Reference reference ->
                put(tree, "SigmaFieldReference", key, Map.of("fieldref", reference.field()));
            case Criterion.Any any ->
                put(
                        tree,
                        "SigmaExpansion",
                        key,
                        any.of().stream().map(one -> criterion(one, "value")).toList());
            case Criterion.Exists exists -> throw new AssertionError("the corpus has no `exists`");
            case Criterion.Compared compared -> throw new AssertionError("the corpus has no comparison");
            case Criterion.Timed timed -> throw new AssertionError("the corpus has no time");
        }
        return tree;
    }

    private static void put(Map<String, @Nullable Object> tree, String type, String key, @Nullable Object value) {
        tree.put("type", type);
        tree.put(key, value);
    }

    private static List<Object> parts(List<Part> parts) {
        List<Object> tree = new ArrayList<>();
        for (Part part : parts) {
            tree.add(
                    switch (part) {
                        case Part.Literal literal -> literal.text();
                        case Part.Wildcard wildcard ->
                            Map.of("special", wildcard == Part.Wildcard.MANY ? "WILDCARD_MULTI" : "WILDCARD_SINGLE");
                        case Part.Placeholder placeholder -> Map.of("special", placeholder.name());
                    });
        }
        return tree;
    }
}
