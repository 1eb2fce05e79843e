package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.TenantId;

/**
 * An operator or enrolment key, known by its hash alone.
 *
 * @param hash SHA-256 of the key, lower-case hex
 */
public record StaffKey(TenantId tenant, StaffRole role, String hash) {
    private static final int ID_LENGTH = 12;

    /** How receipts and agents' records name the key: {@code key-} and the first 12 digits of its hash. */
    public String id() {
        return "key-" + hash.substring(0, ID_LENGTH);
    }
}
