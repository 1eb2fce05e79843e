package dev.sallyport.server.shield;

import dev.sallyport.action.json.Json;
import dev.sallyport.connect.mcp.door.OpenDoor;
import dev.sallyport.connect.mcp.door.Redactor;
import dev.sallyport.connect.mcp.door.Restorer;
import dev.sallyport.connect.mcp.secret.RestoreGrant;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.ShieldSettings;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.secret.Redaction;
import dev.sallyport.shield.secret.SecretGuard;
import dev.sallyport.shield.secret.Vault;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The vault of each session whose answers pass here, so that a secret has one placeholder for the whole session. Those not used for longest
 * are forgotten. Thread-safe: its monitor guards the map.
 */
public final class Vaults {
    private static final int MOST = 4_096;
    private static final int MARK_LENGTH = 8;
    /** Characters from which on a piece of a canary is not taken for chance. */
    private static final int PIECE = 8;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** Whose session it is; its servers share one vault, so that a secret looks the same wherever it comes from. */
    private record Owner(TenantId tenant, AgentId agent, SessionId session) {}

    private final Journal journal;
    private final SecureRandom random;
    private final Sealer sealer;
    private final Map<Owner, SessionVault> vaults = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Owner, SessionVault> eldest) {
            return size() > MOST;
        }
    };

    /** For the settings of that journal, with marks from that source; the sealer opens canaries. */
    public Vaults(Journal journal, SecureRandom random, Sealer sealer) {
        this.journal = journal;
        this.random = random;
        this.sealer = sealer;
    }

    /** What takes secrets out of what that connection's client sees; nothing, while the shield is off for it. */
    public Redactor of(OpenDoor.Connected connected) {
        return content -> {
            if (isOff(connected)) {
                return Optional.empty();
            }
            if (known(connected).isEmpty()
                    && new Vault(mark(), false)
                            .redact(content, connected.serverKey())
                            .isClean()) {
                return Optional.empty(); // nothing to keep, so no session can push others' vaults out by coming
            }
            Redaction<Json> clean = vault(connected).vault().redact(content, connected.serverKey());
            return clean.isClean() ? Optional.empty() : Optional.of(clean.value());
        };
    }

    /** What puts them back into calls of that connection where one of these says so; nothing, while the tenant has the shield off. */
    public Restorer restoring(OpenDoor.Connected connected, List<RestoreGrant> grants) {
        return grants.isEmpty() ? Restorer.NONE : new Restoring(this, connected, grants);
    }

    boolean isOff(OpenDoor.Connected connected) {
        return setting(connected).mode() == ShieldMode.OFF;
    }

    /** Whether a text holds the random part of a canary of that connection's tenant, or is a piece of one. */
    boolean isPlanted(OpenDoor.Connected connected, String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return journal.registry().canaries(connected.tenant()).stream()
                .flatMap(planted -> planted.open(connected.tenant(), sealer).cores().stream())
                .map(core -> core.toLowerCase(Locale.ROOT))
                .anyMatch(core -> folded.contains(core) || (folded.length() >= PIECE && core.contains(folded)));
    }

    /** That session's, if anything was taken out for it yet. */
    synchronized Optional<SessionVault> known(OpenDoor.Connected connected) {
        return Optional.ofNullable(vaults.get(owner(connected)));
    }

    private synchronized SessionVault vault(OpenDoor.Connected connected) {
        return vaults.computeIfAbsent(owner(connected), o -> new SessionVault(new Vault(mark(), false)));
    }

    private static Owner owner(OpenDoor.Connected connected) {
        return new Owner(connected.tenant(), connected.agent(), connected.session());
    }

    /** What holds in the agent's cell; an agent that is gone has what holds for the whole tenant. */
    private Setting setting(OpenDoor.Connected connected) {
        Registry registry = journal.registry();
        ShieldSettings settings = registry.shields(connected.tenant());
        return registry.agent(connected.tenant(), connected.agent())
                .map(agent -> settings.in(agent.environment()))
                .orElse(settings.whole())
                .getOrDefault(SecretGuard.NAME, Setting.DEFAULT);
    }

    private String mark() {
        StringBuilder mark = new StringBuilder(MARK_LENGTH);
        for (int i = 0; i < MARK_LENGTH; i++) {
            mark.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return mark.toString();
    }
}
