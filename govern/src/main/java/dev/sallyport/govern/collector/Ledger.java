package dev.sallyport.govern.collector;

import dev.sallyport.action.json.JsonObject;
import java.io.IOException;
import java.util.List;

/**
 * The collector's own record of what it did: lines that are only ever added, each chained to the one before, durable when added. Thread-safe.
 */
public interface Ledger {
    /** Adds a line, durably. */
    void append(JsonObject line) throws IOException;

    /** Every line, oldest first, as it was added. */
    List<JsonObject> lines() throws IOException;
}
