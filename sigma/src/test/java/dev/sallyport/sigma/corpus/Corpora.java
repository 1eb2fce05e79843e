package dev.sallyport.sigma.corpus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Finds and unpacks the Sigma corpus; without it the asking test is skipped. */
public final class Corpora {
    private static final int BLOCK = 512;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private Corpora() {}

    /** A folder or file of the corpus. */
    public static Path path(String name) {
        String named = System.getenv("SALLYPORT_CORPORA");
        Path root = Path.of(System.getProperty("sallyport.root", ".."));
        Path corpora = named == null || named.isEmpty() ? root.resolve("../shared/corpora") : Path.of(named);
        Path path = corpora.normalize().resolve("sigma").resolve(name);
        if (!Files.exists(path)) {
            System.out.println("skipped: no corpora");
        }
        assumeTrue(Files.exists(path), "skipped: no corpora");
        return path;
    }

    /** The files of an archive by their names. */
    public static SortedMap<String, byte[]> unpack(String archive) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(path(archive))))) {
            byte[] header = in.readNBytes(BLOCK);
            while (header.length == BLOCK && header[0] != 0) {
                int size = Integer.parseInt(text(header, 124, 12).trim(), 8);
                byte[] content = in.readNBytes(size);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                if (header[156] == '0' || header[156] == 0) {
                    files.put(text(header, 345, 155) + text(header, 0, 100), content);
                }
                header = in.readNBytes(BLOCK);
            }
        }
        return files;
    }

    /** The files directly in a folder that end so. */
    public static SortedMap<String, byte[]> folder(String name, String ending) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(path(name))) {
            for (Path file : list.filter(one -> one.toString().endsWith(ending)).toList()) {
                files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** JSON documents one after another. */
    public static List<Object> json(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try (MappingIterator<Object> all =
                MAPPER.readerFor(Object.class).readValues(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            return new ArrayList<>(all.readAll());
        }
    }

    /** The same, each an object. */
    public static List<Map<?, ?>> objects(byte[] bytes) {
        List<Map<?, ?>> objects = new ArrayList<>();
        json(bytes).forEach(one -> objects.add((Map<?, ?>) one));
        return objects;
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }
}
