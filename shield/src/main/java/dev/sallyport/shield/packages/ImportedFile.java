package dev.sallyport.shield.packages;

import dev.sallyport.shield.packages.list.KnownNames;
import dev.sallyport.shield.packages.list.Malicious;
import dev.sallyport.shield.packages.list.Versions;
import dev.sallyport.shield.packages.name.Ecosystem;
import dev.sallyport.shield.packages.registry.Facts;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The file that keeps what was imported, {@value #NAME} in the data directory: gzip of lines with tabs between fields. The first line is {@code
 * sallyport-packages}, the format's number and the revision; the others begin with {@code M} (malicious), {@code F} (facts), {@code K} (known names),
 * {@code O} (own name) or {@code H} (host). It is made anew by every import, so its form may change between versions.
 */
public final class ImportedFile {
    /** Its name in the data directory. */
    public static final String NAME = "packages.idx";

    private static final String MAGIC = "sallyport-packages\t1\t";

    private ImportedFile() {}

    /** Writes it; the stream stays open. */
    public static void write(Imported imported, OutputStream out) throws IOException {
        GZIPOutputStream packed = new GZIPOutputStream(out, 1 << 16);
        BufferedWriter text = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8));
        text.write(MAGIC + imported.revision() + "\n");
        for (String name : imported.own().names()) {
            line(text, "O", name);
        }
        for (String host : imported.own().hosts()) {
            line(text, "H", host);
        }
        for (Map.Entry<Ecosystem, KnownNames> known : imported.known().entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            known.getValue().write(bytes);
            line(text, "K", known.getKey().wire(), Base64.getEncoder().encodeToString(bytes.toByteArray()));
        }
        try {
            imported.list().entries().forEach((e, names) -> names.forEach((n, entry) -> malicious(text, e, n, entry)));
            imported.facts().forEach((e, names) -> names.forEach((n, facts) -> facts(text, e, n, facts)));
        } catch (UncheckedIOException full) {
            throw full.getCause();
        }
        text.flush();
        packed.finish();
    }

    private static void malicious(Writer text, Ecosystem ecosystem, String name, Malicious.Entry entry) {
        Versions versions = entry.versions();
        String spans = versions.spans().stream()
                .map(span -> span.from() + "|" + span.before() + "|" + span.last())
                .collect(Collectors.joining(" "));
        String listed = versions.all() ? "*" : String.join(" ", versions.listed());
        line(text, "M", ecosystem.wire(), name, entry.taken() ? "1" : "0", entry.id(), listed, spans);
    }

    private static void facts(Writer text, Ecosystem ecosystem, String name, Facts facts) {
        String flags = (facts.exists() ? "e" : "") + (facts.runs() ? "s" : "") + (facts.removed() ? "r" : "");
        line(
                text,
                "F",
                ecosystem.wire(),
                name,
                flags,
                number(facts.created()),
                number(facts.updated()),
                facts.maintainers().isPresent() ? "" + facts.maintainers().getAsInt() : "",
                number(facts.downloads()),
                String.join(" ", facts.versions()));
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? "" + number.getAsLong() : "";
    }

    private static void line(Writer text, String... fields) {
        try {
            for (int i = 0; i < fields.length; i++) {
                text.write(i == 0 ? "" : "\t");
                text.write(fields[i].replace('\t', ' ').replace('\n', ' ').replace('\r', ' '));
            }
            text.write('\n');
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /**
     * Reads it.
     *
     * @throws IOException if it is no such file, or one of another version of the program
     */
    public static Imported read(InputStream in) throws IOException {
        BufferedReader text =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(in, 1 << 16), StandardCharsets.UTF_8));
        String first = text.readLine();
        if (first == null || !first.startsWith(MAGIC)) {
            throw new IOException("no list of packages of this version: import it again");
        }
        Reader reader = new Reader();
        try {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                reader.line(line.split("\t", -1));
            }
            return reader.imported(Integer.parseInt(first.substring(MAGIC.length())));
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw new IOException("the list of packages is damaged: import it again", damaged);
        }
    }

    private static final class Reader {
        private final Malicious.Builder list = new Malicious.Builder();
        private final Map<Ecosystem, KnownNames> known = new EnumMap<>(Ecosystem.class);
        private final Map<Ecosystem, Map<String, Facts>> facts = new EnumMap<>(Ecosystem.class);
        private final List<String> names = new ArrayList<>();
        private final List<String> hosts = new ArrayList<>();

        void line(String[] fields) throws IOException {
            switch (fields[0]) {
                case "O" -> names.add(fields[1]);
                case "H" -> hosts.add(fields[1]);
                case "K" ->
                    known.put(
                            ecosystem(fields[1]),
                            KnownNames.read(
                                    new ByteArrayInputStream(Base64.getDecoder().decode(fields[2]))));
                case "M" -> list.add(ecosystem(fields[1]), fields[2], entry(fields));
                case "F" ->
                    facts.computeIfAbsent(ecosystem(fields[1]), e -> new HashMap<>())
                            .put(fields[2], facts(fields));
                default -> throw new IllegalArgumentException("a line that begins with " + fields[0]);
            }
        }

        private static Ecosystem ecosystem(String name) {
            return Ecosystem.byName(name).orElseThrow(() -> new IllegalArgumentException(name));
        }

        private static Malicious.Entry entry(String[] fields) {
            List<Versions.Span> spans = words(fields[6]).stream()
                    .map(word -> word.split("\\|", -1))
                    .map(parts -> new Versions.Span(parts[0], parts[1], parts[2]))
                    .toList();
            Versions versions = fields[5].equals("*") ? Versions.ALL : new Versions(false, words(fields[5]), spans);
            return new Malicious.Entry(versions, fields[3].equals("1"), fields[4]);
        }

        private static Facts facts(String[] fields) {
            return new Facts(
                    fields[3].contains("e"),
                    number(fields[4]),
                    number(fields[5]),
                    fields[6].isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(fields[6])),
                    number(fields[7]),
                    fields[3].contains("s"),
                    fields[3].contains("r"),
                    words(fields[8]));
        }

        private static OptionalLong number(String field) {
            return field.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(field));
        }

        private static Set<String> words(String field) {
            return Arrays.stream(field.split(" ", -1)).filter(w -> !w.isEmpty()).collect(Collectors.toSet());
        }

        Imported imported(int revision) {
            return new Imported(list.build(), known, facts, new Own(names, hosts), revision);
        }
    }
}
