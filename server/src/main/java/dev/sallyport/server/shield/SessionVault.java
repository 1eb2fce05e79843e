package dev.sallyport.server.shield;

import dev.sallyport.connect.broker.Scrubber;
import dev.sallyport.connect.broker.Secret;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.shield.secret.Vault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The vault of one session, and what each server was given back out of it. In memory only. Thread-safe: its monitor guards what was given.
 */
final class SessionVault {
    /** Secrets that one server may be given in a session; each is looked for in everything that the server says from then on. */
    static final int MOST = 64;

    private final Vault vault;
    private final Map<String, Set<String>> given = new HashMap<>();
    private final Map<String, Scrubber> scrubbers = new HashMap<>();

    SessionVault(Vault vault) {
        this.vault = vault;
    }

    Vault vault() {
        return vault;
    }

    /**
     * Remembers what a server is about to be given.
     *
     * @throws SecretUnavailable if that is too much
     */
    synchronized void give(String server, List<String> originals) throws SecretUnavailable {
        Set<String> all = new LinkedHashSet<>(given.getOrDefault(server, Set.of()));
        if (!all.addAll(originals)) {
            return;
        }
        if (all.size() > MOST) {
            throw new SecretUnavailable(
                    "the session gave the server " + MOST + " secrets back already, which is the limit");
        }
        List<Secret> secrets = new ArrayList<>();
        for (String original : all) {
            secrets.add(Secret.of(original));
        }
        given.put(server, all);
        scrubbers.put(server, Scrubber.of(secrets));
    }

    /** Takes out of bytes what the server was given. */
    synchronized Scrubber scrubber(String server) {
        return scrubbers.getOrDefault(server, Scrubber.NONE);
    }
}
