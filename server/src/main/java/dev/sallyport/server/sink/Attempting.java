package dev.sallyport.server.sink;

import dev.sallyport.server.channel.Addresses;
import dev.sallyport.server.channel.Wire;
import dev.sallyport.server.config.Destination;
import dev.sallyport.soc.export.Maker;
import dev.sallyport.soc.outbox.Owed;
import dev.sallyport.soc.sink.Outcome;
import dev.sallyport.soc.sink.Sink;
import dev.sallyport.soc.sink.Told;
import java.io.IOException;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at one destination; it always ends in an outcome. Thread-safe. */
final class Attempting {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int ROOM = 1 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Attempting.class);

    private final Destination destination;
    private final Sink sink;
    private final Wire wire = new Wire(TIMEOUT_MILLIS, ROOM);

    Attempting(Destination destination, Maker maker) {
        this.destination = destination;
        this.sink = Sinks.of(destination, maker);
    }

    /** @param creating writes down that something is about to be made */
    Outcome once(Owed owed, long nowMillis, Runnable creating) {
        Told told = new Told(
                owed.owing().notice(), owed.owing().key().text(), nowMillis, owed.creatingMillis(), owed.earlier());
        try {
            return sink.tell(told, new HttpLine(wire, destination.reach(), creating));
        } catch (IOException e) {
            LOG.warn("`{}` did not take a notice: {}", destination.name(), String.valueOf(e.getMessage()));
            String why = e instanceof Addresses.AddressRefused ? "address refused" : "no answer";
            return new Outcome.Later(why, OptionalLong.empty(), !(e instanceof Addresses.AddressRefused));
        } catch (RuntimeException e) {
            // The attempt's root: another notice must not suffer.
            LOG.error("a notice to `{}` could not be made", destination.name(), e);
            return new Outcome.Later("internal", OptionalLong.empty(), true);
        }
    }
}
