package dev.sallyport.gate;

import dev.sallyport.gate.identity.TenantId;

/** A tenant without an active policy: the gateway refuses to serve it. */
public final class NoPolicy extends RuntimeException {
    NoPolicy(TenantId tenant) {
        super("tenant `" + tenant + "` has no active policy; activate one before serving");
    }
}
