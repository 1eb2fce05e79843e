package dev.sallyport.server.wiring;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.policy.Policies;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.gate.registry.PolicyManifest;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.PolicyStanding;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.StagedPolicy;
import dev.sallyport.server.api.PolicyDigest;
import dev.sallyport.server.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which policies are in force. If the configuration names a folder, or the data directory's own {@code policies} holds
 * files, that folder is the truth for every tenant; else it is what was last activated through the API, which begins with
 * the default pack. Thread-safe.
 */
final class ActivePolicies {
    private static final Logger LOG = LoggerFactory.getLogger(ActivePolicies.class);
    private static final String PACK = "/dev/sallyport/gate/policy/default/default.cedar";

    private final Gate gate;
    private final House house;
    private final Supplier<Optional<Path>> folder;

    /**
     * Policies that a folder may hold.
     *
     * @param folder looked up each time, because files may come into an empty folder
     */
    ActivePolicies(Gate gate, House house, Supplier<Optional<Path>> folder) {
        this.gate = gate;
        this.house = house;
        this.folder = folder;
    }

    /** The folder that holds the policies, if one does. */
    static Optional<Path> directory(DataDirectory data, Settings settings) {
        Optional<Path> own = Optional.of(data.policies()).filter(PolicyFolder::holdsAny);
        return settings.policies()
                .directory()
                .map(p -> p.toAbsolutePath().normalize())
                .or(() -> own);
    }

    /** What reads policy text. */
    static Policies engine() {
        return new CedarPolicies();
    }

    /** The pack every tenant begins with. */
    static PolicySource defaultPack(TenantId tenant) {
        try (InputStream in = Policies.class.getResourceAsStream(PACK)) {
            if (in == null) {
                throw new StartRefused("policy_missing", "the default policies are missing from this build");
            }
            SortedMap<String, String> files = new TreeMap<>();
            files.put("default.cedar", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return PolicyDigest.source(tenant, files);
        } catch (IOException e) {
            throw new StartRefused("policy_missing", "the default policies can't be read from this build", e);
        }
    }

    /**
     * Makes sure that every tenant has policies that load.
     *
     * @throws StartRefused {@code policy_refused}, {@code policy_missing}, {@code policy_unreadable} or {@code
     *     policy_version_taken}
     */
    void load() {
        folder.get().ifPresent(path -> activate(PolicyFolder.read(path), "read from the policy folder at start"));
        for (TenantId tenant : house.journal().registry().tenants()) {
            PolicyStanding standing =
                    house.journal().registry().policies(tenant).orElseThrow();
            check(standing.active());
            standing.staged().map(StagedPolicy::policy).ifPresent(this::check);
        }
        if (house.journal().registry().tenants().isEmpty()) {
            throw new StartRefused("policy_missing", "no tenant has a policy; run `init` first");
        }
    }

    /** Activates what the folder holds now, if that is something else and loads. */
    boolean reload() {
        Optional<Path> found = folder.get();
        if (found.isEmpty()) {
            LOG.warn("there is no policy folder to read again; policies come from the API");
            return false;
        }
        try {
            boolean changed = activate(PolicyFolder.read(found.get()), "read from the policy folder on request");
            LOG.info(
                    changed ? "policies were read again and are active" : "policies were read again and are unchanged");
            return changed;
        } catch (StartRefused e) {
            LOG.error("the active policies stay in force: {}", e.getMessage());
            return false;
        }
    }

    private boolean activate(SortedMap<String, String> files, String why) {
        boolean changed = false;
        for (TenantId tenant : house.journal().registry().tenants()) {
            PolicySource source = PolicyDigest.source(tenant, files);
            String active = house.journal()
                    .registry()
                    .policy(tenant)
                    .map(PolicySource::digest)
                    .orElse("");
            if (!source.digest().equals(active)) {
                check(source);
                if (!house.journal().registry().isFree(source)) {
                    throw new StartRefused(
                            "policy_version_taken",
                            "`" + source.label() + "` is the name of another bundle already; raise the version in "
                                    + PolicyManifest.FILE);
                }
                CommitResult result = gate.change(Actor.system(tenant), new RegistryChange.ActivatePolicy(source), why);
                if (!(result instanceof CommitResult.Committed)) {
                    throw new StartRefused("journal_unavailable", "the policies' activation could not be recorded");
                }
                changed = true;
            }
        }
        return changed;
    }

    private void check(PolicySource source) {
        try {
            house.policies().bundle(source);
        } catch (PolicyRefused e) {
            throw new StartRefused("policy_refused", "the policies do not load: " + e.getMessage(), e);
        }
    }
}
