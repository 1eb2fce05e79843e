package dev.sallyport.server.console;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.feed.Column;
import dev.sallyport.server.feed.EventIndex;
import dev.sallyport.server.feed.FeedQuery;
import dev.sallyport.server.feed.FeedRow;
import dev.sallyport.server.feed.RowReader;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The feed: its page with the newest rows in it, the rows a script asks for, and the stream of what comes. */
final class FeedPages {
    private static final String PATH = "/console/feed";
    private static final int FIRST = 60;
    private static final int MOST = 1_000;
    /** How many tenants' indexes are kept, a hundred megabytes each at most; another is made again when somebody looks. */
    private static final int MOST_INDEXES = 16;

    private final Console.Parts parts;
    private final Doors doors;
    private final RowReader reader;
    private final FeedStream stream;
    private final SavedSearches saved;
    /** The last used one last; guarded by itself. */
    private final Map<TenantId, EventIndex> indexes = new LinkedHashMap<>(MOST_INDEXES, 0.75f, true);

    FeedPages(Console.Parts parts, Doors doors, SavedSearches saved) {
        this.parts = parts;
        this.doors = doors;
        this.saved = saved;
        this.reader = new RowReader(parts.records(), parts.journal());
        this.stream = new FeedStream(parts.records(), reader);
    }

    EventIndex index(TenantId tenant) {
        EventIndex index;
        synchronized (indexes) {
            index = indexes.computeIfAbsent(tenant, t -> new EventIndex(t, reader));
            if (indexes.size() > MOST_INDEXES) {
                indexes.remove(indexes.keySet().iterator().next());
            }
        }
        index.catchUp();
        return index;
    }

    private FeedQuery query(Exchange exchange) {
        try {
            return FeedQuery.parse(exchange.query("q").orElse(""), parts.clock().millis());
        } catch (IllegalArgumentException e) {
            throw new Problem(400, "bad_query", String.valueOf(e.getMessage()));
        }
    }

    Reply page(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        Optional<String> pinned = saved.pinned(person.get());
        boolean bare = Stream.of("q", "c", "s", "all")
                .noneMatch(name -> exchange.query(name).isPresent());
        if (bare && pinned.filter(q -> !q.isBlank()).isPresent()) {
            return Html.to(SavedSearches.path(pinned.get()), Map.of());
        }
        FeedQuery query = query(exchange);
        EventIndex index = index(person.get().approver().tenant());
        EventIndex.Found found = index.search(query, Long.MAX_VALUE, FIRST);
        StringBuilder out = new StringBuilder(32_768);
        bar(query, out);
        saved.list(person.get(), out);
        out.append(
                        "<ul class=\"chips\" aria-label=\"Filters\"></ul>\n<div class=\"split\">"
                                + "<div class=\"feed\" id=\"feed\" role=\"grid\" tabindex=\"0\" aria-label=\"Events, the newest first\"")
                .append(pinned.isPresent() ? " data-pinned=\"yes\">" : ">");
        head(out);
        out.append("<div class=\"rows\" role=\"rowgroup\">");
        if (found.rows().isEmpty()) {
            out.append("</div></div>");
            out.append(empty(query, index));
        } else {
            out.append("<noscript>");
            found.rows().forEach(row -> line(row, out));
            out.append("</noscript></div></div>");
        }
        out.append("<aside class=\"panel peek\" id=\"peek\" aria-label=\"Event\" hidden></aside></div>\n");
        saved.form(person.get(), query.text(), out);
        return Frame.of(person.get(), exchange, Screen.FEED).wide("Feed", "feed", out.toString());
    }

    private static void bar(FeedQuery query, StringBuilder out) {
        out.append("<div class=\"bar\"><form class=\"query\" method=\"get\" action=\"" + PATH + "\" role=\"search\">"
                        + "<input type=\"search\" name=\"q\" aria-label=\"Filter\" autocomplete=\"off\" spellcheck=\"false\""
                        + " placeholder=\"tool:github -decision:allow since:1h merge*\" value=\"")
                .append(Html.of(query.text()))
                .append(
                        "\"><button>Filter</button></form><span class=\"status\" id=\"status\" role=\"status\"></span></div>\n");
    }

    private static void head(StringBuilder out) {
        out.append("<div role=\"rowgroup\"><div class=\"head\" role=\"row\">"
                + "<div class=\"cell\" role=\"columnheader\" data-column=\"time\">time (UTC)</div>");
        for (Column column : Column.values()) {
            out.append("<div class=\"cell\" role=\"columnheader\" data-column=\"")
                    .append(column.wire())
                    .append("\">")
                    .append(column.wire())
                    .append("</div>");
        }
        out.append("</div></div>");
    }

    private static void line(FeedRow row, StringBuilder out) {
        out.append("<p>").append(Pages.time(row.timeMillis()));
        row.values().stream()
                .filter(v -> !v.isEmpty())
                .forEach(v -> out.append(" · ").append(Html.of(v)));
        out.append("</p>");
    }

    private static String empty(FeedQuery query, EventIndex index) {
        if (index.head() > 0 && !query.text().isBlank()) {
            return Pages.empty(
                    "No event matches.",
                    "Take a condition away, or look further back; `since:` counts in s, m, h and d.",
                    "tool:github -decision:allow since:1h merge*");
        }
        return Pages.empty(
                "Nothing happened yet.",
                "Each decision, answer and change shows here the moment it is on disk. To see an agent that is attacked:",
                "sallyport demo");
    }

    Reply rows(Exchange exchange) {
        TenantId tenant = doors.person(exchange)
                .orElseThrow(Console::signedOut)
                .approver()
                .tenant();
        FeedQuery query = query(exchange);
        if (exchange.query("from").isPresent()) {
            return missing(exchange, tenant, query);
        }
        EventIndex index = index(tenant);
        int limit = (int) exchange.query("limit", 1, MOST, 200);
        long before = exchange.query("before", 0, Long.MAX_VALUE, Long.MAX_VALUE);
        long head = index.head();
        EventIndex.Found found = index.search(query, Math.min(before, head), limit);
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("columns", columns())
                        .put("rows", json(found.rows()))
                        .put("head", head)
                        .put("reached", found.reached())
                        .put("whole", found.whole())
                        .build());
    }

    /** Rows between two sequences, read from the ledger itself. */
    private Reply missing(Exchange exchange, TenantId tenant, FeedQuery query) {
        long from = exchange.query("from", 0, Long.MAX_VALUE, 0);
        long to = exchange.query("to", from, Long.MAX_VALUE, from);
        int limit = (int) Math.min(MOST, to - from + 1);
        List<FeedRow> read = reader.rows(tenant, from, limit);
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("columns", columns())
                        .put("rows", json(read.stream().filter(query::matches).toList()))
                        .put("next", read.isEmpty() ? from : read.getLast().sequence() + 1)
                        .build());
    }

    private static JsonArray columns() {
        return new JsonArray(Arrays.stream(Column.values())
                .<Json>map(c -> new JsonString(c.wire()))
                .toList());
    }

    static JsonArray json(List<FeedRow> rows) {
        return new JsonArray(rows.stream().<Json>map(FeedRow::json).toList());
    }

    Reply follow(Exchange exchange) {
        Doors.Person person = doors.person(exchange).orElseThrow(Console::signedOut);
        return stream.follow(
                exchange,
                person.approver().tenant(),
                query(exchange),
                () -> parts.serving().getAsBoolean()
                        && doors.person(exchange).filter(p -> p.may(Right.SEE)).isPresent());
    }
}
