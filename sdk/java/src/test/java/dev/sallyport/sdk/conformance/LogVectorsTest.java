package dev.sallyport.sdk.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The vectors of the log, each asked as the runner asks it. */
class LogVectorsTest {
    private static final Path VECTORS =
            Path.of(System.getProperty("sallyport.root", "../..")).resolve("spec/log/vectors");

    @Test
    void every_vector_of_the_log_is_answered_as_written() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(VECTORS)) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<String> wrong = new ArrayList<>();
        for (Path file : files) {
            JsonObject vector = (JsonObject) StrictJson.parse(Files.readAllBytes(file));
            JsonObject.Builder request = JsonObject.builder().put("id", 1);
            vector.members().forEach((name, value) -> {
                if (!List.of("name", "output", "code").contains(name)) {
                    request.put(name, value);
                }
            });
            JsonObject answer = Answerer.answer(request.build());
            boolean right = vector.get("code") == null
                    ? text(answer.get("output")).equals(text(vector.get("output")))
                    : text(answer.get("code")).equals(text(vector.get("code")));
            if (!right) {
                wrong.add(VECTORS.relativize(file) + ": " + text(answer));
            }
        }
        System.out.println("log vectors: " + (files.size() - wrong.size()) + " of " + files.size() + " as written");
        assertTrue(files.size() > 80, "too few vectors");
        assertEquals(List.of(), wrong);
    }

    private static String text(@org.jspecify.annotations.Nullable Json json) {
        return json == null
                ? "none"
                : new String(CanonicalForm.of(json, Scheme.SALLYPORT_JCS_2), StandardCharsets.UTF_8);
    }
}
