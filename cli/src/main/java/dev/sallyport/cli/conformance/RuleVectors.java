package dev.sallyport.cli.conformance;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.sigma.detect.Detector;
import dev.sallyport.sigma.detect.Matcher;
import dev.sallyport.sigma.engine.RuleSet;
import dev.sallyport.sigma.event.Recorded;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Filters;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import dev.sallyport.sigma.yaml.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The vectors of {@code spec/detection-rule}: which rules are refused and where, and which events each of the others matches. Only Java has
 * an engine for them; other engines run {@code spec/detection-rule/run.py}.
 */
final class RuleVectors {
    /** The suite's name. */
    static final String SUITE = "detection-rule";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private final Path folder;
    private final BiConsumer<String, String> differs;
    private int total;
    private int passed;

    private RuleVectors(Path folder, BiConsumer<String, String> differs) {
        this.folder = folder;
        this.differs = differs;
    }

    /**
     * Asks the engine all of them.
     *
     * @param differs hears the name of each vector that is answered otherwise, and what was wanted and seen
     */
    static Optional<Tally> of(Path spec, BiConsumer<String, String> differs) {
        Path folder = spec.resolve(SUITE);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        RuleVectors vectors = new RuleVectors(folder, differs);
        try {
            vectors.refused();
            vectors.relations();
            vectors.matches();
        } catch (IOException unreadable) {
            throw Complaint.usage(
                    "unreadable", "conformance: cannot read `" + folder + "`: " + unreadable.getMessage());
        }
        int failed = vectors.total - vectors.passed;
        return Optional.of(
                new Tally(SUITE, Language.JAVA.word(), vectors.total, vectors.passed, failed, Optional.empty()));
    }

    private void refused() throws IOException {
        for (Map.Entry<String, Json> each :
                object("vectors/refuse/expected.json").members().entrySet()) {
            JsonObject wanted = (JsonObject) each.getValue();
            String place = number(wanted, "line") + ":" + number(wanted, "column") + " "
                    + (wanted.get("code") instanceof JsonString code ? code.value() : "");
            compare("refuse/" + each.getKey(), place, refusal("vectors/refuse/" + each.getKey() + ".yml"));
        }
    }

    /** Rules that relate others are refused in one line: place and code. */
    private void relations() throws IOException {
        for (Map.Entry<String, Json> each :
                object("refused/EXPECTED.json").members().entrySet()) {
            String wanted = each.getValue() instanceof JsonString text ? text.value() : "";
            compare("refused/" + each.getKey(), wanted, refusal("refused/" + each.getKey()));
        }
    }

    private String refusal(String file) throws IOException {
        try {
            documents(file);
            return "accepted";
        } catch (Refused refused) {
            return refused.line() + ":" + refused.column() + " " + refused.code();
        }
    }

    private List<Document> documents(String file) throws IOException {
        List<Document> read = RuleFile.read(file, Files.readAllBytes(folder.resolve(file)), Placeholders.NONE);
        List<Document> all = Filters.apply(read);
        RuleSet.of(all);
        return all;
    }

    private void matches() throws IOException {
        for (Map.Entry<String, Json> each :
                object("vectors/match/expected.json").members().entrySet()) {
            String name = "vectors/match/" + each.getKey();
            List<Integer> wanted = ((JsonArray) each.getValue())
                    .items().stream()
                            .map(item -> (int) ((JsonNumber) item).value())
                            .toList();
            compare("match/" + each.getKey(), wanted.toString(), hits(name).toString());
        }
    }

    private List<Integer> hits(String name) throws IOException {
        List<Document.Detection> detections = documents(name + ".yml").stream()
                .filter(Document.Detection.class::isInstance)
                .map(Document.Detection.class::cast)
                .toList();
        Matcher matcher = new Detector(detections).matcher();
        List<Integer> hits = new ArrayList<>();
        try (MappingIterator<Map<String, Object>> events =
                MAPPER.readerFor(HashMap.class).readValues(Files.readString(folder.resolve(name + ".jsonl")))) {
            for (int i = 0; events.hasNext(); i++) {
                int index = i;
                matcher.match(Recorded.json(events.next()).at(i, ""), rule -> hits.add(index));
            }
        }
        return hits;
    }

    private void compare(String name, String wanted, String seen) {
        total++;
        if (wanted.equals(seen)) {
            passed++;
        } else {
            differs.accept(name, "wanted " + wanted + ", got " + seen);
        }
    }

    private JsonObject object(String file) throws IOException {
        if (StrictJson.parse(Files.readAllBytes(folder.resolve(file))) instanceof JsonObject object) {
            return object;
        }
        throw Complaint.usage("wrong_form", "conformance: `" + file + "` is no JSON object");
    }

    private static long number(JsonObject object, String member) {
        return object.get(member) instanceof JsonNumber number ? (long) number.value() : -1;
    }
}
