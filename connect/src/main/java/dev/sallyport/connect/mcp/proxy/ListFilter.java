package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.mcp.door.GateDoor;
import dev.sallyport.connect.mcp.frame.Fold;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.Skim;
import dev.sallyport.connect.mcp.tool.Observation;
import dev.sallyport.connect.mcp.tool.ToolShape;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Server;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes out of a list of tools what the client could not call. Each entry is compared with its pin by itself, so it does not matter what
 * other pages or earlier lists said. What stays keeps its bytes; a list from which nothing is taken is the frame that came.
 */
final class ListFilter {
    private static final Set<String> MEMBERS = Set.of("tools", "nextCursor");

    private ListFilter() {}

    /** A list as it may be shown. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    record Shown(byte[] frame, boolean shortened) {}

    /** The frame to pass on; nothing if the result is no list of tools for every reader. */
    static Optional<Shown> filter(GateDoor door, Frame.Result frame) {
        JsonObject result = frame.result();
        if (!(result.get("tools") instanceof JsonArray tools)
                || Fold.imitates(result.members().keySet(), MEMBERS)) {
            return Optional.empty();
        }
        List<Integer> kept = kept(door, tools.items());
        boolean shortened = kept.size() < tools.items().size();
        return Optional.of(new Shown(shortened ? cut(frame.bytes(), kept) : frame.bytes(), shortened));
    }

    private static List<Integer> kept(GateDoor door, List<Json> entries) {
        Optional<Server> server = door.server().filter(s -> !s.quarantined());
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Optional<ToolShape> tool = ToolShape.of(entries.get(i));
            Optional<PinnedTool> pin = tool.flatMap(t -> server.flatMap(s -> s.tool(t.name())));
            if (pin.isPresent()
                    && pin.get().schemaHash().equals(tool.get().hash())
                    && !Withheld.is(door, tool.get().name(), Observation.of(entries.subList(i, i + 1)))
                    && !door.deniesOutright(pin.get())) {
                kept.add(i);
            }
        }
        return kept;
    }

    private static byte[] cut(byte[] text, List<Integer> kept) {
        Skim.Span array = Skim.members(text, Skim.all(text))
                .flatMap(frame -> Optional.ofNullable(frame.get("result")))
                .flatMap(result -> Skim.members(text, result))
                .flatMap(result -> Optional.ofNullable(result.get("tools")))
                .orElseThrow(ListFilter::unlikeTheParser);
        List<Skim.Span> items = Skim.items(text, array).orElseThrow(ListFilter::unlikeTheParser);
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
        out.write(text, 0, array.start());
        out.write('[');
        String comma = "";
        for (int i : kept) {
            out.writeBytes(comma.getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(items.get(i).of(text));
            comma = ",";
        }
        out.write(']');
        out.write(text, array.end(), text.length - array.end());
        return out.toByteArray();
    }

    private static IllegalStateException unlikeTheParser() {
        return new IllegalStateException("a strict list of tools was not found where it must stand");
    }
}
