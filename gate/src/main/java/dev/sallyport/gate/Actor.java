package dev.sallyport.gate;

import dev.sallyport.gate.identity.TenantId;

/**
 * Who makes an administrative change.
 *
 * @param role {@code operator}, {@code enrolment}, {@code system}, a person's {@link
 *     dev.sallyport.gate.registry.Roles#acting}
 * @param name the name receipts show; never a credential
 */
public record Actor(TenantId tenant, String role, String name) {
    /** The install itself: start-up, sweeps, recovery. */
    public static Actor system(TenantId tenant) {
        return new Actor(tenant, "system", "sallyport");
    }
}
