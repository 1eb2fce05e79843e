package dev.sallyport.ledger.log;

import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.note.VerifierKey;
import java.nio.charset.StandardCharsets;

/**
 * A tenant's checkpoint as a leaf of the install log: the log over the logs of one install, which is what witnesses cosign.
 * A leaf that somebody outside has seen can't be taken back, and with it neither the history it covers.
 */
public final class TenantCheckpoint {
    /** Stands for the install log where a log is named by its tenant; no tenant may be called so. */
    public static final String INSTALL = "install";

    private static final byte[] DOMAIN = "sallyport/tenant-checkpoint/1\n".getBytes(StandardCharsets.US_ASCII);

    private TenantCheckpoint() {}

    /** The leaf's data: SHA-256 over the domain line and the checkpoint's text, without signatures. */
    public static byte[] record(String checkpointText) {
        return Sha256.of(DOMAIN, checkpointText.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this is the origin of the install log of that key, in any epoch: {@code NAME/install} or {@code NAME/install/2}. */
    static boolean isInstallOrigin(String origin, VerifierKey key) {
        String first = key.name() + "/" + INSTALL;
        return origin.equals(first) || origin.startsWith(first + "/");
    }
}
