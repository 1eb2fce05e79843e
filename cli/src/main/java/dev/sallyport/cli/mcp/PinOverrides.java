package dev.sallyport.cli.mcp;

import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.Json;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.connect.mcp.pin.PinOffer;
import dev.sallyport.connect.mcp.tool.ProtocolOperation;
import dev.sallyport.connect.mcp.tool.ToolShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an operator says otherwise, tool by tool, from the words of the command line. Confined to one thread. */
final class PinOverrides {
    private static final PinOffer.Correction NOTHING =
            new PinOffer.Correction(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private final Map<String, PinOffer.Correction> byTool = new TreeMap<>();

    private final Map<String, TrustLevel> byOperation = new TreeMap<>();

    /** Nothing yet, for the tools a server lists. */
    PinOverrides(List<Json> entries) {
        entries.forEach(entry -> ToolShape.of(entry).ifPresent(shape -> byTool.put(shape.name(), NOTHING)));
    }

    /** What resources, prompts and completions bring in, by method, where an operator says so. */
    Map<String, TrustLevel> byOperation() {
        return byOperation;
    }

    Map<String, PinOffer.Correction> byTool() {
        return byTool;
    }

    void effects(List<String> reads, List<String> mutates) {
        for (String tool : reads) {
            if (mutates.contains(tool)) {
                throw Complaint.usage("contradiction", "mcp pin: `" + tool + "` is in --reads and in --mutates");
            }
            effect(tool, Effect.READS);
        }
        mutates.forEach(tool -> effect(tool, Effect.MUTATES));
    }

    private void effect(String tool, Effect effect) {
        PinOffer.Correction o = known("effect", tool);
        byTool.put(
                tool, new PinOffer.Correction(Optional.of(effect), o.resultTrust(), o.resourcePath(), o.authority()));
    }

    /** {@code LEVEL} for all first, whatever the order, then {@code TOOL=LEVEL}. */
    void results(List<String> words) {
        words.stream().filter(w -> w.indexOf('=') < 0).forEach(w -> {
            TrustLevel level = level(w);
            List.copyOf(byTool.keySet()).forEach(tool -> result(tool, level));
            for (ProtocolOperation operation : ProtocolOperation.values()) {
                byOperation.put(operation.method(), level);
            }
        });
        words.stream().filter(w -> w.indexOf('=') >= 0).forEach(w -> result(tool(w), level(value(w))));
    }

    private void result(String tool, TrustLevel level) {
        if (ProtocolOperation.of(tool).isPresent()) {
            byOperation.put(tool, level);
            return;
        }
        PinOffer.Correction o = known("--results-trust", tool);
        byTool.put(tool, new PinOffer.Correction(o.effect(), Optional.of(level), o.resourcePath(), o.authority()));
    }

    void authority(List<String> words) {
        for (String word : words) {
            PinOffer.Correction o = known("--authority", tool(word));
            Set<String> names = Arrays.stream(value(word).split("\\+"))
                    .filter(n -> !n.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
            byTool.put(
                    tool(word),
                    new PinOffer.Correction(o.effect(), o.resultTrust(), o.resourcePath(), Optional.of(names)));
        }
    }

    void resources(List<String> words) {
        for (String word : words) {
            PinOffer.Correction o = known("--resource", tool(word));
            byTool.put(
                    tool(word),
                    new PinOffer.Correction(o.effect(), o.resultTrust(), Optional.of(value(word)), o.authority()));
        }
    }

    private PinOffer.Correction known(String option, String tool) {
        PinOffer.Correction present = byTool.get(tool);
        if (present == null) {
            throw Complaint.usage(
                    "no_such_tool",
                    "mcp pin: " + option + ": the server lists no tool `" + tool + "`, but " + byTool.keySet());
        }
        return present;
    }

    private static String tool(String word) {
        int equals = word.indexOf('=');
        if (equals < 1) {
            throw Complaint.usage("usage", "mcp pin: `" + word + "` is not TOOL=VALUE");
        }
        return word.substring(0, equals);
    }

    private static String value(String word) {
        return word.substring(word.indexOf('=') + 1);
    }

    private static TrustLevel level(String word) {
        return TrustLevel.byWire(word)
                .orElseThrow(() -> Complaint.usage(
                        "no_such_level",
                        "mcp pin: no trust level `" + word + "`: use one of "
                                + Arrays.stream(TrustLevel.values())
                                        .map(TrustLevel::wire)
                                        .toList()));
    }
}
