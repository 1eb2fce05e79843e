package dev.sallyport.govern.telemetry;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.note.VerifierKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Who sent a batch: an opaque UUID (RFC 9562, version 8), the hash of a public key that was made at random when telemetry was switched on.
 * So it is derived from nothing that anybody typed, and whoever holds the secret key can prove that the id is theirs.
 *
 * @param wire lower case with hyphens
 */
public record CustomerId(String wire) {
    private static final byte[] DOMAIN = "sallyport/telemetry-customer/1\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * @throws IllegalArgumentException if it is no UUID of this kind
     */
    public CustomerId {
        if (!Kind.UUID.accepts(wire)) {
            throw new IllegalArgumentException("a customer is a UUID in lower case, as `telemetry on` printed it");
        }
    }

    /** The customer of that key. */
    public static CustomerId of(VerifierKey key) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(DOMAIN, StrictBase64.parse(key.keyMaterial())));
        long high = (hash.getLong() & ~0xF000L) | 0x8000L;
        long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new CustomerId(new UUID(high, low).toString());
    }

    /** What stands for the customer in records that outlive its data: nobody who lacks the id can tell whose it was. */
    public String commitment() {
        return Hex.of(Sha256.of(DOMAIN, wire.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String toString() {
        return wire;
    }
}
