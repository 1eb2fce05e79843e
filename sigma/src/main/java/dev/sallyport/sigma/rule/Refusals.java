package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.yaml.Node;
import dev.sallyport.sigma.yaml.Place;
import dev.sallyport.sigma.yaml.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what must have one shape, and words the refusal when it has another. Public for the readers of the other kinds' bodies.
 *
 * @param file as messages name it
 */
public record Refusals(String file) {

    /** A refusal with its place. */
    public Refused at(Place place, String code, String reason) {
        return new Refused(code, file, place, reason);
    }

    /** A mapping. */
    public Node.Mapping mapping(Node node, String what) {
        if (node instanceof Node.Mapping mapping) {
            return mapping;
        }
        throw at(node.place(), "wrong_kind", what + " is " + node.kindName() + ", it must be a mapping");
    }

    /** Text, or a number or boolean as it was written. */
    public String word(Node node, String what) {
        if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
            return scalar.source();
        }
        throw at(node.place(), "wrong_kind", what + " is " + node.kindName() + ", it must be text");
    }

    /** Text, or a number or boolean as it was written, if the key is there. */
    public Optional<String> word(Node.Mapping in, String key) {
        return in.get(key).map(node -> word(node, "`" + key + "`"));
    }

    /** A list of words; a single word is a list of one. */
    public List<String> words(Node node, String what) {
        if (!(node instanceof Node.Sequence sequence)) {
            return List.of(word(node, what));
        }
        List<String> words = new ArrayList<>();
        for (Node item : sequence.items()) {
            words.add(word(item, "a member of " + what));
        }
        return words;
    }
}
