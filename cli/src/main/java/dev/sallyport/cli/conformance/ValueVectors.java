package dev.sallyport.cli.conformance;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.merkle.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The tables of small values: hashes of receipts, commitments, and one small tree with its roots and proofs. */
final class ValueVectors {
    private static final String SUITE = "receipt";
    private static final HexFormat HEX = HexFormat.of();

    private final Path folder;

    ValueVectors(Path folder) {
        this.folder = folder;
    }

    void addTo(List<Question> all) throws IOException {
        for (List<String> row : rows("receipt_hash.tsv")) {
            String receipt = HEX.formatHex(row.get(1).getBytes(StandardCharsets.UTF_8));
            JsonObject request = JsonObject.builder()
                    .put("op", "receipt_hash")
                    .put("receipt", receipt)
                    .build();
            all.add(accept("receipt_hash.tsv " + row.get(0), request, "hash", row.get(2)));
        }
        for (List<String> row : rows("commitment.tsv")) {
            JsonObject request = JsonObject.builder()
                    .put("op", "commitment")
                    .put("kind", row.get(0))
                    .put("salt", row.get(1))
                    .put("content", row.get(2))
                    .build();
            all.add(accept("commitment.tsv " + row.get(0) + " " + row.get(2), request, "hash", row.get(3)));
        }
        tree(all);
    }

    private void tree(List<Question> all) throws IOException {
        List<String> leaves = new ArrayList<>();
        Map<String, String> roots = new HashMap<>();
        for (List<String> row : rows("tree.tsv")) {
            String name = "tree.tsv " + String.join(" ", row.subList(0, 3));
            switch (row.get(0)) {
                case "leaf" -> leaves.add(row.get(2));
                case "root" -> {
                    roots.put(row.get(1), row.get(2));
                    all.add(accept(name, root(leaves.subList(0, Integer.parseInt(row.get(1)))), "root", row.get(2)));
                }
                case "inclusion" -> {
                    String leaf = leaves.get(Integer.parseInt(row.get(1)));
                    all.add(Question.accept(SUITE, name, inclusion(row, leaf, roots), JsonObject.of()));
                }
                case "consistency" -> all.add(Question.accept(SUITE, name, consistency(row, roots), JsonObject.of()));
                default -> throw new IOException("a row of tree.tsv of the kind `" + row.get(0) + "`");
            }
        }
    }

    private static JsonObject root(List<String> leaves) {
        return JsonObject.builder()
                .put("op", "root")
                .put("leaves", array(leaves))
                .build();
    }

    private static JsonObject inclusion(List<String> row, String leaf, Map<String, String> roots) {
        return JsonObject.builder()
                .put("op", "inclusion")
                .put("leaf_hash", HEX.formatHex(TreeHash.leaf(HEX.parseHex(leaf))))
                .put("index", row.get(1))
                .put("size", row.get(2))
                .put("proof", array(path(row)))
                .put("root", roots.getOrDefault(row.get(2), ""))
                .build();
    }

    private static JsonObject consistency(List<String> row, Map<String, String> roots) {
        return JsonObject.builder()
                .put("op", "consistency")
                .put("size1", row.get(1))
                .put("size2", row.get(2))
                .put("proof", array(path(row)))
                .put("root1", roots.getOrDefault(row.get(1), ""))
                .put("root2", roots.getOrDefault(row.get(2), ""))
                .build();
    }

    private static Question accept(String name, JsonObject request, String member, String value) {
        return Question.accept(
                SUITE, name, request, JsonObject.builder().put(member, value).build());
    }

    private static List<String> path(List<String> row) {
        return row.size() < 4 || row.get(3).isEmpty()
                ? List.of()
                : List.of(row.get(3).split(",", -1));
    }

    private static JsonArray array(List<String> texts) {
        return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
    }

    private List<List<String>> rows(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
    }
}
