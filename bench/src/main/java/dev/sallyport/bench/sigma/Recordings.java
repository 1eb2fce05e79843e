package dev.sallyport.bench.sigma;

import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.Recorded;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectMapper;

/**
 * Sigma's own rules and recorded events, which are no part of the project.
 *
 * @param rules files by their names
 */
record Recordings(SortedMap<String, byte[]> rules, List<Event> events) {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE = 12;

    static Optional<Recordings> find() throws IOException {
        String named = Optional.ofNullable(System.getenv("SALLYPORT_CORPORA")).orElse("../shared/corpora");
        Path sigma = Path.of(named).resolve("sigma");
        if (!Files.isDirectory(sigma)) {
            return Optional.empty();
        }
        List<Event> events = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        for (Map.Entry<String, byte[]> file :
                unpack(sigma.resolve("eval-pairs.tar.gz")).entrySet()) {
            if (file.getKey().endsWith("event.json")) {
                try (MappingIterator<Map<?, ?>> all =
                        mapper.readerFor(Map.class).readValues(new String(file.getValue(), StandardCharsets.UTF_8))) {
                    while (all.hasNext()) {
                        events.add(Recorded.windows(all.next()).at(events.size(), "default"));
                    }
                }
            }
        }
        return Optional.of(new Recordings(unpack(sigma.resolve("accept.tar.gz")), events));
    }

    /** Plain entries of a ustar archive. */
    private static SortedMap<String, byte[]> unpack(Path archive) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
            for (byte[] header = in.readNBytes(BLOCK);
                    header.length == BLOCK && header[0] != 0;
                    header = in.readNBytes(BLOCK)) {
                int size = Integer.parseInt(text(header, SIZE_AT, SIZE).trim(), 8);
                byte[] content = in.readNBytes(size);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                if (size > 0) {
                    files.put(text(header, 0, NAME), content);
                }
            }
        }
        return files;
    }

    private static String text(byte[] header, int from, int length) {
        String text = new String(header, from, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
