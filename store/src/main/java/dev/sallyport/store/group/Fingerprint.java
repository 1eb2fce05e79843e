package dev.sallyport.store.group;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.ledger.encoding.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** 64 bits of a hash over an agent and a name of its choosing; narrows a search, whose matches are compared in full. */
public final class Fingerprint {
    private Fingerprint() {}

    /** The fingerprint. */
    public static long of(AgentId agent, String name) {
        MessageDigest digest = Sha256.digest();
        digest.update(agent.value().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
