package dev.sallyport.cli.baseline;

import dev.sallyport.server.shield.InstalledShields;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.canary.Canary;
import dev.sallyport.shield.canary.RememberedPlants;
import dev.sallyport.shield.egress.HostLists;
import dev.sallyport.shield.packages.Knowledge;
import dev.sallyport.shield.packages.PackageGate;
import java.util.List;

/** The shields of this program, made for a run over workloads. */
final class MeasuredShields {
    /** The tenant in whose name workloads run. */
    private static final String TENANT = "baseline";

    private MeasuredShields() {}

    /** Every shield of this program. */
    static List<Shield> all(List<Canary> planted) {
        RememberedPlants plants = new RememberedPlants();
        planted.forEach(canary -> plants.plant(TENANT, canary));
        return InstalledShields.all(plants, HostLists.NONE, new PackageGate(Knowledge.shipped()));
    }
}
