package dev.sallyport.server.shield;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.mcp.door.OpenDoor;
import dev.sallyport.connect.mcp.door.Restorer;
import dev.sallyport.connect.mcp.secret.RestoreGrant;
import dev.sallyport.shield.secret.Restoration;
import dev.sallyport.shield.secret.Vault;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Puts back what the vault of one connection's session holds, where one of the grants says so. Thread-safe. */
final class Restoring implements Restorer {
    private final Vaults vaults;
    private final OpenDoor.Connected connected;
    private final List<RestoreGrant> grants;

    Restoring(Vaults vaults, OpenDoor.Connected connected, List<RestoreGrant> grants) {
        this.vaults = vaults;
        this.connected = connected;
        this.grants = List.copyOf(grants);
    }

    @Override
    public SortedMap<String, Integer> restorable(String tool, JsonObject arguments) {
        return vault(tool)
                .flatMap(held -> whole(held, tool, arguments))
                .map(Restoration::kinds)
                .orElse(Collections.emptySortedMap());
    }

    @Override
    public JsonObject restored(String tool, JsonObject arguments) throws SecretUnavailable {
        Optional<SessionVault> held = vault(tool);
        if (held.isEmpty()) {
            return arguments;
        }
        Optional<Restoration> whole = whole(held.get(), tool, arguments);
        if (whole.isEmpty()) {
            return arguments;
        }
        held.get().give(connected.serverKey(), whole.get().originals());
        return (JsonObject) whole.get().value();
    }

    /** Empty if a canary would leave with it: no shield looks at a call again after its placeholders were filled. */
    private Optional<Restoration> whole(SessionVault held, String tool, JsonObject arguments) {
        Restoration whole = held.vault().restore(arguments, leave(tool));
        boolean planted = whole.originals().stream().anyMatch(original -> vaults.isPlanted(connected, original));
        return planted ? Optional.empty() : Optional.of(whole);
    }

    @Override
    public byte[] clean(byte[] frame) {
        return vaults.known(connected)
                .map(held -> held.scrubber(connected.serverKey()).clean(frame))
                .orElse(frame);
    }

    private Optional<SessionVault> vault(String tool) {
        boolean named = grants.stream().anyMatch(grant -> grant.tool().equals(tool));
        return named && !vaults.isOff(connected) ? vaults.known(connected) : Optional.empty();
    }

    private Vault.Leave leave(String tool) {
        return (pointer, text, issued) -> issued.isLine()
                && grants.stream()
                        .anyMatch(grant -> grant.allows(tool, pointer, text, issued.kind(), issued.sources()));
    }
}
