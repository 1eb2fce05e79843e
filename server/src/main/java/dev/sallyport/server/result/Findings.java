package dev.sallyport.server.result;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.server.finding.Acceptance;
import dev.sallyport.server.finding.CodeFinding;
import dev.sallyport.server.finding.Level;
import dev.sallyport.server.finding.Seen;
import dev.sallyport.server.finding.Standing;
import dev.sallyport.server.http.Problem;
import dev.sallyport.store.result.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Code findings, as scanners' files were handed in, and what people accepted of them. Thread-safe. */
public final class Findings {
    /** How many imports of one source are kept; the newest holds all that is known. */
    public static final int MOST_IMPORTS = 3;

    /** How many acceptances of one source are kept; one that leaves is as if it had ended. */
    public static final int MOST_ACCEPTANCES = 500;

    private static final String KIND = "findings";
    private static final String ACCEPTED = "finding-acceptance";
    private static final byte[] DOMAIN = Sha256.domain("sallyport/findings/1");

    private final Handing handing;

    /** Over what was handed in. */
    public Findings(Handing handing) {
        this.handing = handing;
    }

    /** How a finding stands, as people sort them. */
    public enum State {
        /** The newest import found it first. */
        NEW,
        /** An import before the newest found it, too. */
        OPEN,
        /** Somebody accepted it, until a time that is to come. */
        ACCEPTED,
        /** The newest import of its source does not find it. */
        GONE;

