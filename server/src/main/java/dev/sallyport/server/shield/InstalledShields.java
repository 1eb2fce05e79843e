package dev.sallyport.server.shield;

import dev.sallyport.gate.Shielding;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.canary.CanaryShield;
import dev.sallyport.shield.canary.Plants;
import dev.sallyport.shield.egress.EgressShield;
import dev.sallyport.shield.egress.HostLists;
import dev.sallyport.shield.fence.FenceShield;
import dev.sallyport.shield.injection.InjectionGuard;
import dev.sallyport.shield.packages.Imported;
import dev.sallyport.shield.packages.ImportedFile;
import dev.sallyport.shield.packages.Knowledge;
import dev.sallyport.shield.packages.PackageGate;
import dev.sallyport.shield.secret.SecretGuard;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The shields this gateway has. */
public final class InstalledShields {
    private InstalledShields() {}

    /**
     * All of them.
     *
     * @param registry where canaries and settings stand
     * @param packages the data directory into which lists of packages were imported; empty for what the jar brings alone
     * @param hosts what the operator says of hosts
     * @param ticker for how long they take
     * @param listener told of each run
     */
    public static Shielding of(
            Supplier<Registry> registry,
            Optional<Path> packages,
            HostLists hosts,
            LongSupplier ticker,
            Shielding.Listener listener) {
        Optional<Imported> imported = packages.flatMap(InstalledShields::imported);
        PackageGate packageGate =
                new PackageGate(imported.map(Imported::revision).orElse(0), () -> known(imported));
        List<Shield> shields = all(new RegistryPlants(registry), hosts, packageGate);
        return new Shielding(new Shields(shields, ticker), listener);
    }

    /** One of each, over those canaries. The one place that names them. */
    public static List<Shield> all(Plants plants, HostLists hosts, PackageGate packages) {
        return List.of(
                new CanaryShield(plants),
                new EgressShield(tenant -> hosts),
                new FenceShield(),
                new InjectionGuard(),
                packages,
                new SecretGuard());
    }

    private static Knowledge known(Optional<Imported> imported) {
        Knowledge shipped = Knowledge.shipped();
        return imported.map(shipped::with).orElse(shipped);
    }

    /** A file that can't be read keeps the gateway from starting: a gate that knows less than it was told is no gate. */
    private static Optional<Imported> imported(Path data) {
        Path file = data.resolve(ImportedFile.NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return Optional.of(ImportedFile.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the imported lists of packages can't be read: " + file, e);
        }
    }
}
