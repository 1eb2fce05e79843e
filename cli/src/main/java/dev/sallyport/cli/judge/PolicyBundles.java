package dev.sallyport.cli.judge;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.policy.PolicyPacks;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.gate.registry.PolicySource;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bundles to judge by, loaded exactly as a gateway loads them. */
public final class PolicyBundles {
    private static final TenantId TENANT = new TenantId("default");

    private PolicyBundles() {}

    /** The pack a new install begins with. */
    public static PolicyBundle builtIn() {
        return new CedarPolicies().bundle(PolicyPacks.defaultPack(TENANT));
    }

    /** The bundle in a folder; one that does not load decides nothing. */
    public static PolicyBundle folder(Terminal terminal, String folder) {
        try {
            return new CedarPolicies().bundle(source(terminal, folder));
        } catch (PolicyRefused refused) {
            throw Complaint.cannotDecide("policy_refused", "the policies do not load: " + refused.getMessage());
        }
    }

    /**
     * The text of a folder's policies, not yet loaded.
     *
     * @throws PolicyRefused if it holds none
     */
    static PolicySource source(Terminal terminal, String folder) {
        Path path = terminal.path(folder);
        if (!Files.isDirectory(path)) {
            throw Complaint.usage("no_such_folder", "no policy folder `" + folder + "`");
        }
        return PolicyPacks.directory(TENANT, path);
    }
}
