package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.finding.CodeFinding;
import dev.sallyport.server.finding.Level;
import dev.sallyport.server.finding.Sarif;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.result.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Code findings: operators and analysts hand scanners' files in, everybody who watches reads them, operators accept one for a while. */
final class FindingRoutes {
    private static final int MOST = 2_000;
    private static final int USUAL = 200;

    private final Findings findings;
    private final Access access;
    private final Input input;

    FindingRoutes(ApiParts parts) {
        this.findings = parts.controls().findings();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
    }

    Reply submit(Exchange exchange) {
        Caller caller = SocRoutes.watcher(access, exchange);
        Findings.Import given = Input.document(exchange, Sarif.MOST_BYTES, bytes -> {
            String source = exchange.query("source").orElse("");
            List<CodeFinding> found = Sarif.read(source, bytes);
            Findings.requireName("source", source);
            String revision = exchange.query("revision")
                    .map(name -> Findings.requireName("revision", name))
                    .orElse("");
            return new Findings.Import(source, revision, bytes, found);
        });
        Findings.Taken taken = findings.take(caller.actor(), given);
        return Reply.json(taken.again() ? 200 : 201, row(taken.source()));
    }

    Reply list(Exchange exchange) {
        TenantId tenant = SocRoutes.watcher(access, exchange).tenant();
        int limit = (int) exchange.query("limit", 1, MOST, USUAL);
        Optional<Level> level = word(exchange, "level", Level::byWire, "error, warning, note or none");
        Optional<Findings.State> state = word(exchange, "state", Findings.State::byWire, "new, open, accepted or gone");
        Optional<String> named = exchange.query("source");
        List<Findings.Source> sources = named.map(
                        name -> findings.source(tenant, name).stream().toList())
                .orElseGet(() -> findings.sources(tenant));
        List<Json> heads = new ArrayList<>();
        List<Json> rows = new ArrayList<>();
        boolean more = false;
        for (Findings.Source source : sources) {
            heads.add(row(source));
            for (Findings.Row one : source.rows()) {
                boolean wanted = (level.isEmpty() || one.finding().level() == level.get())
                        && (state.isEmpty() || one.state() == state.get());
                more |= wanted && rows.size() == limit;
                if (wanted && rows.size() < limit) {
                    rows.add(row(one));
                }
            }
        }
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("sources", new JsonArray(heads))
                        .put("findings", new JsonArray(rows))
                        .put("more", more)
                        .build());
    }

    private static <T> Optional<T> word(
            Exchange exchange, String name, Function<String, Optional<T>> byWire, String words) {
        Optional<String> given = exchange.query(name);
        Optional<T> value = given.flatMap(byWire);
        if (given.isPresent() && value.isEmpty()) {
            throw new Problem(400, "bad_query", "`" + name + "` takes " + words);
        }
        return value;
    }

    Reply one(Exchange exchange) {
        TenantId tenant = SocRoutes.watcher(access, exchange).tenant();
        return Reply.json(200, row(Input.found(findings.finding(tenant, exchange.path("id")), "finding")));
    }

    /** What is missing here is refused where the finding is known, for an unknown one is unknown whatever is said of it. */
    private record Accepting(String why, long days) {
        private static final long UNSAID = -1;

        static Accepting of(Fields body) {
            return new Accepting(
                    body.optionalText("why").orElse(""),
                    body.whole().get("days") == null ? UNSAID : body.integer("days"));
        }
    }

    Reply accept(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        String id = exchange.path("id");
        Accepting accepting = input.read(exchange, Accepting::of);
        String receipt = findings.accept(operator.actor(), id, accepting.why(), accepting.days());
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("finding_id", id)
                        .put("receipt_id", receipt)
                        .build());
    }

    private static JsonObject row(Findings.Source source) {
        JsonObject.Builder out = JsonObject.builder()
                .put("source", source.name())
                .put("revision", source.revision())
                .put("handed_in_at", DecisionForm.time(source.atMillis()))
                .put("receipt_id", source.receipt());
        for (Findings.State state : Findings.State.values()) {
            JsonObject.Builder levels = JsonObject.builder();
            for (Level level : Level.values()) {
                levels.put(level.wire(), source.count(state, Optional.of(level)));
            }
            out.put(state.wire(), levels.build());
        }
        return out.build();
    }

    private static JsonObject row(Findings.Row one) {
        CodeFinding found = one.finding();
        JsonObject.Builder out = JsonObject.builder()
                .put("finding_id", found.id())
                .put("source", one.source())
                .put("state", one.state().wire())
                .put("level", found.level().wire())
                .put("rule", found.rule())
                .put("message", found.message())
                .put("uri", found.uri())
                .put("line", found.line())
                .put("first_seen_at", DecisionForm.time(one.seen().firstMillis()))
                .put("first_revision", one.seen().firstRevision());
        one.acceptance()
                .ifPresent(acceptance -> out.put(
                        "acceptance",
                        JsonObject.builder()
                                .put("why", acceptance.why())
                                .put("by", acceptance.by())
                                .put("until", DecisionForm.time(acceptance.untilMillis()))
                                .build()));
        return out.build();
    }
}
