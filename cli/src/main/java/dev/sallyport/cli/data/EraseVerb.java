package dev.sallyport.cli.data;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.erasure.Erased;
import dev.sallyport.gate.erasure.ErasureFailed;
import dev.sallyport.gate.erasure.Selection;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.server.wiring.Sources;
import dev.sallyport.server.wiring.Upkeep;
import dev.sallyport.store.sqlite.SqliteStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code erase}: removes payloads (sealed facts, held calls, first answers) and keeps every receipt and proof. Asks the
 * running gateway; if none runs on the data directory, works on the store itself.
 */
@Command
public final class EraseVerb extends DataVerb {
    @Option(
            names = "--decision",
            paramLabel = "ID",
            description = "one decision, with every claim of the same held call")
    private @Nullable String decision;

    @Option(names = "--agent", paramLabel = "KEY", description = "every decision about an agent, by its key or id")
    private @Nullable String agent;

    @Option(
            names = "--before",
            paramLabel = "TIME",
            description = "every decision made before a time such as 2026-11-21T00:00:00Z")
    private @Nullable String before;

    @Option(names = "--reason", paramLabel = "WHY", description = "for the receipt; must not repeat what is erased")
    private String reason = "";

    @Option(
            names = "--tenant",
            paramLabel = "T",
            description = "whose, when no gateway runs (default: default); a gateway goes by the operator key")
    private String tenant = "default";

    /** On that terminal. */
    public EraseVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        int given = (decision == null ? 0 : 1) + (agent == null ? 0 : 1) + (before == null ? 0 : 1);
        if (given != 1) {
            throw Complaint.usage("usage", "erase: give exactly one of --decision, --agent and --before");
        }
        boolean elsewhere =
                !namesData() && terminal().env(Gateways.URL_VARIABLE).isPresent();
        boolean runs = elsewhere
                || Gateways.reach(data())
                        .filter(reach -> new Gateway(reach.url(), Optional.empty()).ready())
                        .isPresent();
        return runs ? asked() : offline();
    }

    private Exit asked() {
        JsonObject.Builder body = JsonObject.builder().put("why", reason);
        if (decision != null) {
            body.put("decision_id", decision);
        } else if (agent != null) {
            body.put("agent", agent);
        } else {
            body.put("before_ms", beforeMillis());
        }
        JsonObject answer = Gateways.find(
                        terminal(), namesData() ? data().path().toString() : null)
                .as(Gateways.operatorKey(terminal()))
                .post("/v1/erasures", body.build())
                .orComplain()
                .object();
        List<String> receipts = answer.get("receipts") instanceof JsonArray all
                ? all.items().stream()
                        .map(r -> r instanceof JsonString s ? s.value() : "")
                        .toList()
                : List.of();
        return report(new Erased(
                number(answer.get("decisions")),
                number(answer.get("waiting")),
                receipts,
                overwriting(answer.get("overwriting"))));
    }

    private Exit offline() {
        refusePostgres("erase", "start a gateway, which does it");
        if (!SqliteStore.exists(data().path())) {
            throw Complaint.usage("no_install", "erase: `" + data().path() + "` holds no install");
        }
        try (Upkeep upkeep = Upkeep.of(data().path(), Sources.system())) {
            TenantId whose = new TenantId(tenant);
            if (!upkeep.knows(whose)) {
                throw Complaint.usage("no_such_tenant", "no tenant `" + tenant + "` has receipts here");
            }
            return report(upkeep.erase(whose, selection(upkeep, whose), reason));
        } catch (ErasureFailed failed) {
            throw Complaint.cannotDecide("journal_unavailable", String.valueOf(failed.getMessage()));
        }
    }

    private Selection selection(Upkeep upkeep, TenantId whose) {
        if (decision != null) {
            DecisionId id = new DecisionId(decision);
            if (!upkeep.knows(whose, id)) {
                throw Complaint.usage("no_such_decision", "erase: no such decision");
            }
            return new Selection.OneDecision(id);
        }
        if (agent != null) {
            return new Selection.OfAgent(upkeep.agent(whose, agent)
                    .orElseThrow(() -> Complaint.usage("no_such_agent", "erase: no such agent")));
        }
        return new Selection.Before(beforeMillis());
    }

    private long beforeMillis() {
        try {
            return OffsetDateTime.parse(String.valueOf(before)).toInstant().toEpochMilli();
        } catch (DateTimeException malformed) {
            throw Complaint.usage(
                    "bad_time",
                    "erase: `" + before + "` is no time: write it like " + Instant.EPOCH + " or with an offset");
        }
    }

    /** A word we don't know is not taken for done. */
    private static Overwriting overwriting(@Nullable Json value) {
        return value instanceof JsonString s
                ? Overwriting.byWire(s.value()).orElse(Overwriting.HELD_UP)
                : Overwriting.HELD_UP;
    }

    private static long number(@Nullable Json value) {
        return value instanceof JsonNumber n ? (long) n.value() : 0;
    }

    private Exit report(Erased erased) {
        row(
                JsonObject.builder()
                        .put("decisions", erased.decisions())
                        .put("waiting", erased.waiting())
                        .put(
                                "receipts",
                                new JsonArray(erased.receipts().stream()
                                        .<Json>map(JsonString::new)
                                        .toList()))
                        .put("overwriting", erased.overwriting().wire())
                        .build(),
                erased.decisions() + " decisions lost their payloads, " + erased.waiting()
                        + " still wait for people or their claim and keep theirs; "
                        + switch (erased.overwriting()) {
                            case DONE -> "the bytes are overwritten; backups made before still hold them";
                            case HELD_UP -> "a reader kept the bytes from being overwritten: run this again";
                            case LEFT_TO_SERVER ->
                                "nothing reads the bytes any more; the database server's files and logs lose them in their"
                                        + " own time";
                        });
        return erased.overwriting() == Overwriting.DONE ? Exit.OK : Exit.CANNOT_DECIDE;
    }
}
