package dev.sallyport.server.result;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.server.http.Problem;
import dev.sallyport.store.result.Result;
import dev.sallyport.store.result.Results;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a document is taken in: never before its receipt is durable. Thread-safe.
 *
 * @param ids makes the receipts' ids
 * @param keyId the key that signs the checkpoints of the logs
 */
public record Handing(Results results, Journal journal, IdSource ids, Supplier<String> keyId, InstantSource clock) {
    private static final long PATIENCE_MILLIS = 10_000;
    private static final int TURNS = 4;

    /**
     * What somebody hands in.
     *
     * @param change what the receipt calls the act
     * @param most how many of the name stay
     */
    record Wanted(Actor actor, String change, String kind, String name, int most) {}

    /**
     * What a document becomes at its place.
     *
     * @param run tells it from the others of that name
     * @param digest of what was handed in
     * @param told what the receipt says beside its name, run and digest
     */
    @SuppressWarnings("ArrayRecordComponent") // on its way into a row; compared by nobody
    record Document(String run, String digest, byte[] body, JsonObject told) {}

    /** Makes the document that follows the newest one of the name; empty if that is what is handed in. Refuses with a {@link Problem}. */
    @FunctionalInterface
    interface Following {
        Optional<Document> after(Optional<Result> newest);
    }

    /**
     * Takes a document in, or what is there of it already.
     *
     * @param result as it is kept
     * @param again whether it was there before
     */
    record Taken(Result result, boolean again) {}

    /**
     * Takes one in. Where another one of the name comes first, the document is made again.
     *
     * @param run of the document
     * @param digest of what is handed in; the same run with another one is refused
     * @throws Problem 409 {@code run_differs}, {@code results_full} or {@code conflict}, 503 if it can't be recorded
     */
    Taken take(Wanted wanted, String run, String digest, Following following) {
        Optional<String> receipt = Optional.empty();
        for (int turn = 0; turn < TURNS; turn++) {
            Optional<Result> there = results.one(wanted.actor().tenant(), wanted.kind(), wanted.name(), run);
            if (there.isPresent()) {
                return again(there.get(), digest);
            }
            Optional<Result> newest = results.newest(wanted.actor().tenant(), wanted.kind(), wanted.name(), 1).stream()
                    .findFirst();
            if (newest.isEmpty()) {
                requireRoom(wanted);
            }
            Optional<Document> next = following.after(newest);
            if (next.isEmpty()) {
                return new Taken(newest.orElseThrow(), true);
            }
            Document document = next.get();
            String id = receipt.isPresent() ? receipt.get() : record(wanted, document);
            receipt = Optional.of(id);
            Result result = new Result(
                    wanted.actor().tenant(),
                    wanted.kind(),
                    wanted.name(),
                    document.run(),
                    newest.map(Result::seq).orElse(0L) + 1,
                    clock.millis(),
                    document.digest(),
                    id,
                    document.body());
            switch (results.keep(result, wanted.most())) {
                case KEPT -> {
                    return new Taken(result, false);
                }
                case FULL -> throw full(wanted.kind());
                case TAKEN -> {
                    // somebody else was first; what follows is made anew
                }
            }
        }
        throw new Problem(409, "conflict", "something else changed at the same time; look again and repeat");
    }

    private static Taken again(Result there, String digest) {
        if (!there.digest().equals(digest)) {
            throw new Problem(
                    409,
                    "run_differs",
                    "another content was handed in under this id before; give this one an id of its own");
        }
        return new Taken(there, true);
    }

    private void requireRoom(Wanted wanted) {
        if (results.names(wanted.actor().tenant(), wanted.kind()).size() >= Results.MOST_NAMES) {
            throw full(wanted.kind());
        }
    }

    private static Problem full(String kind) {
        return new Problem(
                409,
                "results_full",
                "there are " + Results.MOST_NAMES + " names of kind " + kind
                        + " already, which is as many as may be; hand in under one of those");
    }

    /**
     * Writes the receipt.
     *
     * @throws Problem 503 {@code journal_unavailable} if it could not be written; then nothing happened
     */
    private String record(Wanted wanted, Document document) {
        Actor actor = wanted.actor();
        JsonObject.Builder body = JsonObject.builder()
                .put("actor", actor.name())
                .put("actor_role", actor.role())
                .put("change", wanted.change())
                .put("subject", wanted.name())
                .put("run", document.run())
                .put("digest", document.digest());
        document.told().members().forEach(body::put);
        String id = "rcp_" + ids.next();
        long now = clock.millis();
        Envelope envelope = new Envelope(id, actor.tenant().value(), ReceiptKind.ADMINISTRATION, now, keyId.get());
        ReceiptDraft draft = ReceiptDraft.of(new ReceiptBody(body.build()), envelope);
        CommitResult result = journal.commit(
                        Commit.of(actor.tenant(), draft, now + PATIENCE_MILLIS).build())
                .join();
        if (result instanceof CommitResult.Committed) {
            return id;
        }
        throw new Problem(
                503,
                "journal_unavailable",
                "the record could not be written, so nothing happened; try again",
                JsonObject.of(),
                Map.of("Retry-After", "1"));
    }
}
