package dev.sallyport.cli.baseline;

import dev.sallyport.shield.Shield;
import dev.sallyport.shield.canary.Canary;
import dev.sallyport.shield.canary.CanaryShield;
import dev.sallyport.shield.canary.RememberedPlants;
import dev.sallyport.shield.egress.EgressShield;
import dev.sallyport.shield.egress.HostLists;
import dev.sallyport.shield.fence.FenceShield;
import dev.sallyport.shield.injection.InjectionGuard;
import dev.sallyport.shield.packages.Knowledge;
import dev.sallyport.shield.packages.PackageGate;
import dev.sallyport.shield.secret.SecretGuard;
import java.util.List;

/** The shields of this program, made for a run over workloads. The one place that names them. */
final class InstalledShields {
    /** The tenant in whose name workloads run. */
    private static final String TENANT = "baseline";

    private InstalledShields() {}

    /** Every shield of this program. */
    static List<Shield> all(List<Canary> planted) {
        RememberedPlants plants = new RememberedPlants();
        planted.forEach(canary -> plants.plant(TENANT, canary));
        return List.of(
                new CanaryShield(plants),
                new EgressShield(tenant -> HostLists.NONE),
                new FenceShield(),
                new InjectionGuard(),
                new PackageGate(Knowledge.shipped()),
                new SecretGuard());
    }
}
