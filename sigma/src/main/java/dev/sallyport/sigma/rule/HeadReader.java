package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.yaml.Node;
import dev.sallyport.sigma.yaml.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what every kind of rule says of itself. */
final class HeadReader {
    private static final int MAX_TITLE = 256;

    private final Refusals refusals;
    private final Node.Mapping document;

    HeadReader(Refusals refusals, Node.Mapping document) {
        this.refusals = refusals;
        this.document = document;
    }

    Head read() {
        return new Head(
                refusals.file(),
                document.place(),
                title(),
                id(),
                refusals.word(document, "name"),
                constant("status", "bad_status", Status.values()),
                constant("level", "bad_level", Level.values()),
                author(),
                tags(),
                logsource(),
                version(),
                CanonicalRule.digest(document));
    }

    private String title() {
        @Nullable Node node = document.get("title").orElse(null);
        if (node == null) {
            throw refusals.at(document.place(), "missing_title", "a rule needs a `title`");
        }
        String title = refusals.word(node, "`title`").strip();
        if (title.isEmpty() || title.length() > MAX_TITLE) {
            throw refusals.at(
                    node.place(),
                    "bad_title",
                    "a title has 1 to " + MAX_TITLE + " characters, this one " + title.length());
        }
        return title;
    }

    private Optional<String> id() {
        Optional<Node> node = document.get("id");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        String id = refusals.word(node.get(), "`id`").toLowerCase(Locale.ROOT);
        try {
            if (UUID.fromString(id).toString().equals(id)) {
                return Optional.of(id);
            }
        } catch (IllegalArgumentException notUuid) {
            throw badId(node.get().place(), id);
        }
        throw badId(node.get().place(), id);
    }

    private RuntimeException badId(Place place, String id) {
        return refusals.at(place, "bad_id", "`" + id + "` is no UUID of 36 characters");
    }

    private <T extends Enum<T>> Optional<T> constant(String key, String code, T[] constants) {
        Optional<Node> node = document.get(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        String word = refusals.word(node.get(), "`" + key + "`").toLowerCase(Locale.ROOT);
        List<String> known = new ArrayList<>();
        for (T constant : constants) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(word)) {
                return Optional.of(constant);
            }
            known.add(name);
        }
        throw refusals.at(node.get().place(), code, "`" + word + "` is none of " + String.join(", ", known));
    }

    private String author() {
        return document.get("author")
                .map(node -> String.join(", ", refusals.words(node, "`author`")))
                .orElse("");
    }

    private List<String> tags() {
        Optional<Node> node = document.get("tags");
        if (node.isEmpty()) {
            return List.of();
        }
        List<String> tags = refusals.words(node.get(), "`tags`");
        for (String tag : tags) {
            int dot = tag.indexOf('.');
            if (dot < 1 || dot == tag.length() - 1) {
                throw refusals.at(
                        node.get().place(), "bad_tag", "the tag `" + tag + "` is not of the form namespace.name");
            }
        }
        return tags;
    }

    private Logsource logsource() {
        Optional<Node> node = document.get("logsource");
        if (node.isEmpty()) {
            return Logsource.ANY;
        }
        Node.Mapping mapping = refusals.mapping(node.get(), "`logsource`");
        Logsource logsource =
                new Logsource(part(mapping, "product"), part(mapping, "category"), part(mapping, "service"));
        if (logsource.equals(Logsource.ANY)) {
            throw refusals.at(
                    mapping.place(),
                    "bad_logsource",
                    "a logsource needs at least one of product, category and service");
        }
        return logsource;
    }

    private String part(Node.Mapping logsource, String key) {
        Optional<Node> node = logsource.get(key);
        boolean empty = node.filter(value -> value instanceof Node.Scalar scalar && scalar.isNull())
                .isPresent();
        return empty
                ? ""
                : refusals.word(logsource, key)
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .orElse("");
    }

    private SigmaVersion version() {
        Optional<Node> node = document.get("sigma-version");
        if (node.isEmpty()) {
            return SigmaVersion.DEFAULT;
        }
        return switch (refusals.word(node.get(), "`sigma-version`")) {
            case "2", "2.0" -> new SigmaVersion(2, 0);
            case "2.1" -> SigmaVersion.DEFAULT;
            case "2.2" -> SigmaVersion.ABSENCE;
            case "3", "3.0" -> SigmaVersion.ARRAYS;
            default ->
                throw refusals.at(
                        node.get().place(),
                        "unsupported_sigma_version",
                        "a rule may ask for sigma-version 2, 2.1, 2.2 or 3");
        };
    }
}
