package dev.sallyport.cli.receipts;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.trail.AuditCheck;
import dev.sallyport.server.trail.AuditKey;
import dev.sallyport.server.trail.AuditVerdict;
import dev.sallyport.server.wiring.Keys;
import dev.sallyport.server.wiring.StartRefused;
import dev.sallyport.store.database.StoreProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A data directory checked from within: its chains, and its audit trail against them. */
final class AuditRows {
    private AuditRows() {}

    static Exit ofInstall(DataFolder data, BiConsumer<Json, String> row) {
        List<Snapshot> open = new ArrayList<>();
        try {
            Path logs = data.path().resolve("logs");
            boolean good = !AuditCheck.isThere(logs)
                    || trail(logs, AuditCheck.of(logs, key(data), () -> ledger(data, open)), row);
            if (open.isEmpty()) {
                ledger(data, open);
            }
            open.getFirst().audit();
            Records records = open.getFirst().records();
            for (TenantId tenant : records.tenants()) {
                long count = records.receiptCount(tenant);
                row.accept(
                        JsonObject.builder()
                                .put("tenant", tenant.value())
                                .put("verified", true)
                                .put("checked", count)
                                .put("anchored", false)
                                .build(),
                        tenant + ": the chain of " + count + " receipts and its tree hold");
            }
            return good ? Exit.OK : Exit.NO;
        } catch (IOException unreadable) {
            throw Complaint.usage("unreadable", "receipts verify: " + unreadable.getMessage());
        } catch (StartRefused refused) {
            throw Complaint.cannotDecide(refused.code(), String.valueOf(refused.getMessage()));
        } catch (StoreProblem problem) {
            throw new Complaint(
                    problem.code() == StoreProblem.Code.CHAIN_BROKEN ? Exit.NO : Exit.CANNOT_DECIDE,
                    problem.code().wire(),
                    String.valueOf(problem.getMessage()));
        } finally {
            open.forEach(Snapshot::close);
        }
    }

    private static Optional<AuditKey> key(DataFolder data) throws IOException {
        Path file = data.path().resolve("keys/audit.key");
        return Files.exists(file) ? Optional.of(Keys.readAudit(file)) : Optional.empty();
    }

    private static AuditCheck.Ledger ledger(DataFolder data, List<Snapshot> open) {
        Snapshot snapshot = Snapshot.of(data);
        open.add(snapshot);
        Records records = snapshot.records();
        Map<String, Long> counts = new HashMap<>();
        records.tenants().forEach(t -> counts.put(t.value(), records.receiptCount(t)));
        return new AuditCheck.Ledger() {
            private final Map<String, List<SealedReceipt>> pages = new HashMap<>();

            @Override
            public Optional<SealedReceipt> at(String tenant, long sequence) {
                List<SealedReceipt> page = pages.getOrDefault(tenant, List.of());
                long first = page.isEmpty() ? -1 : page.getFirst().sequence();
                if (page.isEmpty() || sequence < first || sequence >= first + page.size()) {
                    page = records.receipts(new TenantId(tenant), sequence, 500);
                    pages.put(tenant, page);
                    first = sequence;
                }
                return page.isEmpty() ? Optional.empty() : Optional.of(page.get((int) (sequence - first)));
            }

            @Override
            public Map<String, Long> counts() {
                return counts;
            }

            @Override
            public boolean whole() {
                return true;
            }
        };
    }

    private static boolean trail(Path logs, AuditVerdict verdict, BiConsumer<Json, String> row) {
        return switch (verdict) {
            case AuditVerdict.Whole whole -> {
                row.accept(
                        JsonObject.builder()
                                .put("audit", logs.toString())
                                .put("verified", true)
                                .put("lines", whole.lines())
                                .put("files", whole.files())
                                .put("behind", whole.behind())
                                .put("mac", whole.keyed() ? "checked" : "unchecked")
                                .build(),
                        logs + ": the audit trail holds, " + whole.lines() + " lines, " + whole.behind()
                                + " receipts without a line yet, mac "
                                + (whole.keyed() ? "checked" : "unchecked: no keys/audit.key"));
                yield true;
            }
            case AuditVerdict.Fault fault -> {
                row.accept(
                        JsonObject.builder()
                                .put("audit", logs.toString())
                                .put("verified", false)
                                .put("error", fault.code())
                                .put("file", fault.file())
                                .put("line", fault.line())
                                .put("message", fault.message())
                                .build(),
                        logs.resolve(fault.file()) + ":" + fault.line() + ": not verified, " + fault.code() + ": "
                                + fault.message());
                yield false;
            }
        };
    }
}
