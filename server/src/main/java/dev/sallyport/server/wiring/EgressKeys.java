package dev.sallyport.server.wiring;

import dev.sallyport.server.authority.EgressAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;

/** Where the authority for opened tunnels is kept: {@code keys/egress-ca.key}, mode 0600, and its certificate beside it. */
public final class EgressKeys {
    private EgressKeys() {}

    /** The certificate that machines of agents install. */
    public static Path certificate(DataDirectory data) {
        return data.keys().resolve("egress-ca.pem");
    }

    /**
     * The authority; made now if there is none.
     *
     * @throws StartRefused {@code keys_unusable} if it is damaged, over or open to others
     */
    static EgressAuthority open(DataDirectory data, SecureRandom random, long nowMillis) {
        Path key = data.keys().resolve("egress-ca.key");
        Path certificate = certificate(data);
        try {
            if (!Files.exists(key) && !Files.exists(certificate)) {
                EgressAuthority fresh = EgressAuthority.create(random, nowMillis);
                PrivateFile.create(key, fresh.keyPem().getBytes(StandardCharsets.US_ASCII));
                PrivateFile.create(certificate, fresh.certificatePem().getBytes(StandardCharsets.US_ASCII));
                return fresh;
            }
            if (!Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
                    .containsAll(Files.getPosixFilePermissions(key))) {
                throw new StartRefused("keys_unusable", "`" + key + "` may be read by others: set its mode to 0600");
            }
            return EgressAuthority.of(Files.readString(key), Files.readString(certificate), nowMillis);
        } catch (IOException | GeneralSecurityException e) {
            throw new StartRefused(
                    "keys_unusable",
                    "`" + key + "` and `" + certificate
                            + "` are no authority that is valid now; restore them, or remove"
                            + " both: a new one is made, which agents' machines must install again",
                    e);
        }
    }
}
