package dev.sallyport.connect.mcp.pin;

import dev.sallyport.action.json.Json;
import dev.sallyport.connect.mcp.inspect.Finding;
import dev.sallyport.connect.mcp.inspect.Shadow;
import dev.sallyport.connect.mcp.inspect.ToolInspection;
import dev.sallyport.connect.mcp.tool.ToolShape;
import dev.sallyport.gate.registry.PinnedTool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Takes out of an offer what the inspection of the tools' descriptions found and nobody accepted. */
public final class Inspected {
    private Inspected() {}

    /**
     * The offer as it may be pinned. A tool whose findings are all accepted carries them in its pin.
     *
     * @param entries what the server says of its tools
     * @param elsewhere the pins of other servers that people accepted
     * @param accepted codes of findings, by tool
     */
    public static PinOffer of(
            PinOffer offer, List<Json> entries, Collection<PinnedTool> elsewhere, Map<String, Set<String>> accepted) {
        Map<String, Set<String>> found = found(entries);
        List<PinnedTool> tools = new ArrayList<>();
        List<String> refused = new ArrayList<>(offer.refused());
        for (PinnedTool tool : offer.tools()) {
            Set<String> codes = new TreeSet<>(found.getOrDefault(tool.name(), Set.of()));
            if (elsewhere.stream().anyMatch(other -> Shadow.shadows(tool, other))) {
                codes.add(Finding.SHADOWS_TOOL.wire());
            }
            if (accepted.getOrDefault(tool.name(), Set.of()).containsAll(codes)) {
                tools.add(codes.isEmpty() ? tool : tool.accepting(codes));
            } else {
                refused.add(why(tool.name(), codes));
            }
        }
        return new PinOffer(tools, refused);
    }

    private static Map<String, Set<String>> found(List<Json> entries) {
        Map<String, Set<String>> found = new HashMap<>();
        for (Json entry : entries) {
            ToolShape.of(entry).ifPresent(shape -> found.put(shape.name(), ToolInspection.codes(shape.description())));
        }
        return found;
    }

    private static String why(String tool, Set<String> codes) {
        String sentences = codes.stream()
                .flatMap(code -> Finding.byWire(code).stream())
                .map(Finding::sentence)
                .collect(Collectors.joining("; "));
        return "`" + tool + "`: " + sentences + "; read what the server says of it, and if you still want it: --accept "
                + tool + "=" + String.join("+", codes);
    }
}
