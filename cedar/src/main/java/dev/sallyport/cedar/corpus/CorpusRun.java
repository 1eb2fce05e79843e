package dev.sallyport.cedar.corpus;

import dev.sallyport.cedar.Answer;
import dev.sallyport.cedar.Authorizer;
import dev.sallyport.cedar.PolicySet;
import dev.sallyport.cedar.data.EntitiesJson;
import dev.sallyport.cedar.data.RequestJson;
import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.error.CedarError;
import dev.sallyport.cedar.json.Json;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.value.Entities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs every recorded request below a directory in the layout of cedar-integration-tests: a test names its policies,
 * entities and schema by paths relative to the archive's root. Decision, reason and errors are compared, the last two
 * as sets of policy ids. Not thread-safe.
 */
public final class CorpusRun {

    private static final int MAX_ROOT_STEPS = 8;

    private final Map<Path, Optional<Schema>> schemas = new HashMap<>();

    /**
     * The count of a run.
     *
     * @param agree how many requests were answered as recorded
     * @param total how many requests there were; those of a test that cannot be read count as not agreeing
     */
    public record Summary(int tests, int agree, int total) {}

    /**
     * One request's comparison.
     *
     * @param file the test, relative to the directory
     * @param index the request's place in it; -1 if the test could not be read
     * @param difference empty if it agrees
     */
    public record Row(String file, int index, Optional<String> difference) {

        /** Whether the answer is the recorded one. */
        public boolean agrees() {
            return difference.isEmpty();
        }
    }

    private record Expectation(String decision, Set<String> reason, Set<String> errors) {}

    /** Runs every {@code *.json} with {@code requests} below {@code directory}, giving each comparison to {@code rows}. */
    public Summary run(Path directory, Consumer<Row> rows) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(p -> p.toString().endsWith(".json")).sorted().toList();
        }
        int tests = 0;
        int agree = 0;
        int total = 0;
        for (Path file : files) {
            Optional<List<Json>> requests;
            try {
                requests = requests(file);
            } catch (CedarError e) {
                // How many requests it holds cannot be known; it counts as one that does not agree.
                rows.accept(unreadable(directory, file, e));
                total++;
                continue;
            }
            if (requests.isPresent()) {
                tests++;
                total += requests.get().size();
                agree += test(directory, file, requests.get(), rows);
            }
        }
        return new Summary(tests, agree, total);
    }

    private static Optional<List<Json>> requests(Path file) throws IOException {
        String text = Files.readString(file);
        if (!text.contains("\"requests\"")) {
            return Optional.empty();
        }
        return Json.parse(text) instanceof Json.Obj object
                ? object.find("requests").map(r -> r.array("requests"))
                : Optional.empty();
    }

    private int test(Path directory, Path file, List<Json> requests, Consumer<Row> rows) throws IOException {
        String name = directory.relativize(file).toString();
        int agree = 0;
        try {
            Json.Obj test = Json.parse(Files.readString(file)).object("test");
            Optional<Path> schemaFile = test.find("schema").map(s -> resolve(file, s.string("schema")));
            Optional<Schema> schema = schemaFile.isEmpty() ? Optional.empty() : schema(schemaFile.get());
            Entities data = entities(resolve(file, test.need("entities", "test").string("entities")), schema);
            Path policyFile = resolve(file, test.need("policies", "test").string("policies"));
            PolicySet policies = PolicySet.parse(Files.readString(policyFile), policyFile.toString());
            for (int i = 0; i < requests.size(); i++) {
                Row row = new Row(name, i, compare(requests.get(i), policies, data, schema));
                agree += row.agrees() ? 1 : 0;
                rows.accept(row);
            }
        } catch (CedarError e) {
            rows.accept(unreadable(directory, file, e));
        }
        return agree;
    }

    private static Row unreadable(Path directory, Path file, CedarError error) {
        String name = directory.relativize(file).toString();
        return new Row(name, -1, Optional.of(String.valueOf(error.getMessage())));
    }

    private Optional<Schema> schema(Path file) throws IOException {
        Optional<Schema> known = schemas.get(file);
        if (known == null) {
            String text = Files.readString(file);
            boolean json = file.toString().endsWith(".json");
            known = Optional.of(json ? Schema.parseJson(text) : Schema.parse(text, file.toString()));
            // A corpus has a schema per test; only the few files of hand-written tests are asked for again.
            if (schemas.size() < 64) {
                schemas.put(file, known);
            }
        }
        return known;
    }

    private static Entities entities(Path file, Optional<Schema> schema) throws IOException {
        return EntitiesJson.read(Json.parse(Files.readString(file)), schema);
    }

    /** The archive's root is the nearest folder above the test below which the named file exists. */
    private static Path resolve(Path test, String relative) {
        Path folder = test.toAbsolutePath().getParent();
        for (int i = 0; folder != null && i < MAX_ROOT_STEPS; i++) {
            Path candidate = folder.resolve(relative).normalize();
            if (candidate.startsWith(folder) && Files.isRegularFile(candidate)) {
                return candidate;
            }
            folder = folder.getParent();
        }
        throw new CedarDataError(
                "corpus.missing", "`" + relative + "`, named by " + test + ", does not exist above it");
    }

    private static Optional<String> compare(Json json, PolicySet policies, Entities data, Optional<Schema> schema) {
        Json.Obj object = json.object("request");
        Expectation expected = new Expectation(
                object.need("decision", "request").string("decision").toLowerCase(Locale.ROOT),
                strings(object, "reason"),
                strings(object, "errors"));
        Expectation actual = actual(Authorizer.isAuthorized(RequestJson.read(object, schema), policies, data));
        return expected.equals(actual)
                ? Optional.empty()
                : Optional.of("recorded " + expected + ", answered " + actual);
    }

    private static Set<String> strings(Json.Obj object, String member) {
        return object.find(member).map(a -> a.array(member)).orElse(List.of()).stream()
                .map(s -> s.string(member))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Expectation actual(Answer answer) {
        return new Expectation(
                answer.isAllowed() ? "allow" : "deny",
                answer.reason().stream().map(id -> id.value()).collect(Collectors.toCollection(TreeSet::new)),
                answer.errors().stream().map(e -> e.policy().value()).collect(Collectors.toCollection(TreeSet::new)));
    }
}
