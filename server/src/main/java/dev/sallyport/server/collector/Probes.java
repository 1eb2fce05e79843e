package dev.sallyport.server.collector;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.collector.Uptime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was seen of both endpoints, minute by minute: a line {@code MINUTE T D} each, 1 for an answer. Thread-safe. */
final class Probes {
    private static final long MINUTE = 60_000;
    private static final int TRIM_AT = 100_000;
    private static final int COLUMNS = 3;

    private record Seen(long minute, boolean telemetry, boolean distribution) {
        String line() {
            return minute + (telemetry ? " 1" : " 0") + (distribution ? " 1" : " 0") + "\n";
        }
    }

    private final Path file;
    // Guarded by this; what the file says.
    private final List<Seen> seen = new ArrayList<>();

    Probes(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split(" ");
                if (words.length == COLUMNS && words[0].matches("\\d{1,12}")) {
                    seen.add(new Seen(Long.parseLong(words[0]), words[1].equals("1"), words[2].equals("1")));
                }
            }
        }
    }

    synchronized void add(long nowMillis, boolean telemetry, boolean distribution) throws IOException {
        Seen now = new Seen(Math.floorDiv(nowMillis, MINUTE), telemetry, distribution);
        seen.add(now);
        Files.writeString(file, now.line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (seen.size() > TRIM_AT) {
            seen.removeIf(s -> s.minute() < now.minute() - Uptime.SPAN_MILLIS / MINUTE);
            StringBuilder left = new StringBuilder();
            seen.forEach(s -> left.append(s.line()));
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, left);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    synchronized Uptime telemetry(long nowMillis) {
        return Uptime.of(
                seen.stream()
                        .map(s -> new Uptime.Probe(s.minute(), s.telemetry()))
                        .toList(),
                nowMillis);
    }

    synchronized Uptime distribution(long nowMillis) {
        return Uptime.of(
                seen.stream()
                        .map(s -> new Uptime.Probe(s.minute(), s.distribution()))
                        .toList(),
                nowMillis);
    }

    /** One endpoint's standing, for programs. */
    static JsonObject form(Uptime uptime) {
        return JsonObject.builder()
                .put("uptime_percent", percent(uptime))
                .put("promised_percent", String.valueOf(Uptime.PROMISED_PERCENT))
                .put("kept", uptime.isKept())
                .put("minutes", uptime.minutes())
                .put("minutes_up", uptime.up())
                .build();
    }

    /** With three decimals, rounded down: what is promised is not rounded up to. */
    static String percent(Uptime uptime) {
        return String.format(Locale.ROOT, "%.3f", Math.floor(uptime.percent() * 1_000) / 1_000);
    }
}
