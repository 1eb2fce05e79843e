package dev.sallyport.cli.packages;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.shield.packages.Assessment;
import dev.sallyport.shield.packages.Assessor;
import dev.sallyport.shield.packages.Knowledge;
import dev.sallyport.shield.packages.name.Ecosystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code package}: says of a package, or of each in a batch, whether it is what it seems. Asks nobody: all it knows is in the jar or was imported. */
@Command
public final class PackageVerb extends Verb {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Parameters(
            arity = "0..2",
            paramLabel = "ECOSYSTEM NAME[@VERSION]",
            description = "npm, pypi, cargo, go, gem, maven, …")
    private List<String> words = List.of();

    @Option(
            names = "--batch",
            paramLabel = "FILE",
            description = "rows {ecosystem, name, version?, versions?}, one a line; - for standard input")
    private @Nullable String batch;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where `package update` keeps its lists (default: SALLYPORT_HOME, else ~/.sallyport)")
    private @Nullable String data;

    /** On that terminal. */
    public PackageVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        if (batch == null ? words.size() != 2 : !words.isEmpty()) {
            throw Complaint.usage("usage", "give ECOSYSTEM NAME[@VERSION], or --batch FILE and no package beside it");
        }
        Assessor assessor = new Assessor(Knowledge.shipped().with(Stored.read(folder())));
        return batch == null ? one(assessor) : all(assessor, batch);
    }

    /** A package can be asked about where there is no home and nothing was ever imported. */
    private Path folder() {
        boolean nowhere = data == null
                && terminal().env(DataFolder.VARIABLE).isEmpty()
                && terminal().env("HOME").isEmpty();
        return nowhere ? terminal().path("") : DataFolder.of(terminal(), data).path();
    }

    private Exit one(Assessor assessor) {
        Ecosystem ecosystem = Ecosystem.byName(words.getFirst())
                .orElseThrow(() -> Complaint.usage(
                        "unknown_ecosystem", "no ecosystem `" + words.getFirst() + "`: one of " + known()));
        String written = words.get(1);
        int at = written.indexOf('@', 1);
        String name = at < 0 ? written : written.substring(0, at);
        Assessment answer =
                assessor.assess(ecosystem, name, at < 0 ? "" : written.substring(at + 1), System.currentTimeMillis());
        row(new Asked(words.getFirst(), name, at < 0 ? List.of() : List.of(written.substring(at + 1))), answer);
        return switch (answer.wire()) {
            case "block" -> Exit.NO;
            case "unassessed" -> Exit.CANNOT_DECIDE;
            default -> Exit.OK;
        };
    }

    private static String known() {
        List<String> names = new ArrayList<>();
        for (Ecosystem one : Ecosystem.values()) {
            names.add(one.wire());
        }
        return String.join(", ", names);
    }

    private record Asked(String ecosystem, String name, List<String> versions) {}

    private Exit all(Assessor assessor, String file) {
        byte[] bytes = file.equals("-")
                ? terminal().readInput((int) Math.min(Integer.MAX_VALUE - 8, Terminal.MAX_INPUT_BYTES))
                : terminal().read(file);
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                asked.add(read(lines.get(i), i + 1));
            }
        }
        long now = System.currentTimeMillis();
        asked.forEach(one -> answer(assessor, one, now));
        return Exit.OK;
    }

    private static Asked read(String line, int number) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (!node.path("ecosystem").isString() || !node.path("name").isString()) {
                throw Complaint.usage("malformed_json", "line " + number + " has no `ecosystem` and `name`");
            }
            List<String> versions =
                    new ArrayList<>(StreamSupport.stream(node.path("versions").spliterator(), false)
                            .map(v -> v.asString(""))
                            .toList());
            if (node.path("version").isString()) {
                versions.add(node.path("version").asString());
            }
            return new Asked(
                    node.path("ecosystem").asString(), node.path("name").asString(), versions);
        } catch (JacksonException malformed) {
            throw Complaint.usage(
                    "malformed_json", "line " + number + " is not JSON: " + malformed.getOriginalMessage());
        }
    }

    /** The worst answer of all versions that were asked about. */
    private void answer(Assessor assessor, Asked asked, long now) {
        Optional<Ecosystem> ecosystem = Ecosystem.byName(asked.ecosystem);
        if (ecosystem.isEmpty()) {
            JsonObject unknown = head(asked)
                    .put("verdict", "unassessed")
                    .put("reasons", JsonArray.of(new JsonString("unknown-ecosystem")))
                    .build();
            rows(unknown, asked.ecosystem + " " + asked.name + ": unassessed (unknown-ecosystem)");
            return;
        }
        List<String> versions = asked.versions.isEmpty() ? List.of("") : asked.versions;
        Assessment worst = versions.stream()
                .map(version -> assessor.assess(ecosystem.get(), asked.name, version, now))
                .max(Comparator.comparing(Assessment::verdict))
                .orElseThrow();
        row(asked, worst);
    }

    private static JsonObject.Builder head(Asked asked) {
        return JsonObject.builder().put("ecosystem", asked.ecosystem).put("name", asked.name);
    }

    private static JsonArray strings(Assessment answer, Function<Assessment.Evidence, String> text) {
        return new JsonArray(answer.evidence().stream()
                .<Json>map(e -> new JsonString(text.apply(e)))
                .toList());
    }

    private void row(Asked asked, Assessment answer) {
        JsonObject.Builder row = head(asked)
                .put("verdict", answer.wire())
                .put("reasons", strings(answer, e -> e.reason().wire()))
                .put("words", strings(answer, Assessment.Evidence::words));
        answer.squat().ifPresent(squat -> row.put("like", squat.target()));
        String why = answer.evidence().stream()
                .map(e -> e.reason().wire() + ": " + e.words())
                .collect(Collectors.joining("; "));
        rows(row.build(), asked.ecosystem + " " + asked.name + ": " + answer.wire() + " (" + why + ")");
    }

    /** Rows of a batch are read by programs whatever was said about the format. */
    private void rows(JsonObject row, String words) {
        if (batch == null) {
            row(row, words);
        } else {
            terminal().json(row);
        }
    }
}
