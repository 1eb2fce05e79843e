package dev.sallyport.cli.receipts;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;

/** Tenants by the names users give. */
public final class Tenants {
    private Tenants() {}

    /** The tenant of that name, which must have receipts. */
    public static TenantId known(Records records, String name) {
        return records.tenants().stream()
                .filter(t -> t.value().equals(name))
                .findFirst()
                .orElseThrow(() -> Complaint.usage("no_such_tenant", "no tenant `" + name + "` has receipts here"));
    }
}
