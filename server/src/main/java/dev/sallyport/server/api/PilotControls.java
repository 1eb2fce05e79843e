package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.govern.pilot.Entry;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.PilotLog;
import dev.sallyport.govern.pilot.Refused;
import dev.sallyport.govern.pilot.Rules;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.pilot.PilotDifference;
import dev.sallyport.server.pilot.PilotFolder;
import dev.sallyport.server.pilot.PilotWish;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What people record of the install's pilot: one place for the API and for pages. The records are the file that the verbs {@code pilot …}
 * append to, under the same lock and the same rules; the act's receipt comes first and names the hash that the records have with it, so
 * that none is there without a receipt. Thread-safe.
 *
 * @param ids makes the receipts' ids
 * @param keyId the key that signs the checkpoints of the logs
 */
public record PilotControls(PilotFolder folder, Journal journal, IdSource ids, Supplier<String> keyId) {
    private static final long PATIENCE_MILLIS = 10_000;

    /** Where the pilot stands, as that tenant may see it. */
    public PilotFolder.Shown shown(TenantId tenant) {
        return folder.shown(tenant);
    }

    /**
     * What somebody asks for.
     *
     * @param head the hash of the newest record as it was shown; empty: whatever was recorded last
     * @param why a reason for the receipt
     */
    public record Asked(PilotWish wish, Optional<String> head, String why) {
        /** @throws Problem 400 {@code wrong_form} if the reason is too long */
        public Asked {
            Acts.why(why);
        }
    }

    /**
     * That fact, as the records write it.
     *
     * @throws Problem 400 {@code wrong_form} if it is none
     */
    public static PilotWish said(JsonObject fact) {
        return new PilotWish.Say(List.of(PilotRoutes.fact(fact)));
    }

    /** What would be recorded, and what that changes. */
    public record Foreseen(List<Fact> facts, List<PilotDifference> changes, String head) {
        public Foreseen {
            facts = List.copyOf(facts);
            changes = List.copyOf(changes);
        }
    }

    /** What was recorded, and the receipt that says so. */
    public record Done(PilotLog.Head records, String receipt) {}

    /**
     * What would become of it, without anything being recorded.
     *
     * @throws Problem 404 {@code no_pilot}, 409 with the code of what the pilot's rules refuse, {@code pilot_changed} or {@code pilot_broken}
     */
    public Foreseen foresee(Actor actor, Asked asked) {
        try {
            Instant now = folder.clock().instant();
            PilotLog.Head head = log(actor.tenant()).read();
            List<Fact> facts = wanted(head, asked, now);
            Pilot after = Rules.record(head.pilot(), now, facts);
            return new Foreseen(facts, PilotDifference.of(head.pilot(), after, now), head.hash());
        } catch (Refused refused) {
            throw refused(refused);
        } catch (Malformed malformed) {
            throw broken(malformed);
        } catch (IOException | IllegalArgumentException unread) {
            throw unwritten();
        }
    }

    /**
     * Records it.
     *
     * @throws Problem as {@link #foresee}, and 503 if the receipt or the record could not be written
     */
    public Done record(Actor actor, Asked asked) {
        String receipt = "rcp_" + ids.next();
        try {
            Instant now = folder.clock().instant();
            PilotLog.Head records = log(actor.tenant())
                    .append(now, head -> wanted(head, asked, now), next -> write(actor, asked, receipt, next));
            return new Done(records, receipt);
        } catch (Refused refused) {
            throw refused(refused);
        } catch (Malformed malformed) {
            throw broken(malformed);
        } catch (IOException | IllegalArgumentException unwritten) {
            throw unwritten();
        }
    }

    private PilotLog log(TenantId tenant) throws IOException {
        return folder.log(tenant)
                .orElseThrow(() -> new Problem(404, "no_pilot", "no pilot is kept here: sallyport pilot start"));
    }

    private static List<Fact> wanted(PilotLog.Head head, Asked asked, Instant now) {
        if (head.pilot().began().isEmpty()) {
            throw new Problem(404, "no_pilot", "no pilot is kept here: sallyport pilot start");
        }
        if (asked.head().filter(shown -> !shown.equals(head.hash())).isPresent()) {
            throw new Problem(
                    409,
                    "pilot_changed",
                    "something was recorded of the pilot meanwhile, so nothing else was; look at it and begin again",
                    JsonObject.builder().put("head", head.hash()).build());
        }
        return asked.wish().facts(head.pilot(), now);
    }

    /** The receipt holds kinds and the hash of the record: what customers agreed to is in the record alone. */
    private void write(Actor actor, Asked asked, String id, PilotLog.Next next) {
        Entry entry = next.after().pilot().entries().getLast();
        List<String> kinds = entry.facts().stream().map(Fact::kind).distinct().toList();
        JsonArray facts =
                new JsonArray(kinds.stream().<Json>map(JsonString::new).toList());
        JsonObject body = JsonObject.builder()
                .put("actor", actor.name())
                .put("actor_role", actor.role())
                .put("change", "record_pilot")
                .put(
                        "subject",
                        next.after().pilot().began().orElseThrow().fact().name())
                .put("facts", facts)
                .put("record", entry.seq())
                .put("record_prev", next.before().hash())
                .put("record_hash", next.after().hash())
                .put("why", asked.why())
                .build();
        long now = folder.clock().millis();
        Envelope envelope = new Envelope(id, actor.tenant().value(), ReceiptKind.ADMINISTRATION, now, keyId.get());
        ReceiptDraft draft = ReceiptDraft.of(new ReceiptBody(body), envelope);
        CommitResult result = journal.commit(
                        Commit.of(actor.tenant(), draft, now + PATIENCE_MILLIS).build())
                .join();
        if (!(result instanceof CommitResult.Committed)) {
            throw Acts.unavailable();
        }
    }

    private static Problem refused(Refused refused) {
        return new Problem(409, refused.code(), refused.words());
    }

    private static Problem broken(Malformed malformed) {
        return new Problem(409, "pilot_broken", "the records of the pilot do not hold: " + malformed.getMessage());
    }

    private static Problem unwritten() {
        return new Problem(
                503,
                "pilot_unwritten",
                "the pilot's records can't be read or written; look whether the newest record is the one its receipt names");
    }
}