        /** As the API writes it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of that word. */
        public static Optional<State> byWire(String word) {
            for (State state : values()) {
                if (state.wire().equals(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * A finding as it stands.
     *
     * @param acceptance the newest of it, whether or not it still holds
     */
    public record Row(String source, Seen seen, State state, Optional<Acceptance> acceptance) {
        /** What was found. */
        public CodeFinding finding() {
            return seen.finding();
        }
    }

    /**
     * A source with its findings.
     *
     * @param receipt the id of the receipt of the newest import
     * @param rows those that are found before those that are gone, and of those the worst first
     */
    public record Source(String name, String revision, long atMillis, String receipt, List<Row> rows) {
        public Source {
            rows = List.copyOf(rows);
        }

        /** How many are of that level and stand so. */
        public long count(State state, Optional<Level> level) {
            return rows.stream()
                    .filter(row -> row.state() == state)
                    .filter(row -> level.isEmpty() || row.finding().level() == level.get())
                    .count();
        }
    }

    /**
     * What was handed in.
     *
     * @param again whether it is what the newest import of the source was
     */
    public record Taken(Source source, boolean again) {}

    /**
     * What an import is of.
     *
     * @param source the scanner's name, as {@link #requireName} takes it
     * @param revision what was scanned; empty if nobody says
     * @param bytes the file as it came
     */
    @SuppressWarnings("ArrayRecordComponent") // read once
    public record Import(String source, String revision, byte[] bytes, List<CodeFinding> found) {
        private String digest() {
            return Hex.of(Sha256.of(DOMAIN, (revision + "\n").getBytes(StandardCharsets.UTF_8), bytes));
        }
    }

    /**
     * @throws Problem 400 {@code bad_query} if that can't name a source or a revision
     */
    public static String requireName(String what, String name) {
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9._:-]{0,79}")) {
            throw new Problem(
                    400,
                    "bad_query",
                    "`" + what + "` takes 1 to 80 letters, digits and . _ : -, the first of them a letter or a digit");
        }
        return name;
    }

    /**
     * Takes an import in: what it finds is found, and what it does not find is gone.
     *
     * @throws Problem 400 {@code wrong_form} if the findings' texts are too long together, 409 {@code results_full} or {@code conflict}, 503
     */
    public Taken take(Actor actor, Import found) {
        String run = "imp_" + handing.ids().next();
        String digest = found.digest();
        Handing.Wanted wanted = new Handing.Wanted(actor, "hand_in_findings", KIND, found.source(), MOST_IMPORTS);
        Handing.Taken taken = handing.take(
                wanted,
                run,
                digest,
                newest ->
                        newest.filter(before -> before.digest().equals(digest)).isPresent()
                                ? Optional.empty()
                                : Optional.of(document(newest, run, digest, found)));
        return new Taken(source(actor.tenant(), taken.result()), taken.again());
    }

    private Handing.Document document(Optional<Result> newest, String run, String digest, Import found) {
        Standing before = newest.map(result -> Standing.parse(result.body())).orElse(Standing.NOTHING);
        // Never the moment of the import before, for that is what tells new findings.
        long now = Math.max(handing.clock().millis(), before.atMillis() + 1);
        byte[] body = before.after(found.found(), found.revision(), now).bytes();
        if (body.length > Result.MOST_BYTES) {
            throw new Problem(
                    400,
                    "wrong_form",
                    "the findings take " + body.length + " bytes, the limit is " + Result.MOST_BYTES
                            + "; hand in the levels that matter, or under several sources");
        }
        JsonObject told = JsonObject.builder()
                .put("revision", found.revision())
                .put("findings", found.found().size())
                .build();
        return new Handing.Document(run, digest, body, told);
    }

    /** The sources with their findings, by name. */
    public List<Source> sources(TenantId tenant) {
        return handing.results().names(tenant, KIND).stream()
                .flatMap(name -> source(tenant, name).stream())
                .toList();
    }

    /** One source. */
    public Optional<Source> source(TenantId tenant, String name) {
        return handing.results().newest(tenant, KIND, name, 1).stream()
                .findFirst()
                .map(result -> source(tenant, result));
    }

    private Source source(TenantId tenant, Result result) {
        Standing standing = Standing.parse(result.body());
        Map<String, Acceptance> accepted = new HashMap<>();
        handing.results()
                .newest(tenant, ACCEPTED, result.name(), MOST_ACCEPTANCES)
                .forEach(each -> {
                    Acceptance acceptance = Acceptance.parse(each.body());
                    accepted.putIfAbsent(acceptance.finding(), acceptance);
                });
        long now = handing.clock().millis();
        List<Row> rows = new ArrayList<>();
        for (Seen seen : standing.all()) {
            Optional<Acceptance> acceptance =
                    Optional.ofNullable(accepted.get(seen.finding().id()));
            boolean holds = acceptance.filter(one -> one.holdsAt(now)).isPresent();
            State state =
                    seen.isGone() ? State.GONE : holds ? State.ACCEPTED : standing.isNew(seen) ? State.NEW : State.OPEN;
            rows.add(new Row(result.name(), seen, state, acceptance));
        }
        rows.sort(Comparator.comparing((Row row) -> row.seen().isGone())
                .thenComparing(row -> row.finding().level())
                .thenComparing(Row::state)
                .thenComparing(row -> row.finding().uri())
                .thenComparingLong(row -> row.finding().line()));
        return new Source(result.name(), standing.revision(), standing.atMillis(), result.receipt(), rows);
    }

    /** The finding of that id. */
    public Optional<Row> finding(TenantId tenant, String id) {
        // One source at a time: all of them together are much memory for one finding.
        return handing.results().names(tenant, KIND).stream()
                .flatMap(name -> source(tenant, name).stream())
                .flatMap(source -> source.rows().stream())
                .filter(row -> row.finding().id().equals(id))
                .findFirst();
    }

    /**
     * Accepts a finding for some days, instead of whatever was accepted of it before.
     *
     * @param days 0, which ends an acceptance, to {@value Acceptance#MOST_DAYS}
     * @return the id of the receipt
     * @throws Problem 400 {@code wrong_form}, 404 {@code no_such_finding}, 409, 503
     */
    public String accept(Actor actor, String id, String why, long days) {
        Row row = finding(actor.tenant(), id).orElseThrow(() -> new Problem(404, "no_such_finding", "no such finding"));
        if (row.seen().isGone()) {
            throw new Problem(
                    409, "finding_gone", "the newest import does not find it any more; there is nothing to accept");
        }
        if (days < 0 || days > Acceptance.MOST_DAYS) {
            throw new Problem(
                    400, "wrong_form", "`days` takes 0, which ends an acceptance, to " + Acceptance.MOST_DAYS);
        }
        long until = handing.clock().millis() + Duration.ofDays(days).toMillis();
        Acceptance acceptance;
        try {
            acceptance = new Acceptance(id, why, actor.name(), until);
        } catch (IllegalArgumentException e) {
            throw new Problem(400, "wrong_form", String.valueOf(e.getMessage()));
        }
        byte[] body = acceptance.bytes();
        String digest = Hex.of(Sha256.of(DOMAIN, body));
        String run = "acc_" + handing.ids().next();
        JsonObject told = JsonObject.builder()
                .put("finding", id)
                .put("why", why)
                .put("until", Instant.ofEpochMilli(until).toString())
                .build();
        Handing.Wanted wanted = new Handing.Wanted(actor, "accept_finding", ACCEPTED, row.source(), MOST_ACCEPTANCES);
        return handing.take(wanted, run, digest, newest -> Optional.of(new Handing.Document(run, digest, body, told)))
                .result()
                .receipt();
    }
}
