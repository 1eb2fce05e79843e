package dev.sallyport.server.feed;

import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest rows of one tenant as columns of small numbers, so that a filter over a million is a walk over arrays. Made of receipts: the newest
 * part by whoever looks first, the rest newest first by a thread of its own, what comes later by whoever looks next. Thread-safe: one lock for
 * whoever adds, none for whoever searches; a part is published with its count. Names beyond {@value Words#MOST} in a column are not told apart:
 * rows that have one are read again before they are shown.
 */
public final class EventIndex {
    /** Rows of a part. Whoever looks first waits for the newest part, so it is small. */
    static final int PART = 2_048;

    /** How many parts are kept: 1,048,576 rows. */
    static final int MOST_PARTS = 512;

    /** How many rows a search reads again; then it says how far it came. */
    private static final int MOST_READ = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventIndex.class);
    private static final int COLUMNS = Column.values().length;

    private final TenantId tenant;
    private final RowSource reader;
    private final int mostParts;
    private final int mostWords;
    private final ReentrantLock adding = new ReentrantLock();
    // Another one takes its place when words are given new numbers; read after the head, so that what is below the head
    // is in it.
    private volatile Made made;
    private volatile long head = -1;
    private volatile boolean building;
    private volatile boolean failed;

    /** An index of that tenant, of which nothing is made yet. */
    public EventIndex(TenantId tenant, RowSource reader) {
        this(tenant, reader, MOST_PARTS, Words.MOST);
    }

    EventIndex(TenantId tenant, RowSource reader, int mostParts, int mostWords) {
        this.tenant = tenant;
        this.reader = reader;
        this.mostParts = mostParts;
        this.mostWords = mostWords;
        Words[] words = new Words[COLUMNS];
        Arrays.setAll(words, i -> new Words(mostWords));
        this.made = new Made(words, Map.of());
    }

    /** Words with the parts that are written in their numbers. */
    private static final class Made {
        private final Words[] words;
        private final Map<Long, Part> parts;

        Made(Words[] words, Map<Long, Part> parts) {
            this.words = words;
            this.parts = new ConcurrentHashMap<>(parts);
        }
    }

    private static final class Part {
        private final long[] times;
        private final int[][] numbers;
        private volatile int count;

        Part() {
            this(new long[PART], new int[COLUMNS][PART], 0);
        }

        private Part(long[] times, int[][] numbers, int count) {
            this.times = times;
            this.numbers = numbers;
            this.count = count;
        }

        /** The same in other words; of columns whose words stay, the arrays too. */
        Part in(Words[] after, Words[] before) {
            int[][] next = numbers.clone();
            for (int c = 0; c < COLUMNS; c++) {
                if (after[c] != before[c]) {
                    next[c] = new int[PART];
                    for (int i = 0; i < count; i++) {
                        int number = numbers[c][i];
                        next[c][i] = number == Words.FURTHER ? number : after[c].number(before[c].word(number));
                    }
                }
            }
            return new Part(times, next, count);
        }
    }

    /**
     * What was found.
     *
     * @param rows the newest first
     * @param reached the lowest sequence that was looked at; where to go on from
     * @param whole whether nothing below {@code reached} is left to look at
     */
    public record Found(List<FeedRow> rows, long reached, boolean whole) {
        public Found {
            rows = List.copyOf(rows);
        }
    }

    /** The sequence after the newest row. */
    public long head() {
        return Math.max(0, head);
    }

    /** Takes in what was written since somebody looked last. */
    public void catchUp() {
        long count = reader.count(tenant);
        if (count <= head && !failed) {
            return;
        }
        long rest = -1;
        adding.lock();
        try {
            if (head < 0) {
                head = Math.max(0, (count - 1) / PART * PART);
                rest = toBuild();
            } else if (failed && !building) {
                rest = toBuild();
            }
            while (head < count) {
                List<FeedRow> rows = reader.rows(tenant, head, (int) Math.min(RowSource.PAGE, count - head));
                if (rows.isEmpty()) {
                    return;
                }
                rows.forEach(this::append);
                if (made.parts.remove((head - 1) / PART - mostParts) != null) {
                    renew();
                }
            }
        } finally {
            adding.unlock();
            if (rest > 0) {
                startBuilding(rest); // now, so that it takes no time from whoever waits for the newest
            }
        }
    }

    /** Where a column's words are full, those that only rows had that fell out make room. */
    private void renew() {
        Made before = made;
        if (building || Arrays.stream(before.words).noneMatch(Words::isFull)) {
            return;
        }
        Words[] words = before.words.clone();
        for (int c = 0; c < COLUMNS; c++) {
            if (words[c].isFull()) {
                words[c] = new Words(mostWords);
            }
        }
        Map<Long, Part> parts = new HashMap<>();
        before.parts.forEach((number, part) -> parts.put(number, part.in(words, before.words)));
        made = new Made(words, parts);
    }

    private void append(FeedRow row) {
        Part part = made.parts.computeIfAbsent(row.sequence() / PART, n -> new Part());
        fill(part, row);
        head = row.sequence() + 1;
    }

    private void fill(Part part, FeedRow row) {
        int at = (int) (row.sequence() % PART);
        part.times[at] = row.timeMillis();
        for (int c = 0; c < COLUMNS; c++) {
            part.numbers[c][at] = made.words[c].number(row.values().get(c));
        }
        part.count = at + 1;
    }

    /** How many parts below the head are to be made; from now on nobody takes what is there for the whole. */
    private long toBuild() {
        long newest = head / PART;
        failed = false;
        building = newest > 0;
        return newest;
    }

    private void startBuilding(long newest) {
        Thread.ofPlatform().name("sallyport-feed-index").daemon(true).start(() -> build(newest));
    }

    private void build(long newest) {
        try {
            for (long number = newest - 1; number >= 0 && number > newest - mostParts; number--) {
                if (made.parts.containsKey(number)) {
                    continue; // made before something failed
                }
                Part part = new Part();
                for (long from = number * PART; from < (number + 1) * PART; from += RowSource.PAGE) {
                    List<FeedRow> rows =
                            reader.rows(tenant, from, (int) Math.min(RowSource.PAGE, (number + 1) * PART - from));
                    adding.lock();
                    try {
                        rows.forEach(row -> fill(part, row));
                    } finally {
                        adding.unlock();
                    }
                }
                made.parts.put(number, part);
            }
        } catch (RuntimeException e) {
            // The thread's root: what is indexed stays, and whoever looks next has the rest made; a store that closes
            // ends here too.
            failed = true;
            LOG.warn("the rest of the events of {} is not indexed yet; it is tried again", tenant, e);
        } finally {
            building = false;
        }
    }

    /** Whether older rows are still being taken in. */
    public boolean isBuilding() {
        return building;
    }

    /** The newest wanted rows below that sequence, up to a number of them. */
    public Found search(FeedQuery query, long before, int limit) {
        long top = Math.min(head(), before);
        Made now = made;
        // A part that comes while we look may hold words the sieve has not seen: it counts as not there yet.
        Set<Long> there = Set.copyOf(now.parts.keySet());
        Sieve sieve = Sieve.of(query, now.words);
        boolean closed = sieve.isClosed();
        List<FeedRow> rows = new ArrayList<>(Math.min(limit, 200));
        int read = 0;
        long at = top;
        while (at > 0 && rows.size() < limit) {
            Part part = there.contains((at - 1) / PART) ? now.parts.get((at - 1) / PART) : null;
            if (part == null) {
                return new Found(rows, at, !building && !failed);
            }
            int i = (int) ((at - 1) % PART);
            for (; i >= 0 && rows.size() < limit; i--, at--) {
                if (closed || i >= part.count || !sieve.passes(part.times[i], part.numbers, i)) {
                    continue;
                }
                if (!Sieve.isBlurred(part.numbers, i)) {
                    rows.add(row(now.words, part, i, at - 1));
                } else if (read == MOST_READ) {
                    return new Found(rows, at, false);
                } else {
                    read++;
                    reader.rows(tenant, at - 1, 1).stream()
                            .filter(query::matches)
                            .forEach(rows::add);
                }
            }
        }
        return new Found(rows, at, at == 0);
    }

    private static FeedRow row(Words[] words, Part part, int at, long sequence) {
        List<String> values = new ArrayList<>(COLUMNS);
        for (int c = 0; c < COLUMNS; c++) {
            values.add(words[c].word(part.numbers[c][at]));
        }
        return new FeedRow(sequence, part.times[at], values);
    }
}
