package dev.sallyport.sigma.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One document of the library's nodes made ours, counted against the limits while it is copied. */
final class Conversion {
    /** The most values a document may have once its aliases are followed. */
    static final int MAX_NODES = 50_000;

    /** The most levels. */
    static final int MAX_DEPTH = 32;

    /** The most places at which an anchor is used again. */
    static final int MAX_ALIASES = 64;

    private static final Set<Tag> KNOWN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

    private final String file;
    private final IdentityHashMap<org.snakeyaml.engine.v2.nodes.Node, Boolean> seen = new IdentityHashMap<>();
    private final IdentityHashMap<org.snakeyaml.engine.v2.nodes.Node, Boolean> open = new IdentityHashMap<>();
    private int nodes;
    private int aliases;

    Conversion(String file) {
        this.file = file;
    }

    Optional<Node> document(org.snakeyaml.engine.v2.nodes.Node root) {
        Node node = convert(root, 0);
        return node instanceof Node.Scalar scalar && scalar.isNull() ? Optional.empty() : Optional.of(node);
    }

    private Node convert(org.snakeyaml.engine.v2.nodes.Node from, int depth) {
        Place place = YamlReader.place(from.getStartMark());
        count(from, place, depth);
        if (!KNOWN.contains(from.getTag())) {
            throw refused(
                    "unsafe_yaml_tag",
                    place,
                    "the tag `" + from.getTag().getValue() + "` is not one of JSON's kinds; leave it out");
        }
        Node node = switch (from) {
            case ScalarNode scalar -> scalar(place, scalar);
            case SequenceNode sequence -> sequence(place, sequence, depth);
            case MappingNode mapping -> mapping(place, mapping, depth);
            default -> throw refused("yaml_malformed", place, "neither a scalar, a list nor a mapping");
        };
        open.remove(from);
        return node;
    }

    private void count(org.snakeyaml.engine.v2.nodes.Node from, Place place, int depth) {
        if (open.put(from, true) != null) {
            throw refused("yaml_cycle", place, "a value contains itself through an alias");
        }
        if (seen.put(from, true) != null && ++aliases > MAX_ALIASES) {
            throw refused(
                    "yaml_alias_limit", place, "aliases are followed at most " + MAX_ALIASES + " times in a document");
        }
        if (++nodes > MAX_NODES) {
            throw refused("yaml_too_large", place, "a document has at most " + MAX_NODES + " values");
        }
        if (depth > MAX_DEPTH) {
            throw refused("yaml_too_deep", place, "a document has at most " + MAX_DEPTH + " levels");
        }
    }

    private Node.Scalar scalar(Place place, ScalarNode from) {
        if (!from.isPlain()) {
            if (!from.getTag().equals(Tag.STR)) {
                throw refused(
                        "unsafe_yaml_tag",
                        place,
                        "a tag turns quoted text into something else; leave tag and quotes out");
            }
            return new Node.Scalar(place, Node.Kind.TEXT, from.getValue());
        }
        Node.Kind kind = Resolution.kind(from.getValue());
        boolean tagged = from.getTag().equals(Tag.STR) && (kind == Node.Kind.NUMBER || kind == Node.Kind.NULL);
        return new Node.Scalar(place, tagged ? Node.Kind.TEXT : kind, from.getValue());
    }

    private Node.Sequence sequence(Place place, SequenceNode from, int depth) {
        List<Node> items = new ArrayList<>();
        for (org.snakeyaml.engine.v2.nodes.Node item : from.getValue()) {
            items.add(convert(item, depth + 1));
        }
        return new Node.Sequence(place, items);
    }

    private Node.Mapping mapping(Place place, MappingNode from, int depth) {
        List<Node.Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (NodeTuple tuple : from.getValue()) {
            Node key = convert(tuple.getKeyNode(), depth + 1);
            if (!(key instanceof Node.Scalar scalar)) {
                throw refused("yaml_malformed", key.place(), "a key is " + key.kindName() + ", it must be a scalar");
            }
            if (!keys.add(scalar.source())) {
                throw refused(
                        "duplicate_yaml_key",
                        key.place(),
                        "the key `" + scalar.source() + "` stands twice in one mapping");
            }
            entries.add(new Node.Entry(scalar, convert(tuple.getValueNode(), depth + 1)));
        }
        return new Node.Mapping(place, entries);
    }

    private Refused refused(String code, Place place, String reason) {
        return new Refused(code, file, place, reason);
    }
}
