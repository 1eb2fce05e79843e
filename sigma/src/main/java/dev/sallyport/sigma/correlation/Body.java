package dev.sallyport.sigma.correlation;

import dev.sallyport.sigma.yaml.Node;
import dev.sallyport.sigma.yaml.Place;
import dev.sallyport.sigma.yaml.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Typed reading of a mapping in a rule, with the place of whatever is wrong.
 *
 * @param file as messages name it
 * @param what the mapping is called in messages
 */
public record Body(String file, String what, Node.Mapping mapping) {

    /** Refuses a key that is none of those. */
    public void allow(Set<String> keys) {
        for (Node.Entry entry : mapping.entries()) {
            if (!keys.contains(entry.name())) {
                throw refused(
                        "unknown_key",
                        entry.key().place(),
                        "`" + entry.name() + "` is no key of " + what + ": "
                                + String.join(", ", keys.stream().sorted().toList()));
            }
        }
    }

    /** A mapping inside, if it is there. */
    public Optional<Body> inner(String key) {
        return mapping.get(key).map(node -> {
            if (node instanceof Node.Mapping inner) {
                return new Body(file, "`" + key + "`", inner);
            }
            throw wrong(key, node, "a mapping");
        });
    }

    /** A text, if it is there; a number counts as one. */
    public Optional<String> text(String key) {
        return mapping.get(key).map(node -> word(key, node));
    }

    /** A list of texts, of which a single one may stand without a list; empty if it is not there. */
    public List<Node.Scalar> texts(String key) {
        Optional<Node> found = mapping.get(key);
        List<Node.Scalar> texts = new ArrayList<>();
        if (found.isPresent()) {
            List<Node> items = found.get() instanceof Node.Sequence list ? list.items() : List.of(found.get());
            for (Node item : items) {
                word(key, item);
                texts.add((Node.Scalar) item);
            }
        }
        return texts;
    }

    /** A truth value, or false if it is not there. */
    public boolean flag(String key) {
        Optional<Node> found = mapping.get(key);
        if (found.isEmpty()) {
            return false;
        }
        if (found.get() instanceof Node.Scalar scalar && scalar.truth().isPresent()) {
            return scalar.truth().get();
        }
        throw wrong(key, found.get(), "true or false");
    }

    /** A number, if it is there. */
    public Optional<BigDecimal> number(String key) {
        return mapping.get(key).map(node -> {
            if (node instanceof Node.Scalar scalar && scalar.number().isPresent()) {
                return scalar.number().get();
            }
            throw wrong(key, node, "a number");
        });
    }

    /** A span of time in milliseconds, or empty if it is not there. */
    public Optional<Long> span(String key) {
        return mapping.get(key).map(node -> {
            String text = node instanceof Node.Scalar scalar ? scalar.source() : "";
            return Timespan.parse(text).stream()
                    .boxed()
                    .findFirst()
                    .orElseThrow(() -> refused(
                            "bad_timespan",
                            node.place(),
                            "`" + key + "` is a number and one of s, m, h, d, w, such as 90m, at most 366d, not `"
                                    + text + "`"));
        });
    }

    /** Where a key's value stands, or the mapping if there is none. */
    public Place placeOf(String key) {
        return mapping.get(key).map(Node::place).orElse(mapping.place());
    }

    /** A refusal that names a place. */
    public Refused refused(String code, Place place, String reason) {
        return new Refused(code, file, place, reason);
    }

    private String word(String key, Node node) {
        if (node instanceof Node.Scalar scalar
                && !scalar.isNull()
                && !scalar.source().isEmpty()) {
            return scalar.source();
        }
        throw wrong(key, node, "text");
    }

    private Refused wrong(String key, Node node, String expected) {
        return refused("wrong_type", node.place(), "`" + key + "` is " + expected + ", not " + node.kindName());
    }
}
