package dev.sallyport.govern.telemetry;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.govern.telemetry.Shape.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Everything that telemetry can say, and nothing else. The one table from which batches are checked before they leave and when they arrive,
 * {@code spec/telemetry/schema.json} is written, and the data-handling document is written.
 */
public final class Schema {
    /** The name of the format. */
    public static final String FORMAT = "sallyport-telemetry-1";

    /** The greatest batch, in bytes. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final long COUNT = 1_000_000_000L;
    private static final int MOST_TOOLS = 64;
    private static final int MOST_SHIELDS = 64;
    private static final int MOST_EVENTS = 512;

    /** Events sent by themselves in one window. */
    static final int MOST_SINGLES = 200;

    private static final double HUNDRED = 100;

    private static final Shape COUNTED = new Shape.Whole(COUNT);
    private static final Shape MICROS = new Shape.Whole(Latencies.MOST_MICROS);
    private static final Field TOOL = field("tool", text(Kind.TOOL), "name of the tool, from a closed list");
    private static final Field SHIELD = field("shield", text(Kind.SHIELD), "the shield's name and version");
    private static final Field VERDICT =
            field("verdict", text(Kind.VERDICT), "what the shield said: block, warn or allow");
    private static final Field CATEGORY =
            field("category", text(Kind.CATEGORY), "what kind of pattern triggered it, from a closed list");

    private static final Shape CALLS = new Shape.Rows(
            MOST_TOOLS, true, List.of(TOOL, field("count", COUNTED, "tool calls of that name that were intercepted")));
    private static final Shape LATENCY = new Shape.Rows(
            MOST_SHIELDS,
            true,
            List.of(
                    SHIELD,
                    field("count", COUNTED, "how often it ran"),
                    field("p50_us", MICROS, "latency that half of the runs did not exceed, microseconds"),
                    field("p95_us", MICROS, "the same for 95 of 100 runs"),
                    field("p99_us", MICROS, "the same for 99 of 100 runs")));

    private static final List<Field> WEEK = List.of(
            field("week", text(Kind.WEEK), "the ISO week that ended"),
            field("calls", CALLS, "tool calls intercepted, by tool"),
            field(
                    "events",
                    new Shape.Rows(
                            MOST_EVENTS,
                            true,
                            List.of(SHIELD, VERDICT, field("count", COUNTED, "events of that shield"))),
                    "shield events, by shield and verdict"),
            field(
                    "false_positives",
                    new Shape.Rows(
                            MOST_SHIELDS, true, List.of(SHIELD, field("count", COUNTED, "findings you flagged"))),
                    "findings that you flagged as wrong, by shield"),
            field("latency", LATENCY, "latency of shields over the week"),
            field("novel", COUNTED, "events of patterns that no corpus holds"));

    private static final List<Field> SINGLE = List.of(
            field("time", text(Kind.SECOND), "when, UTC, to the second"),
            field("reason", text(Kind.REASON), "why it is sent by itself: you flagged it, or the pattern is new"),
            SHIELD,
            VERDICT,
            CATEGORY,
            new Field("confidence", new Shape.Share(), false, "how sure the shield was, 0 to 1, if it says"),
            field("latency_us", MICROS, "from invocation to verdict, microseconds"),
            TOOL,
            field("session", text(Kind.UUID), "a random number for the conversation, changed every day"));

    private static final List<Field> BATCH = List.of(
            field("schema", text(Kind.FORMAT), "the name of this format"),
            field("customer", text(Kind.UUID), "a random number for your install, made when telemetry is switched on"),
            field("window", text(Kind.WINDOW), "the quarter of an hour that was counted, UTC"),
            field("calls", CALLS, "tool calls intercepted, by tool"),
            field(
                    "events",
                    new Shape.Rows(
                            MOST_EVENTS,
                            true,
                            List.of(SHIELD, VERDICT, CATEGORY, field("count", COUNTED, "events of that kind"))),
                    "shield events, by shield, verdict and category"),
            field("latency", LATENCY, "latency of shields"),
            field(
                    "singles",
                    new Shape.Rows(MOST_SINGLES, false, SINGLE),
                    "events sent by themselves: flagged as false positives, or of new patterns"),
            new Field("week", new Shape.One(WEEK), false, "totals of a week, once, after it ended"));

