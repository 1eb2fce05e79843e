package dev.sallyport.server.shield;

import dev.sallyport.gate.Shielding;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.canary.CanaryShield;
import dev.sallyport.shield.secret.SecretGuard;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The shields this gateway has. */
public final class InstalledShields {
    private InstalledShields() {}

    /**
     * All of them.
     *
     * @param registry where canaries and settings stand
     * @param ticker for how long they take
     * @param listener told of each run
     */
    public static Shielding of(Supplier<Registry> registry, LongSupplier ticker, Shielding.Listener listener) {
        List<Shield> shields = List.of(new CanaryShield(new RegistryPlants(registry)), new SecretGuard());
        return new Shielding(new Shields(shields, ticker), listener);
    }
}
