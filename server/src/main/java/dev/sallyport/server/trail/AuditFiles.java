package dev.sallyport.server.trail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of the trail's files: {@code audit.jsonl} is written to, {@code audit.000001.jsonl} and so on are full. */
final class AuditFiles {
    static final String CURRENT = "audit.jsonl";
    static final String MARK = "audit.mark";
    private static final Pattern FULL = Pattern.compile("audit\\.(\\d{6})\\.jsonl");

    private AuditFiles() {}

    static Path current(Path folder) {
        return folder.resolve(CURRENT);
    }

    static Path full(Path folder, long number) {
        return folder.resolve("audit.%06d.jsonl".formatted(number));
    }

    /** Full files by the number in their name. */
    static SortedMap<Long, Path> full(Path folder) throws IOException {
        SortedMap<Long, Path> found = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                number(file).ifPresent(n -> found.put(n, file));
            }
        }
        return found;
    }

    /** The time of a file's first line in milliseconds since the epoch; the far future if it can't be read. */
    static long begun(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return AuditScan.line(in)
                    .flatMap(AuditLine::parse)
                    .flatMap(AuditLine::members)
                    .map(members ->
                            Instant.parse(AuditLine.text(members, "time")).toEpochMilli())
                    .orElse(Long.MAX_VALUE);
        } catch (DateTimeParseException e) {
            return Long.MAX_VALUE;
        }
    }

    private static Optional<Long> number(Path file) {
        Matcher matcher = FULL.matcher(String.valueOf(file.getFileName()));
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }
}
