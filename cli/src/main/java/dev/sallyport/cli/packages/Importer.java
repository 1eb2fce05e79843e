package dev.sallyport.cli.packages;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Progress;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.shield.packages.Imported;
import dev.sallyport.shield.packages.Own;
import dev.sallyport.shield.packages.list.KnownNames;
import dev.sallyport.shield.packages.list.Malicious;
import dev.sallyport.shield.packages.name.Ecosystem;
import dev.sallyport.shield.packages.registry.Facts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Reads the files of a folder, each by what it is; {@code spec/shield/packages} lists the forms. Confined to one thread. */
final class Importer {
    /** Largest single document; lists of one row a line may be longer. */
    private static final long MAX_DOCUMENT_BYTES = 64L << 20;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Terminal terminal;
    private final Malicious.Builder list = new Malicious.Builder();
    private final Map<Ecosystem, KnownNames> known = new EnumMap<>(Ecosystem.class);
    private final Map<Ecosystem, Map<String, Facts>> facts = new EnumMap<>(Ecosystem.class);
    private final List<String> names = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private final Map<Ecosystem, Set<String>> withdrawn = new EnumMap<>(Ecosystem.class);
    private int files;
    private int rows;
    private int passedBy;

    Importer(Terminal terminal) {
        this.terminal = terminal;
    }

    int files() {
        return files;
    }

    int rows() {
        return rows;
    }

    int passedBy() {
        return passedBy;
    }

    Map<Ecosystem, Set<String>> withdrawn() {
        return withdrawn;
    }

    Imported imported() {
        return new Imported(list.build(), known, facts, new Own(names, hosts), 0);
    }

    /** Reads every file below the folder, in the order of their names. */
    void read(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> below = Files.walk(folder)) {
            all = below.filter(Files::isRegularFile).sorted().toList();
        }
        try (Progress progress = new Progress(terminal, "importing", all.size())) {
            for (int i = 0; i < all.size(); i++) {
                file(folder, all.get(i));
                progress.at(i);
            }
        }
    }

    private void file(Path folder, Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean packed = name.endsWith(".gz");
        String plain = packed ? name.substring(0, name.length() - 3) : name;
        Form form = Form.of(plain);
        if (form == Form.NONE) {
            return;
        }
        files++;
        try (InputStream in = Files.newInputStream(file);
                InputStream unpacked = packed ? new GZIPInputStream(in) : in) {
            switch (form) {
                case ROWS -> lines(file, unpacked);
                case DOCUMENT -> document(folder, file, unpacked);
                case NAMES -> names(plain, unpacked);
                case NONE -> {}
            }
        }
    }

    private enum Form {
        ROWS,
        DOCUMENT,
        NAMES,
        NONE;

        static Form of(String name) {
            if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
                return ROWS;
            }
            if (name.endsWith(".json")) {
                return DOCUMENT;
            }
            boolean names = name.endsWith(".txt") && name.contains("-names");
            return names
                            && Ecosystem.byName(name.substring(0, name.indexOf("-names")))
                                    .isPresent()
                    ? NAMES
                    : NONE;
        }
    }

    private void lines(Path file, InputStream in) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                row(tree(file + ":" + number, line), Optional.empty());
            }
        }
    }

    private void document(Path folder, Path file, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes((int) MAX_DOCUMENT_BYTES + 1);
        if (bytes.length > MAX_DOCUMENT_BYTES) {
            throw Complaint.usage(
                    "file_too_large", "`" + file + "` is larger than the limit of " + MAX_DOCUMENT_BYTES + " bytes");
        }
        JsonNode node = tree(file.toString(), new String(bytes, StandardCharsets.UTF_8));
        Optional<Ecosystem> ecosystem = placed(folder, file);
        if (node.isArray()) {
            node.forEach(one -> row(one, ecosystem));
        } else {
            row(node, ecosystem);
        }
    }

    private static JsonNode tree(String where, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException malformed) {
            throw Complaint.usage("malformed_json", "`" + where + "` is not JSON: " + malformed.getOriginalMessage());
        }
    }

    /** The registry that a folder on the way to the file, or the beginning of its name, is called after. */
    private static Optional<Ecosystem> placed(Path folder, Path file) {
        Path within = folder.toAbsolutePath().relativize(file.toAbsolutePath());
        for (int i = within.getNameCount() - 1; i >= 0; i--) {
            String part = within.getName(i).toString();
            int end = i == within.getNameCount() - 1 ? part.indexOf('-') : part.length();
            Optional<Ecosystem> named = end <= 0 ? Optional.empty() : Ecosystem.byName(part.substring(0, end));
            if (named.isPresent()) {
                return named;
            }
        }
        return Ecosystem.byName(
                String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
    }

    private void row(JsonNode node, Optional<Ecosystem> placed) {
        int taken = Osv.is(node) ? osv(node) : other(node, placed);
        rows += taken;
        passedBy += taken == 0 ? 1 : 0;
    }

    private int osv(JsonNode node) {
        if (Osv.isWithdrawn(node)) {
            Osv.names(node)
                    .forEach((ecosystem, gone) -> withdrawn
                            .computeIfAbsent(ecosystem, e -> new HashSet<>())
                            .addAll(gone));
            return 0;
        }
        return Osv.read(node, list);
    }

    private int other(JsonNode node, Optional<Ecosystem> placed) {
        Optional<Ecosystem> ecosystem =
                Ecosystem.byName(node.path("ecosystem").asString("")).or(() -> placed);
        if (node.has("own") || node.has("hosts")) {
            node.path("own").forEach(name -> names.add(name.asString("")));
            node.path("hosts").forEach(host -> hosts.add(host.asString("")));
            return 1;
        }
        Optional<RegistryRecord> said = RegistryRecord.of(node, ecosystem);
        if (said.isPresent()) {
            RegistryRecord record = said.get();
            facts.computeIfAbsent(record.ecosystem(), e -> new HashMap<>())
                    .put(record.ecosystem().normal(record.name()), record.facts());
            return 1;
        }
        return ecosystem.map(e -> BadList.read(node, e, list)).orElse(0);
    }

    private void names(String file, InputStream in) throws IOException {
        Ecosystem ecosystem =
                Ecosystem.byName(file.substring(0, file.indexOf("-names"))).orElseThrow();
        String day = "";
        Set<String> all = new HashSet<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("#")) {
                day = day.isEmpty() ? line.substring(1).strip() : day;
            } else if (!line.isBlank()) {
                String normal = ecosystem.normal(line);
                all.add(normal);
                if (ecosystem == Ecosystem.NPM && normal.startsWith("@") && normal.indexOf('/') > 0) {
                    all.add(normal.substring(0, normal.indexOf('/') + 1));
                }
            }
        }
        known.put(ecosystem, KnownNames.of(day, 0, all));
        rows += all.size();
    }
}
