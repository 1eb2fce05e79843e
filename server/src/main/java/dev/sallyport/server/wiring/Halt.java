package dev.sallyport.server.wiring;

import dev.sallyport.store.database.FatalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process at once when nobody can know what the disk holds: no hook runs, nothing more is released. */
final class Halt {
    private static final Logger LOG = LoggerFactory.getLogger(Halt.class);

    private Halt() {}

    static void now(String what, Throwable cause) {
        try {
            LOG.error("stopping at once: {}", what, cause);
        } finally {
            Runtime.getRuntime().halt(FatalHandler.EXIT_CODE);
        }
    }
}
