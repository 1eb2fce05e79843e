package dev.sallyport.server.shield;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.Shielding;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.canary.CanaryShield;
import dev.sallyport.shield.canary.Plants;
import dev.sallyport.shield.canary.RememberedPlants;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The shields this gateway has. */
public final class InstalledShields {
    private InstalledShields() {}

    /**
     * All of them.
     *
     * @param registry where canaries and settings stand
     * @param sealer opens canaries
     * @param packages the data directory into which lists of packages and released versions were brought; empty for what the jar brings alone
     * @throws ReleaseRefused if a released version was changed since
     * @param hosts what the operator says of hosts
     * @param ticker for how long they take
     * @param listener told of each run
     */
    public static Shielding of(
            Supplier<Registry> registry,
            Sealer sealer,
            Optional<Path> packages,
            HostLists hosts,
            LongSupplier ticker,
            Shielding.Listener listener) {
        Optional<Imported> imported = packages.flatMap(InstalledShields::imported);
        PackageGate packageGate =
                new PackageGate(imported.map(Imported::revision).orElse(0), () -> known(imported));
        List<Shield> shields = all(new RegistryPlants(registry, sealer), hosts, packageGate);
        List<Shield> released =
                packages.map(data -> new Releases(data).over(shields)).orElse(List.of());
        return new Shielding(new Shields(shields, released, ticker), listener);
    }

    /**
     * Begins to read what the shields of this program know, but for packages, on a thread of its own: the store is opened meanwhile. What is given
     * to {@link #await} before any shield is asked.
     */
    public static Future<?> prepare() {
        FutureTask<Boolean> reading = new FutureTask<>(InstalledShields::read, true);
        Thread.ofPlatform().daemon().name("shields").start(reading);
        return reading;
    }

    /** Every list and table is read by the first look that needs it. */
    private static void read() {
        Context nobody = new Context("", "", "", 0, Optional.empty());
        Subject nothing = Subject.Result.of("none", "none", new JsonString("nothing is wrong here"));
        all(Plants.NONE, HostLists.NONE, new PackageGate(0, Knowledge::shipped)).stream()
                .filter(shield -> shield.concerns(nothing))
                .forEach(shield -> shield.inspect(nothing, nobody));
    }

    /**
     * Waits until everything is read.
     *
     * @throws IllegalStateException if something can't be read: a gateway whose shields are blind does not start
     */
    public static void await(Future<?> reading) {
        try {
            reading.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the lists of the shields can't be read: the program is damaged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the lists of the shields were read", e);
        }
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

    /** The shields of this program over nothing planted, for asking what their versions are. */
    public static List<Shield> builtIn() {
        return all(new RememberedPlants(), HostLists.NONE, new PackageGate(0, Knowledge::shipped));
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
