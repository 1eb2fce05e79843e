package dev.sallyport.govern.telemetry;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Ran;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Counts what shields did in windows of 15 minutes and in weeks, and makes the batch of a window that ended. Time comes with what is counted
 * or with {@link #close}; it never goes back: what is reported late counts in the window that is open. Not thread-safe.
 */
public final class Aggregator {
    private static final long MICRO = 1_000;
    private static final long SECOND = 1_000;
    private static final double HUNDRED = 100;
    private static final Comparator<Finding> WORST = Comparator.comparing(Finding::verdict)
            .thenComparingDouble(f -> f.confidence().orElse(1))
            .thenComparing(Finding::category);

    private final CustomerId customer;
    private final Vocabulary vocabulary;
    private final Sessions sessions;
    private Window window;
    private Counts counts = new Counts();
    private Counts week = new Counts();
    private Optional<JsonObject> weekThatEnded = Optional.empty();
    private long refused;

    /**
     * One that begins now.
     *
     * @param random makes the numbers of conversations
     */
    public Aggregator(CustomerId customer, Vocabulary vocabulary, Supplier<UUID> random, long nowMillis) {
        this.customer = customer;
        this.vocabulary = vocabulary;
        this.sessions = new Sessions(random);
        this.window = Window.at(nowMillis);
    }

    /** A batch that may leave. */
    public record Batch(Window window, byte[] bytes) {}

    /** Counts a tool call. */
    public void intercepted(String tool) {
        String word = ToolWord.of(tool);
        counts.call(word);
        week.call(word);
    }

    /** Counts what shields found: one event for each shield that found something, named by the worst of it. */
    public void fired(Fired fired) {
        for (Ran ran : fired.ran()) {
            String shield = ran.shield().wire();
            if (!vocabulary.knows(ran.shield())) {
                refused++;
            } else if (ran.assessed()) {
                counts.latency(shield, ran.nanos() / MICRO);
                week.latency(shield, ran.nanos() / MICRO);
                ran.findings().stream().max(WORST).ifPresent(worst -> {
                    Category category = vocabulary.word(ran.shield(), worst.category());
                    counts.event(shield, worst.verdict().wire(), category.wire());
                    week.event(shield, worst.verdict().wire());
                    if (vocabulary.isNovel(worst.category(), worst.confidence().orElse(0))) {
                        week.novel();
                        counts.single(
                                single("novel_pattern", ran, worst, fired.tool(), fired.session(), fired.timeMillis()));
                    }
                });
            }
        }
    }

    /** Counts a finding that a person called wrong. */
    public void flagged(Flagged flagged) {
        Ran ran = flagged.ran();
        Optional<Finding> worst = ran.findings().stream().max(WORST);
        if (worst.isEmpty() || !vocabulary.knows(ran.shield())) {
            refused++;
            return;
        }
        week.falsePositive(ran.shield().wire());
        counts.single(
                single("false_positive", ran, worst.get(), flagged.tool(), flagged.session(), flagged.timeMillis()));
    }

    private JsonObject single(String reason, Ran ran, Finding finding, String tool, String session, long timeMillis) {
        JsonObject.Builder out = JsonObject.builder()
                .put(
                        "time",
                        Instant.ofEpochMilli(Math.floorDiv(timeMillis, SECOND) * SECOND)
                                .toString())
                .put("reason", reason)
                .put("shield", ran.shield().wire())
                .put("verdict", finding.verdict().wire())
                .put(
                        "category",
                        vocabulary.word(ran.shield(), finding.category()).wire())
                .put("latency_us", Math.clamp(ran.nanos() / MICRO, 0, Latencies.MOST_MICROS))
                .put("tool", ToolWord.of(tool))
                .put("session", sessions.number(session, timeMillis).toString());
        finding.confidence().ifPresent(c -> out.put("confidence", JsonNumber.of(Math.rint(c * HUNDRED) / HUNDRED)));
        return out.build();
    }

    /** Ends every window that is over at that time; the batch of what was counted in it, if anything was. */
    public List<Batch> close(long nowMillis) {
        Window now = Window.at(nowMillis);
        List<Batch> ended = new ArrayList<>();
        if (now.compareTo(window) > 0) {
            if (!counts.isEmpty() || weekThatEnded.isPresent()) {
                batch().ifPresent(ended::add);
            }
            counts = new Counts();
            boolean weekEnded = !now.week().equals(window.week());
            if (weekEnded && !week.isEmpty()) {
                weekThatEnded = Optional.of(week(window.week()));
            }
            if (weekEnded) {
                week = new Counts();
            }
            window = now;
        }
        return ended;
    }

    /** The bytes that would leave if the open window ended now; empty if nothing was counted. */
    public Optional<Batch> open() {
        return counts.isEmpty() && weekThatEnded.isEmpty() ? Optional.empty() : checked(form());
    }

    private Optional<Batch> batch() {
        JsonObject form = form();
        weekThatEnded = Optional.empty();
        return checked(form);
    }

    private JsonObject form() {
        JsonObject.Builder out = JsonObject.builder()
                .put("schema", Schema.FORMAT)
                .put("customer", customer.wire())
                .put("window", window.wire())
                .put("calls", counts.calls())
                .put("events", counts.events())
                .put("latency", counts.latency())
                .put("singles", counts.singles());
        weekThatEnded.ifPresent(w -> out.put("week", w));
        return out.build();
    }

    private JsonObject week(String name) {
        return JsonObject.builder()
                .put("week", name)
                .put("calls", week.calls())
                .put("events", week.weekEvents())
                .put("false_positives", week.falsePositives())
                .put("latency", week.latency())
                .put("novel", week.novelCount())
                .build();
    }

    /** Only what passes the boundary and then the schema becomes bytes. */
    private Optional<Batch> checked(JsonObject form) {
        Optional<Boundary.Passed> passed = Boundary.strip(form);
        refused += passed.map(Boundary.Passed::stripped).orElse(1);
        return passed.map(Boundary.Passed::batch)
                .filter(b -> Schema.fault(b).isEmpty())
                .map(b -> new Batch(window, CanonicalForm.of(b, Scheme.SALLYPORT_JCS_2)));
    }

    /** How much was not counted or sent: too much of it, not listed, or stripped. Stays here. */
    public long refused() {
        return refused + counts.lost() + week.lost();
    }

    /** What must outlive the process; it holds words and counts only, and nothing that leads back to a conversation's name. */
    public JsonObject kept() {
        JsonObject.Builder out = JsonObject.builder()
                .put("customer", customer.wire())
                .put("window", window.number())
                .put("counts", counts.kept())
                .put("week", week.kept());
        weekThatEnded.ifPresent(w -> out.put("ended", w));
        return out.build();
    }

    /** Goes on where the state was written, if it is of the same customer. */
    public void resume(JsonObject kept) {
        if (kept.get("customer") instanceof JsonString of
                && of.value().equals(customer.wire())
                && kept.get("window") instanceof JsonNumber number
                && number.value() <= window.number()) {
            window = new Window((long) number.value());
            counts = kept.get("counts") instanceof JsonObject c ? Counts.of(c) : new Counts();
            week = kept.get("week") instanceof JsonObject w ? Counts.of(w) : new Counts();
            weekThatEnded = kept.get("ended") instanceof JsonObject e ? Optional.of(e) : Optional.empty();
        }
    }
}
