package dev.sallyport.cli.baseline;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.govern.baseline.Case;
import dev.sallyport.govern.baseline.Workloads;
import dev.sallyport.shield.canary.Canary;
import dev.sallyport.shield.canary.CanaryKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A folder of workloads: every {@code *.jsonl}, or gzip of one, and {@code plants.json}, the canaries that its cases were written for.
 *
 * @param path the folder
 */
record WorkloadFolder(Path path) {
    private static final String PLANTS = "plants.json";
    private static final int MAX_BYTES = 64 << 20;

    /** Every case, those of the same file in its order. */
    List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (Path file : files()) {
            cases.addAll(Workloads.read(String.valueOf(file.getFileName()), text(file)));
        }
        if (cases.isEmpty()) {
            throw Complaint.usage(
                    "no_workloads", "no cases in `" + path + "`: give a folder of *.jsonl (spec/shield/workloads)");
        }
        return cases;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            throw Complaint.usage("no_such_folder", "no folder `" + path + "`");
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")
                            || file.toString().endsWith(".jsonl.gz"))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".gz")) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = in.readNBytes(MAX_BYTES);
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What is planted while the cases run; nothing if the folder says nothing of it. */
    List<Canary> plants() throws IOException {
        Path file = path.resolve(PLANTS);
        List<Canary> plants = new ArrayList<>();
        if (Files.exists(file) && StrictJson.parse(Files.readAllBytes(file)) instanceof JsonArray all) {
            all.items().forEach(item -> plants.add(plant(item)));
        }
        return plants;
    }

    private Canary plant(Json item) {
        if (item instanceof JsonObject object
                && object.get("id") instanceof JsonString id
                && object.get("kind") instanceof JsonString kind
                && object.get("text") instanceof JsonString text
                && object.get("cores") instanceof JsonArray cores
                && CanaryKind.byWire(kind.value()).isPresent()) {
            return new Canary(
                    id.value(),
                    CanaryKind.byWire(kind.value()).get(),
                    cores.items().stream()
                            .map(core -> whole(((JsonString) core).value()))
                            .toList(),
                    whole(text.value()));
        }
        throw Complaint.usage("no_workloads", "`" + path.resolve(PLANTS) + "`: a plant is {id, kind, cores, text}");
    }

    private static String whole(String text) {
        return text.replace(Case.BREAK, "");
    }
}
