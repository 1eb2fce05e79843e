package dev.sallyport.gate;

import dev.sallyport.gate.identity.TenantId;

/**
 * Who makes an administrative change.
 *
 * @param role {@code operator}, {@code enrolment}, {@code system}, {@code approver}
 * @param name the name receipts show; never a credential
 */
public record Actor(TenantId tenant, String role, String name) {
    /** The install itself: start-up, sweeps, recovery. */
    public static Actor system(TenantId tenant) {
        return new Actor(tenant, "system", "sallyport");
    }
}