    private Schema() {}

    private static Field field(String name, Shape shape, String says) {
        return new Field(name, shape, true, says);
    }

    private static Shape text(Kind kind) {
        return new Shape.Text(kind);
    }

    /** The members of a batch. */
    static List<Field> batch() {
        return BATCH;
    }

    /** Every member by its path, for example {@code singles[].tool}, with what it is. */
    public static SequencedMap<String, String> paths() {
        SequencedMap<String, String> out = new LinkedHashMap<>();
        paths("", BATCH, out);
        return out;
    }

    private static void paths(String before, List<Field> fields, Map<String, String> out) {
        for (Field field : fields) {
            String path = before + field.name();
            out.put(path, field.says());
            switch (field.shape()) {
                case Shape.Rows rows -> paths(path + "[].", rows.fields(), out);
                case Shape.One one -> paths(path + ".", one.fields(), out);
                case Shape.Text text -> {}
                case Shape.Whole whole -> {}
                case Shape.Share share -> {}
            }
        }
    }

    /** The first thing about the batch that the table does not allow, naming the member and never its value. */
    public static Optional<String> fault(JsonObject batch) {
        return object("", BATCH, batch);
    }

    private static Optional<String> object(String at, List<Field> fields, Json value) {
        if (!(value instanceof JsonObject object)) {
            return Optional.of(at + " is no object");
        }
        int known = 0;
        for (Field field : fields) {
            Json member = object.get(field.name());
            if (member == null) {
                if (field.required()) {
                    return Optional.of(at + field.name() + " is missing");
                }
                continue;
            }
            known++;
            Optional<String> fault = check(at + field.name(), field.shape(), member);
            if (fault.isPresent()) {
                return fault;
            }
        }
        // The unknown name is not repeated: it may be what must not be told.
        return known == object.members().size()
                ? Optional.empty()
                : Optional.of((at.isEmpty() ? "the batch" : at) + " holds a member that is not in the schema");
    }

    private static Optional<String> check(String at, Shape shape, Json value) {
        return switch (shape) {
            case Shape.Text text ->
                unless(value instanceof JsonString s && text.kind().accepts(s.value()), at);
            case Shape.Whole whole -> unless(value instanceof JsonNumber n && isWhole(n, whole.most()), at);
            case Shape.Share share -> unless(value instanceof JsonNumber n && isShare(n.value()), at);
            case Shape.Rows rows -> rows(at, rows, value);
            case Shape.One one -> object(at + ".", one.fields(), value);
        };
    }

    private static Optional<String> unless(boolean good, String at) {
        return good ? Optional.empty() : Optional.of(at + " is not what the schema allows there");
    }

    private static boolean isWhole(JsonNumber number, long most) {
        return number.isInteger() && number.value() >= 0 && number.value() <= most;
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1 && Math.rint(value * HUNDRED) / HUNDRED == value;
    }

    private static Optional<String> rows(String at, Shape.Rows rows, Json value) {
        if (!(value instanceof JsonArray array) || array.items().size() > rows.most()) {
            return Optional.of(at + " is no list of up to " + rows.most() + " rows");
        }
        List<byte[]> keys = new ArrayList<>();
        for (Json item : array.items()) {
            Optional<String> fault = object(at + "[].", rows.fields(), item);
            if (fault.isPresent()) {
                return fault;
            }
            keys.add(CanonicalForm.of(rows.unique() ? key(rows, (JsonObject) item) : item, Scheme.SALLYPORT_JCS_2));
        }
        // An order of one's choice would be a way to tell something.
        for (int i = 1; i < keys.size(); i++) {
            int order = Arrays.compareUnsigned(keys.get(i - 1), keys.get(i));
            if (order > 0 || (order == 0 && rows.unique())) {
                return Optional.of(at + " is not in order, or a row stands twice");
            }
        }
        return Optional.empty();
    }

    /** What makes a row the only one of its kind: its texts. */
    private static JsonObject key(Shape.Rows rows, JsonObject row) {
        JsonObject.Builder key = JsonObject.builder();
        for (Field field : rows.fields()) {
            Json value = row.get(field.name());
            if (field.shape() instanceof Shape.Text && value != null) {
                key.put(field.name(), value);
            }
        }
        return key.build();
    }
}
