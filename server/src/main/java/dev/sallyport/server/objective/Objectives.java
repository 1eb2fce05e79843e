package dev.sallyport.server.objective;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the meters of this gateway counted towards each objective, in quarters of an hour for 30 days. A quarter that is over is a line of a file
 * ({@code MILLIS NAME=BAD/TOTAL …}), so a restart loses at most the one under way. It looks at meters, which no action waits for. Thread-safe.
 */
public final class Objectives {
    /** Over how many days a budget is reckoned. */
    public static final int WINDOW_DAYS = 30;

    /** The rate over an hour that alerts. */
    static final double FAST = 14.4;

    /** The rate over six hours that alerts. */
    static final double STEADY = 6;

    private static final Logger LOG = LoggerFactory.getLogger(Objectives.class);
    private static final long SLOT_MILLIS = 15 * 60_000L;
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    /** What a whole line ends with. */
    private static final String END = ".";

    private final List<Objective> objectives;
    private final Supplier<String> exposition;
    private final InstantSource clock;
    private final Optional<Path> file;
    // Guarded by this: by the beginning of a quarter, then by the objective's name.
    private final NavigableMap<Long, Map<String, Counts>> slots = new TreeMap<>();
    private final Map<String, Counts> last = new LinkedHashMap<>();
    private long kept = Long.MIN_VALUE;

    /**
     * Begins to count, from what the file holds.
     *
     * @param exposition the meters as Prometheus reads them
     * @param file where quarters are kept; empty to keep none
     */
    public Objectives(
            List<Objective> objectives, Supplier<String> exposition, InstantSource clock, Optional<Path> file) {
        this.objectives = List.copyOf(objectives);
        this.exposition = exposition;
        this.clock = clock;
        this.file = file;
        file.ifPresent(this::read);
    }

    private static long slot(long millis) {
        return millis - Math.floorMod(millis, SLOT_MILLIS);
    }

    /** Looks at the meters, and keeps the quarters that are over. */
    public synchronized void look() {
        List<String> lines =
                exposition.get().lines().filter(line -> !line.startsWith("#")).toList();
        long now = slot(clock.millis());
        for (Objective objective : objectives) {
            Counts seen = objective.of(lines);
            Counts more = seen.since(last.getOrDefault(objective.name(), Counts.NONE));
            last.put(objective.name(), seen);
            slots.computeIfAbsent(now, at -> new LinkedHashMap<>()).merge(objective.name(), more, Counts::plus);
        }
        slots.headMap(now - WINDOW_DAYS * DAY, true).clear();
        file.ifPresent(path -> keep(path, now));
    }

    /** How each objective stands now. */
    public synchronized List<Burn> burns() {
        look();
        long now = clock.millis();
        List<Burn> burns = new ArrayList<>();
        for (Objective objective : objectives) {
            List<Counts> days = new ArrayList<>();
            for (int day = WINDOW_DAYS; day > 0; day--) {
                days.add(between(objective, now - day * DAY, now - (day - 1) * DAY));
            }
            burns.add(new Burn(
                    objective,
                    between(objective, Long.MIN_VALUE, now),
                    between(objective, now - HOUR, now),
                    between(objective, now - 6 * HOUR, now),
                    between(objective, now - 3 * DAY, now),
                    days));
        }
        return burns;
    }

    /** Since when something was counted, milliseconds since the epoch. */
    public synchronized long sinceMillis() {
        return slots.isEmpty() ? clock.millis() : slots.firstKey();
    }

    private Counts between(Objective objective, long from, long to) {
        Counts sum = Counts.NONE;
        for (Map<String, Counts> slot : slots.subMap(from, false, to, true).values()) {
            sum = sum.plus(slot.getOrDefault(objective.name(), Counts.NONE));
        }
        return sum;
    }

    private void keep(Path path, long now) {
        if (kept > now) {
            kept = Long.MIN_VALUE; // the clock was set back; a quarter that is kept twice counts once
        }
        if (kept >= now || slots.subMap(kept, false, now, false).isEmpty()) {
            return; // nothing is over since, or the clock was set back
        }
        NavigableMap<Long, Map<String, Counts>> over = slots.subMap(kept, false, now, false);
        // What a full disk cut short before stays a line of its own, which is passed over.
        StringBuilder lines = new StringBuilder("\n");
        over.forEach((at, counts) -> lines.append(line(at, counts)));
        try {
            Files.writeString(path, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            kept = over.lastKey();
        } catch (IOException e) {
            LOG.error("what was counted towards objectives could not be kept in `{}`; it is tried again", path, e);
        }
    }

    private static String line(long at, Map<String, Counts> counts) {
        StringBuilder line = new StringBuilder(300).append(at);
        counts.forEach((name, each) -> line.append(' ')
                .append(name)
                .append('=')
                .append(each.bad())
                .append('/')
                .append(each.total()));
        return line.append(' ').append(END).append('\n').toString();
    }

    /** A line that is not one, as after a crash in the middle of it, is passed over; what is too old is dropped from the file. */
    private void read(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        long oldest = clock.millis() - WINDOW_DAYS * DAY;
        try {
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.isEmpty()).forEach(line -> take(line, oldest));
            kept = slots.isEmpty() ? kept : slots.lastKey();
            StringBuilder lines = new StringBuilder();
            slots.forEach((at, counts) -> lines.append(line(at, counts)));
            Path beside = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(beside, lines);
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("what was counted towards objectives can't be read from `{}`; it begins again", path, e);
        }
    }

    private void take(String line, long oldest) {
        String[] parts = line.split(" ");
        try {
            long at = Long.parseLong(parts[0]);
            Map<String, Counts> counts = new LinkedHashMap<>();
            for (int i = 1; i < parts.length - 1; i++) {
                int equals = parts[i].indexOf('=');
                int slash = parts[i].indexOf('/', equals);
                counts.put(
                        parts[i].substring(0, equals),
                        new Counts(
                                Double.parseDouble(parts[i].substring(equals + 1, slash)),
                                Double.parseDouble(parts[i].substring(slash + 1))));
            }
            // A clock that was ahead once must not keep everything behind it from being kept.
            if (at > oldest && at <= slot(clock.millis()) && parts[parts.length - 1].equals(END)) {
                slots.computeIfAbsent(at, key -> new LinkedHashMap<>()).putAll(counts);
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            LOG.warn("a line of what was counted towards objectives can't be read and is passed over");
        }
    }
}
