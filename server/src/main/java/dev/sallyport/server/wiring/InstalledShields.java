package dev.sallyport.server.wiring;

import dev.sallyport.gate.Shielding;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.Shields;
import java.util.List;
import java.util.function.LongSupplier;

/** The shields this gateway has. */
final class InstalledShields {
    private InstalledShields() {}

    /**
     * @param ticker for how long they take
     * @param listener told of each run
     */
    static Shielding of(LongSupplier ticker, Shielding.Listener listener) {
        List<Shield> shields = List.of();
        return new Shielding(new Shields(shields, ticker), listener);
    }
}
