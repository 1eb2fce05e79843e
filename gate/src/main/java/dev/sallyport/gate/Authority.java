package dev.sallyport.gate;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.registry.PinnedTool;

/** Whether a call says where data goes: a read of an address the caller chose is not a mere read. */
final class Authority {
    private Authority() {}

    /** Whether an argument that the catalogue marks as authority-bearing is present. */
    static boolean exercised(PinnedTool tool, JsonObject parameters) {
        for (String name : tool.authority()) {
            Json value = parameters.get(name);
            if (value != null && value != JsonNull.NULL) {
                return true;
            }
        }
        return false;
    }
}
