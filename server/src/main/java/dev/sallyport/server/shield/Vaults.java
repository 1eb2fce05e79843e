package dev.sallyport.server.shield;

import dev.sallyport.action.json.Json;
import dev.sallyport.connect.mcp.door.OpenDoor;
import dev.sallyport.connect.mcp.door.Redactor;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.secret.Redaction;
import dev.sallyport.shield.secret.SecretGuard;
import dev.sallyport.shield.secret.Vault;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The vault of each session whose answers pass here, so that a secret has one placeholder for the whole session. Those not used for longest
 * are forgotten. Thread-safe: its monitor guards the map.
 */
public final class Vaults {
    private static final int MOST = 4_096;
    private static final int MARK_LENGTH = 8;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Journal journal;
    private final SecureRandom random;
    private final Map<OpenDoor.Connected, Vault> vaults = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OpenDoor.Connected, Vault> eldest) {
            return size() > MOST;
        }
    };

    /** For the settings of that journal, with marks from that source. */
    public Vaults(Journal journal, SecureRandom random) {
        this.journal = journal;
        this.random = random;
    }

    /** What takes secrets out of what that connection's client sees; nothing, while the tenant has the shield off. */
    public Redactor of(OpenDoor.Connected connected) {
        return content -> {
            Setting setting =
                    journal.registry().shields(connected.tenant()).getOrDefault(SecretGuard.NAME, Setting.DEFAULT);
            if (setting.mode() == ShieldMode.OFF) {
                return Optional.empty();
            }
            Redaction<Json> clean = vault(connected).redact(content);
            return clean.isClean() ? Optional.empty() : Optional.of(clean.value());
        };
    }

    private synchronized Vault vault(OpenDoor.Connected connected) {
        return vaults.computeIfAbsent(connected, c -> new Vault(mark(), false));
    }

    private String mark() {
        StringBuilder mark = new StringBuilder(MARK_LENGTH);
        for (int i = 0; i < MARK_LENGTH; i++) {
            mark.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return mark.toString();
    }
}
