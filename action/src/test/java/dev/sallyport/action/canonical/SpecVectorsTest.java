package dev.sallyport.action.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Refusal;
import dev.sallyport.action.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The vectors of {@code spec/action}, which every implementation must answer alike. */
final class SpecVectorsTest {
    private static final Path VECTORS = Corpora.root().resolve("spec/action/vectors");
    private static final int WRITTEN = 150;

    /** Needs a document over a limit, which would make a vector of a megabyte: held by {@code StrictJsonTest}. */
    private static final Set<String> WITHOUT_VECTOR = Set.of("too_large", "too_many_members", "string_too_long");

    private record Vector(String folder, JsonObject content) {
        String text(String member) {
            if (content.get(member) instanceof JsonString string) {
                return string.value();
            }
            throw new AssertionError(folder + ": vector without " + member);
        }

        String id() {
            return folder + "/" + text("name");
        }

        byte[] input() {
            return HexFormat.of().parseHex(text("hex"));
        }
    }

    @TestFactory
    Stream<DynamicTest> vector_isAnsweredAsWritten() throws IOException {
        List<Vector> all = vectors();
        assertTrue(all.size() >= WRITTEN, all.size() + " vectors");
        return all.stream().map(vector -> dynamicTest(vector.id(), () -> check(vector)));
    }

    @Test
    void everyCode_hasAVectorAndALineInTheFormat() throws IOException {
        Set<String> met = new TreeSet<>(WITHOUT_VECTOR);
        vectors().stream()
                .filter(v -> v.folder().endsWith("_fail"))
                .map(v -> v.text("code"))
                .forEach(met::add);
        Set<String> codes = new TreeSet<>();
        String format = Files.readString(Corpora.root().resolve("spec/action/README.md"));
        for (Refusal refusal : Refusal.values()) {
            codes.add(refusal.code());
            assertTrue(format.contains("`" + refusal.code() + "`"), "README lacks " + refusal.code());
        }
        assertEquals(codes, met);
    }

    private static void check(Vector vector) {
        switch (vector.folder()) {
            case "accept" -> accepted(vector, StrictJson.parse(vector.input()));
            case "action_accept" ->
                accepted(
                        vector,
                        Action.fromJson((JsonObject) StrictJson.parse(vector.input()))
                                .toJson());
            case "action_fail" -> noAction(vector);
            case "aegis_fail" -> {
                StrictJson.parse(vector.input());
                refused(vector, Scheme.AEGIS_JCS_1);
            }
            default -> Stream.of(Scheme.SALLYPORT_JCS_2, Scheme.AEGIS_JCS_1).forEach(scheme -> refused(vector, scheme));
        }
    }

    private static void accepted(Vector vector, Json value) {
        assertEquals(vector.text("canonical"), new String(CanonicalForm.of(value, Scheme.SALLYPORT_JCS_2), UTF_8));
        assertEquals(
                vector.text("action_hash"),
                ActionHash.of(value, Scheme.SALLYPORT_JCS_2).hex());
        if (vector.content().get("aegis_canonical") == null) {
            assertThrows(MalformedJson.class, () -> CanonicalForm.of(value, Scheme.AEGIS_JCS_1));
            return;
        }
        assertEquals(vector.text("aegis_canonical"), new String(CanonicalForm.of(value, Scheme.AEGIS_JCS_1), UTF_8));
        assertEquals(
                vector.text("aegis_hash"),
                ActionHash.of(value, Scheme.AEGIS_JCS_1).hex());
    }

    private static void refused(Vector vector, Scheme scheme) {
        var refusal = assertThrows(MalformedJson.class, () -> Canon.run(vector.input(), scheme, Canon.Output.BYTES));
        assertEquals(vector.text("code"), refusal.code(), refusal.getMessage());
        assertEquals(vector.content().get("offset"), JsonNumber.of((long) refusal.offset()), refusal.getMessage());
    }

    private static void noAction(Vector vector) {
        JsonObject object = (JsonObject) StrictJson.parse(vector.input());
        var refusal = assertThrows(MalformedJson.class, () -> Action.fromJson(object));
        assertEquals(vector.text("code"), refusal.code(), refusal.getMessage());
    }

    private static List<Vector> vectors() throws IOException {
        try (Stream<Path> files = Files.walk(VECTORS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(SpecVectorsTest::vector)
                    .toList();
        }
    }

    private static Vector vector(Path file) {
        try {
            JsonObject content = (JsonObject) StrictJson.parse(Files.readAllBytes(file));
            return new Vector(folder(file), content);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static String folder(Path file) {
        String[] names = file.toString().split("/", -1);
        return Arrays.asList(names).get(names.length - 2);
    }
}
