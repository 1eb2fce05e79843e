package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.TenantId;

/**
 * An operator or enrolment key, known by its hash alone.
 *
 * @param hash SHA-256 of the key, lower-case hex
 */
public record StaffKey(TenantId tenant, StaffRole role, String hash) {}
