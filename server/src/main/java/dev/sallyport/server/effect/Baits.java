package dev.sallyport.server.effect;

import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.shield.canary.Canary;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Credentials that only a thief uses: those the broker keeps as bait, and those of the canaries a tenant planted. A canary may be a file or a
 * line of settings, so whatever stands between blanks, quotes and equals signs in it counts as its credential. Thread-safe.
 */
public final class Baits {
    private static final Pattern BETWEEN = Pattern.compile("[\\s=\"',;]+");

    private final TokenBroker broker;
    private final Supplier<Registry> registry;
    private final Sealer sealer;

    /**
     * The baits of a gateway.
     *
     * @param broker knows the planted secrets of the configuration
     * @param registry knows the canaries as they stand
     * @param sealer opens them
     */
    public Baits(TokenBroker broker, Supplier<Registry> registry, Sealer sealer) {
        this.broker = broker;
        this.registry = registry;
        this.sealer = sealer;
    }

    /**
     * Whether a planted credential has that hash.
     *
     * @param sha256 lower-case hex
     */
    boolean caught(TenantId tenant, String sha256) {
        return broker.plantedWith(sha256).isPresent()
                || registry.get().canaries(tenant).stream()
                        .flatMap(planted -> credentials(planted.open(tenant, sealer)))
                        .anyMatch(credential -> Credentials.hash(credential).equals(sha256));
    }

    private static Stream<String> credentials(Canary canary) {
        Stream<String> pieces = Arrays.stream(BETWEEN.split(canary.text(), -1)).filter(piece -> !piece.isEmpty());
        return Stream.of(Stream.of(canary.text(), canary.text().strip()), canary.cores().stream(), pieces)
                .flatMap(all -> all);
    }
}
