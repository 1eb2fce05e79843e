package dev.sallyport.cli.conformance;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Every vector of {@code spec/} as a question, in the order of the files' names. */
final class Vectors {
    private static final String ACTION = "action";
    private static final String RECEIPT = "receipt";
    private static final String LOG = "log";
    /** What languages once answered differently, whatever format it is about. */
    private static final String CONFORMANCE = "conformance";

    private final Path spec;

    private Vectors(Path spec) {
        this.spec = spec;
    }

    /**
     * Reads them all.
     *
     * @throws Complaint when the folder is not there
     */
    static List<Question> below(Path spec) {
        Vectors vectors = new Vectors(spec);
        List<Question> all = new ArrayList<>();
        try {
            vectors.actions(all);
            vectors.exports(all);
            new ValueVectors(spec.resolve("receipt/vectors/values")).addTo(all);
            vectors.requests(LOG, all);
            vectors.requests(CONFORMANCE, all);
        } catch (IOException unreadable) {
            throw Complaint.usage("unreadable", "conformance: cannot read `" + spec + "`: " + unreadable.getMessage());
        }
        return all;
    }

    /** Each document is asked in both schemes; a vector that is silent about one wants the scheme's own refusal there. */
    private void actions(List<Question> all) throws IOException {
        for (Path file : files("action/vectors", ".json")) {
            JsonObject vector = read(file);
            String folder = folder(file);
            String op = folder.startsWith("action_") ? "action" : "canon";
            String name = spec.relativize(file).toString();
            JsonObject own = request(op, "sallyport-jcs-2", vector);
            JsonObject aegis = request(op, "aegis-jcs-1", vector);
            boolean unportable = folder.equals("aegis_fail");
            if (vector.get("canonical") != null) {
                all.add(Question.accept(ACTION, name, own, form(vector, "canonical", "action_hash")));
            } else if (unportable) {
                JsonObject accept =
                        JsonObject.builder().put("outcome", "accept").build();
                all.add(new Question(ACTION, name, own, accept));
            } else {
                all.add(Question.refuse(ACTION, name, own, vector));
            }
            if (vector.get("aegis_canonical") != null) {
                all.add(Question.accept(ACTION, name, aegis, form(vector, "aegis_canonical", "aegis_hash")));
            } else if (vector.get("code") != null) {
                all.add(Question.refuse(ACTION, name, aegis, vector));
            } else {
                JsonObject code =
                        JsonObject.builder().put("code", "number_not_portable").build();
                all.add(Question.refuse(ACTION, name, aegis, code));
            }
        }
    }

    private static JsonObject request(String op, String scheme, JsonObject vector) {
        return JsonObject.builder()
                .put("op", op)
                .put("scheme", scheme)
                .put("document", text(vector, "hex"))
                .build();
    }

    private static JsonObject form(JsonObject vector, String canonical, String hash) {
        byte[] bytes = text(vector, canonical).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return JsonObject.builder()
                .put("canonical", HexFormat.of().formatHex(bytes))
                .put("hash", text(vector, hash))
                .build();
    }

    private void exports(List<Question> all) throws IOException {
        for (Path expected : files("receipt/vectors", "expected.json")) {
            Path folder = expected.resolveSibling(".").normalize();
            JsonObject verdict = read(expected);
            JsonObject.Builder request = JsonObject.builder()
                    .put("op", "receipts")
                    .put("file", HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("log.receipts"))));
            if (Files.exists(folder.resolve("log.vkey"))) {
                request.put("vkey", Files.readString(folder.resolve("log.vkey")).strip());
            }
            String name = spec.relativize(folder).toString();
            all.add(
                    text(verdict, "verdict").equals("fault")
                            ? Question.refuse(RECEIPT, name, request.build(), verdict)
                            : Question.accept(RECEIPT, name, request.build(), without(verdict, List.of("verdict"))));
        }
    }

    /** Vectors that hold the request itself. */
    private void requests(String suite, List<Question> all) throws IOException {
        for (Path file : files(suite + "/vectors", ".json")) {
            JsonObject vector = read(file);
            String name = spec.relativize(file).toString();
            JsonObject request = without(vector, List.of("name", "output", "code", "offset", "line"));
            all.add(
                    vector.get("output") instanceof JsonObject output
                            ? Question.accept(suite, name, request, output)
                            : Question.refuse(suite, name, request, vector));
        }
    }

    private List<Path> files(String folder, String ending) throws IOException {
        if (!Files.isDirectory(spec.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(spec.resolve(folder))) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static String folder(Path file) {
        return String.valueOf(file.resolveSibling(".").normalize().getFileName());
    }

    private static JsonObject read(Path file) throws IOException {
        if (StrictJson.parse(Files.readAllBytes(file)) instanceof JsonObject vector) {
            return vector;
        }
        throw Complaint.usage("wrong_form", "conformance: `" + file + "` is no JSON object");
    }

    private static JsonObject without(JsonObject object, List<String> names) {
        JsonObject.Builder rest = JsonObject.builder();
        object.members().forEach((name, value) -> {
            if (!names.contains(name)) {
                rest.put(name, value);
            }
        });
        return rest.build();
    }

    private static String text(JsonObject vector, String name) {
        Json value = vector.get(name);
        if (value instanceof JsonString text) {
            return text.value();
        }
        throw Complaint.usage("wrong_form", "conformance: a vector without the text `" + name + "`");
    }
}
