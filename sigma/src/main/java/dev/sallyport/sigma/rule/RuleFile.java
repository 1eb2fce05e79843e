package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.yaml.Node;
import dev.sallyport.sigma.yaml.Place;
import dev.sallyport.sigma.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads rule files. The bodies of correlations and flows are handed on as they stand. Pure. */
public final class RuleFile {
    private static final List<String> KINDS = List.of("detection", "correlation", "filter", "flow");

    private RuleFile() {}

    /**
     * The documents of a file in their order.
     *
     * @param file as messages shall name it
     * @throws dev.sallyport.sigma.yaml.Refused with the place of the first fault
     */
    public static List<Document> read(String file, byte[] bytes, Placeholders placeholders) {
        Refusals refusals = new Refusals(file);
        List<Document> documents = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node root : YamlReader.read(file, bytes)) {
            Document document = document(refusals, refusals.mapping(root, "a rule"), placeholders);
            Head head = document.head();
            for (Optional<String> own : List.of(head.id(), head.name())) {
                if (own.isPresent() && !names.add(own.get())) {
                    throw refusals.at(
                            head.place(), "duplicate_rule", "two rules of the file are called `" + own.get() + "`");
                }
            }
            documents.add(document);
        }
        if (documents.isEmpty()) {
            throw refusals.at(Place.START, "empty_file", "the file holds no rule");
        }
        return List.copyOf(documents);
    }

    private static Document document(Refusals refusals, Node.Mapping root, Placeholders placeholders) {
        root.entry("action").ifPresent(action -> {
            throw refusals.at(
                    action.key().place(),
                    "legacy_collection",
                    "`action` made several rules of one in Sigma 1; write each rule as a document of its own");
        });
        Head head = new HeadReader(refusals, root).read();
        List<Node.Entry> bodies = root.entries().stream()
                .filter(entry -> KINDS.contains(entry.name()))
                .toList();
        if (bodies.isEmpty()) {
            throw refusals.at(root.place(), "missing_detection", "a rule needs one of " + String.join(", ", KINDS));
        }
        if (bodies.size() > 1) {
            throw refusals.at(
                    bodies.get(1).key().place(),
                    "two_bodies",
                    "a document is one rule: it has both `" + bodies.get(0).name() + "` and `"
                            + bodies.get(1).name() + "`");
        }
        Node.Entry body = bodies.getFirst();
        Node.Mapping mapping = refusals.mapping(body.value(), "`" + body.name() + "`");
        DetectionReader reader = new DetectionReader(refusals, placeholders, head, mapping);
        return switch (body.name()) {
            case "detection" -> reader.detection(fields(refusals, root));
            case "filter" -> reader.filter();
            case "correlation" -> new Document.Correlation(head, mapping);
            default -> new Document.Flow(head, mapping);
        };
    }

    private static List<String> fields(Refusals refusals, Node.Mapping root) {
        return root.get("fields")
                .filter(node -> !(node instanceof Node.Scalar scalar && scalar.isNull()))
                .map(node -> refusals.words(node, "`fields`"))
                .orElse(List.of());
    }
}
