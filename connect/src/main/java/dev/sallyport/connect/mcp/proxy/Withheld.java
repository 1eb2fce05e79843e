package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.connect.mcp.door.GateDoor;
import dev.sallyport.connect.mcp.inspect.Finding;
import dev.sallyport.connect.mcp.tool.Observation;
import dev.sallyport.gate.registry.PinnedTool;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tools are withheld: those in whose description something was found that their pin does not name. Whether a name shadows another
 * server's was shown to whoever reviewed the pin, so it counts only for a pin that nobody did.
 */
final class Withheld {
    private Withheld() {}

    static boolean is(GateDoor door, String tool, Observation seen) {
        Optional<PinnedTool> pin = door.server().flatMap(server -> server.tool(tool));
        Set<String> found = new TreeSet<>(seen.findings(tool));
        if (pin.isPresent() && !pin.get().reviewed() && door.pinnedElsewhere(pin.get())) {
            found.add(Finding.SHADOWS_TOOL.wire());
        }
        return !pin.map(PinnedTool::findings).orElse(Set.of()).containsAll(found);
    }
}
