package dev.sallyport.cli.data;

import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.server.api.RestoreDrill;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Keys;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.sqlite.SqliteStore;
import java.time.InstantSource;

/** Leaves the receipt of a drill in the store it was a drill for: through its gateway if one runs, else directly. */
final class DrillReport {
    private static final long PATIENCE_MILLIS = 30_000;

    private DrillReport() {}

    /** The receipt's id. */
    static String leave(Terminal terminal, DataFolder data, Keys keys, RestoreDrill drill) {
        try (SqliteStore store = Snapshot.open(data.path())) {
            return direct(store, keys, drill);
        } catch (StoreProblem problem) {
            if (problem.code() != StoreProblem.Code.DATA_LOCKED) {
                throw problem;
            }
            return Gateways.running(data)
                    .as(Gateways.operatorKey(terminal))
                    .post("/v1/drills", drill.json())
                    .orComplain()
                    .text("receipt_id", "");
        }
    }

    private static String direct(SqliteStore store, Keys keys, RestoreDrill drill) {
        long now = InstantSource.system().millis();
        keys.handOver(store, now);
        String id = "rcp_drill_" + now;
        Envelope envelope = new Envelope(
                id,
                Install.DEFAULT_TENANT.value(),
                ReceiptKind.ADMINISTRATION,
                now,
                keys.signer().keyId());
        CommitResult result = store.journal()
                .commit(Commit.of(
                                Install.DEFAULT_TENANT,
                                ReceiptDraft.of(drill.body("system", "restore"), envelope),
                                now + PATIENCE_MILLIS)
                        .build())
                .join();
        if (!(result instanceof CommitResult.Committed)) {
            throw Complaint.cannotDecide("unwritable", "restore: the drill's receipt could not be written: " + result);
        }
        return id;
    }
}
