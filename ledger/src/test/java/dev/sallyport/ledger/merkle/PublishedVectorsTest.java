package dev.sallyport.ledger.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proofs of transparency-dev/merkle, good and bad, and the reference tree of RFC 6962. */
class PublishedVectorsTest {
    @ParameterizedTest
    @CsvSource({"inclusion, 98", "consistency, 98", "subtreeinclusion, 204", "subtreeconsistency, 118"})
    void each_proof_holds_or_fails_as_published(String kind, int total) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(Corpora.path("tlog/merkle/" + kind))) {
            files = walk.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Path> wrong = new ArrayList<>();
        for (Path file : files) {
            Vector vector = Vector.read(file);
            if (vector.check(kind) == vector.wantErr()) {
                wrong.add(file);
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(total, files.size());
        System.out.println("merkle vectors: " + kind + " " + files.size() + " as published");
    }

    @Test
    void the_reference_tree_of_rfc_6962_has_the_published_roots() {
        JsonObject tree = (JsonObject) StrictJson.parse(
                Corpora.text("tlog/rfc6962_reference_tree.json").getBytes(UTF_8));
        List<String> leaves = strings(tree, "leaf_inputs_hex");
        List<String> roots = strings(tree, "root_hashes_size_1_to_8");
        Tree grown = Tree.empty();
        for (int i = 0; i < leaves.size(); i++) {
            grown = grown.append(HexFormat.of().parseHex(leaves.get(i)));
            assertArrayEquals(HexFormat.of().parseHex(roots.get(i)), grown.root(), "size " + (i + 1));
        }
        assertEquals(8, grown.size());
        assertArrayEquals(
                HexFormat.of().parseHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                Tree.empty().root());
    }

    private static List<String> strings(JsonObject object, String name) {
        return object.get(name) instanceof JsonArray array
                ? array.items().stream()
                        .map(item -> ((JsonString) item).value())
                        .toList()
                : List.of();
    }

    /** A vector; its integers are unsigned 64 bits wide and are taken from the text. */
    private record Vector(String text, JsonObject object) {
        static Vector read(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            Json json = StrictJson.parse(bytes, JsonLimits.DEFAULT, Numbers.ROUNDED);
            return new Vector(new String(bytes, UTF_8), (JsonObject) json);
        }

        boolean wantErr() {
            return object.get("wantErr") instanceof JsonBoolean flag && flag.value();
        }

        boolean check(String kind) {
            return switch (kind) {
                case "inclusion" ->
                    new InclusionProof(number("leafIdx"), number("treeSize"), path())
                            .verify(bytes("leafHash"), bytes("root"))
                            .holds();
                case "consistency" ->
                    new ConsistencyProof(number("size1"), number("size2"), path())
                            .verify(bytes("root1"), bytes("root2"))
                            .holds();
                case "subtreeinclusion" ->
                    subtree()
                            && new InclusionProof(
                                            number("leafIdx") - number("start"),
                                            number("end") - number("start"),
                                            path())
                                    .verify(bytes("leafHash"), bytes("root"))
                                    .holds();
                default ->
                    subtree()
                            && new Subtree(number("start"), number("end"))
                                    .verify(number("size"), path(), bytes("root1"), bytes("root2"))
                                    .holds();
            };
        }

        private boolean subtree() {
            return Subtree.isPossible(number("start"), number("end"));
        }

        private long number(String name) {
            Matcher matcher = Pattern.compile("\"" + name + "\": (\\d+)").matcher(text);
            if (!matcher.find()) {
                throw new AssertionError("no " + name);
            }
            return Long.parseUnsignedLong(matcher.group(1));
        }

        private byte[] bytes(String name) {
            return object.get(name) instanceof JsonString string
                    ? Base64.getDecoder().decode(string.value())
                    : new byte[0];
        }

        private List<byte[]> path() {
            return strings(object, "proof").stream()
                    .map(Base64.getDecoder()::decode)
                    .toList();
        }
    }
}
