package dev.sallyport.server.wiring;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.policy.PolicyPacks;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.StaffKey;
import dev.sallyport.gate.registry.StaffRole;
import dev.sallyport.ledger.log.TenantCheckpoint;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.config.Settings;
import dev.sallyport.store.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Sets up what a gateway serves: the data directory, its keys, and each tenant's first credentials. */
public final class Install {
    /** The tenant of an install that needs only one. */
    public static final TenantId DEFAULT_TENANT = new TenantId("default");

    private Install() {}

    /** The first credentials of a tenant; shown once, kept nowhere. */
    public record FreshKeys(String operatorKey, String enrolmentKey) {
        @Override
        public String toString() {
            return "FreshKeys[...]";
        }
    }

    /**
     * Makes a data directory with the default tenant.
     *
     * @throws StartRefused {@code install_exists} if there is one
     */
    public static FreshKeys create(Path folder, Sources sources) {
        return create(new GatewayOptions(folder, Settings.defaults(), Optional.empty()), sources);
    }

    /** The same in the database that those settings choose. */
    public static FreshKeys create(GatewayOptions options, Sources sources) {
        return create(options, sources, List.of());
    }

    /**
     * The same, with policy packs beside the default one.
     *
     * @throws dev.sallyport.gate.policy.PolicyRefused for a name that is no pack's
     */
    public static FreshKeys create(GatewayOptions options, Sources sources, List<String> packs) {
        SortedMap<String, String> policies = PolicyPacks.files(packs);
        DataDirectory data = new DataDirectory(options.data());
        if (SqliteStore.exists(data.path()) || Files.exists(data.storeFile())) {
            throw new StartRefused(
                    "install_exists", "`" + data.path() + "` holds an install already; choose another directory");
        }
        data.prepare();
        Keys.create(data, sources.random());
        Keys.audit(data, sources.random());
        return addTenant(options, DEFAULT_TENANT, sources, policies);
    }

    /**
     * Gives a tenant an operator key, an enrolment key and the default policies. The gateway of the directory must not
     * run.
     *
     * @throws StartRefused {@code tenant_exists} if it has been set up, {@code tenant_reserved} if its log would be called
     *     as the install's
     */
    public static FreshKeys addTenant(Path folder, TenantId tenant, Sources sources) {
        return addTenant(new GatewayOptions(folder, Settings.defaults(), Optional.empty()), tenant, sources);
    }

    /** The same in the database that those settings choose. */
    static FreshKeys addTenant(GatewayOptions options, TenantId tenant, Sources sources) {
        return addTenant(options, tenant, sources, PolicyPacks.files(List.of()));
    }

    private static FreshKeys addTenant(
            GatewayOptions options, TenantId tenant, Sources sources, SortedMap<String, String> policies) {
        if (tenant.value().equals(TenantCheckpoint.INSTALL)) {
            throw new StartRefused(
                    "tenant_reserved", "no tenant may be called `" + tenant + "`: the log over all tenants is");
        }
        Credentials credentials = new Credentials(sources.random());
        FreshKeys fresh =
                new FreshKeys(credentials.mint(CredentialKind.OPERATOR), credentials.mint(CredentialKind.ENROLMENT));
        try (Foundation foundation = Foundation.open(options, sources, true)) {
            if (foundation.store().journal().registry().policy(tenant).isPresent()) {
                throw new StartRefused("tenant_exists", "tenant `" + tenant + "` has been set up already");
            }
            Gate gate = Core.of(foundation.house(), List.of()).gate();
            issue(gate, tenant, StaffRole.OPERATOR, fresh.operatorKey());
            issue(gate, tenant, StaffRole.ENROLMENT, fresh.enrolmentKey());
            record(gate, new RegistryChange.ActivatePolicy(PolicyPacks.of(tenant, policies)));
        }
        return fresh;
    }

    private static void issue(Gate gate, TenantId tenant, StaffRole role, String key) {
        record(gate, new RegistryChange.IssueStaffKey(new StaffKey(tenant, role, Credentials.hash(key))));
    }

    private static void record(Gate gate, RegistryChange change) {
        CommitResult result = gate.change(Actor.system(change.tenant()), change, "set up");
        if (!(result instanceof CommitResult.Committed)) {
            throw new StartRefused("setup_failed", "the install could not be recorded: " + result);
        }
    }
}
