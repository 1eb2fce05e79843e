package dev.sallyport.gate;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.decision.Trial;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what bundles on trial would have changed, from the receipts alone: so the counts outlive a process, and gateways that share
 * a database agree. The first look goes back from the newest receipt to the one that put the bundle on trial; each later one
 * takes in what came since. Thread-safe; one bundle per tenant, whose count is guarded by itself.
 */
final class Trials {
    /** How many receipts one look reads at most. */
    static final long LOOK_LIMIT = 200_000;

    private static final int PAGE = 1000;
    private static final byte[] TRIAL = "\"trial\":{".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STAGED = "\"change\":\"stage_policy\"".getBytes(StandardCharsets.US_ASCII);

    private final Records records;
    private final long lookLimit;
    private final ConcurrentHashMap<TenantId, Count> tenants = new ConcurrentHashMap<>();

    Trials(Records records, long lookLimit) {
        this.records = records;
        this.lookLimit = lookLimit;
    }

    TrialCounts counted(TenantId tenant, String digest) {
        Count count = tenants.compute(
                tenant, (t, known) -> known != null && known.digest.equals(digest) ? known : new Count(t, digest));
        return count.look();
    }

    /** The receipts of one bundle's trial: those from {@code low} to {@code next} are counted. */
    private final class Count {
        private final TenantId tenant;
        private final String digest;
        private final Map<Trial.Change, Long> byChange = new EnumMap<>(Trial.Change.class);
        private long low;
        private long next;
        private boolean complete;

        Count(TenantId tenant, String digest) {
            this.tenant = tenant;
            this.digest = digest;
            this.next = records.receiptCount(tenant);
            this.low = next;
        }

        synchronized TrialCounts look() {
            long budget = forwards(lookLimit);
            backwards(budget);
            return new TrialCounts(byChange, complete && next >= records.receiptCount(tenant));
        }

        /** New receipts; a new trial begins anew. */
        private long forwards(long budget) {
            long left = budget;
            while (left > 0) {
                List<SealedReceipt> page = records.receipts(tenant, next, (int) Math.min(PAGE, left));
                if (page.isEmpty()) {
                    return left;
                }
                for (SealedReceipt receipt : page) {
                    if (begins(receipt)) {
                        byChange.clear();
                        complete = true;
                    } else {
                        count(receipt);
                    }
                }
                next += page.size();
                left -= page.size();
            }
            return left;
        }

        /** Receipts from before the first look, the newest first, to the one with which the trial began. */
        private void backwards(long budget) {
            long left = budget;
            while (left > 0 && !complete) {
                int size = (int) Math.min(Math.min(PAGE, left), low);
                for (SealedReceipt receipt :
                        records.receipts(tenant, low - size, size).reversed()) {
                    if (begins(receipt)) {
                        complete = true;
                        return;
                    }
                    count(receipt);
                }
                low -= size;
                left -= Math.max(1, size);
                complete = low == 0;
            }
        }

        private boolean begins(SealedReceipt receipt) {
            if (!holds(receipt.canonical(), STAGED)) {
                return false;
            }
            JsonObject body = Receipt.read(receipt.canonical()).body().members();
            return text(body, "change").equals("stage_policy")
                    && text(body, "subject").equals(digest);
        }

        private void count(SealedReceipt receipt) {
            if (!holds(receipt.canonical(), TRIAL)) {
                return;
            }
            JsonObject body = Receipt.read(receipt.canonical()).body().members();
            if (body.get("trial") instanceof JsonObject trial
                    && text(trial, "policy_digest").equals(digest)) {
                byChange.merge(Trial.Change.of(text(body, "decision"), text(trial, "decision")), 1L, Long::sum);
            }
        }
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    /** Whether these bytes occur: a quick no, for most receipts are not worth reading. */
    private static boolean holds(byte[] canonical, byte[] part) {
        int last = canonical.length - part.length;
        for (int i = 0; i <= last; i++) {
            if (canonical[i] == part[0]
                    && canonical[i + 1] == part[1]
                    && Arrays.equals(canonical, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
