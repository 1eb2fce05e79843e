package dev.sallyport.cli.data;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.gate.seal.SealBroken;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.log.Anchor;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import dev.sallyport.server.api.ReceiptExport;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.server.wiring.Keys;
import dev.sallyport.store.sqlite.Origin;
import dev.sallyport.store.sqlite.Restore;
import dev.sallyport.store.sqlite.SqliteStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A restore into a folder that is thrown away afterwards: the database is whole, every receipt hashes to its place, every tenant's
 * export verifies under the install's key, every sealed record opens, and the history is the one that others hold.
 */
final class Trial {
    private final Keys keys;
    private final Path folder;
    private long receipts;
    private long decisions;

    private Trial(Keys keys, Path folder) {
        this.keys = keys;
        this.folder = folder;
    }

    /**
     * What was found.
     *
     * @param receipts how many were verified
     * @param decisions how many sealed records were opened
     * @param anchors how many were compared
     * @param seen the newest epoch that an anchor names, or the backup's
     * @param lost the newest anchor of what the backup lacks, by tenant
     */
    record Found(long receipts, long decisions, long anchors, int seen, SortedMap<String, Anchor> lost) {}

    /**
     * Tries a backup.
     *
     * @param around where the folder is made and removed
     * @throws Complaint when something does not hold, with its code; exit 1
     */
    static Found of(Path store, Keys keys, Path around, AnchorCheck.Known known) throws IOException {
        Path folder = Files.createTempDirectory(around, "trial-");
        try {
            return new Trial(keys, folder).run(store, known);
        } finally {
            Snapshot.remove(folder);
        }
    }

    private Found run(Path backup, AnchorCheck.Known known) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Origin opened = Restore.restore(backup, data, InstantSource.system());
        try (SqliteStore store = Snapshot.open(data)) {
            AnchorCheck anchors = new AnchorCheck(known, opened.epoch() - 1);
            anchors.check(store);
            // A backup from before the key changed ends under the key before: its export needs the change.
            keys.handOver(store, InstantSource.system().millis());
            ReceiptLogs logs = new ReceiptLogs(keys.signer(), opened.epoch(), store.heads());
            Sealer sealer = keys.sealer(new SecureRandom());
            for (TenantId tenant : store.records().tenants()) {
                export(store.records(), logs, tenant);
                open(store.records(), sealer, tenant);
            }
            return new Found(receipts, decisions, anchors.compared(), anchors.seen(), anchors.lost());
        }
    }

    private void export(Records records, ReceiptLogs logs, TenantId tenant) throws IOException {
        Path file = folder.resolve("export.receipts");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new ReceiptExport(records, logs).write(tenant, out);
        }
        receipts += switch (OfflineVerifier.verify(
                file, VerifyOptions.with(keys.signer().verifierKey()))) {
            case Verdict.Verified verified -> verified.count();
            case Verdict.Fault fault ->
                throw new Complaint(
                        Exit.NO, fault.code(), "restore: the receipts of " + tenant.value() + ": " + fault.message());
            case Verdict.ChainOnly chain -> throw new IllegalStateException("an export of ours is of a foreign form");
        };
    }

    private void open(Records records, Sealer sealer, TenantId tenant) {
        try (Stream<DecisionId> ids = records.decisions(tenant)) {
            ids.forEach(id -> {
                Optional<Records.KeptFacts> kept = records.facts(tenant, id);
                kept.ifPresent(facts -> sealer.open(FactsRecord.context(tenant.value(), id.value()), facts.sealed()));
                decisions += kept.isPresent() ? 1 : 0;
            });
        } catch (SealBroken broken) {
            throw new Complaint(
                    Exit.NO,
                    "keys_cannot_open",
                    "restore: what is sealed in the backup does not open with the key in place: "
                            + broken.getMessage());
        }
    }
}
