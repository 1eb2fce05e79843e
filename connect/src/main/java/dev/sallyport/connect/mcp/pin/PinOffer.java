package dev.sallyport.connect.mcp.pin;

import dev.sallyport.action.Capability;
import dev.sallyport.action.CapabilityMap;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.tool.ProtocolOperation;
import dev.sallyport.connect.mcp.tool.ToolShape;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.provenance.catalogue.AuthorityArguments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pins a server's list of tools would make, for an operator to accept as they are or changed. What a server says of itself
 * ({@code readOnlyHint}, {@code destructiveHint}, {@code openWorldHint}) counts here, and only here, because a person looks at it.
 *
 * @param tools by name, in the order of the list
 * @param refused tools that can't be pinned, with the reason
 */
public record PinOffer(List<PinnedTool> tools, List<String> refused) {
    /** From what weighs most against later calls to what weighs least; {@code unknown} weighs less than untrusted. */
    private static final List<TrustLevel> WEIGHT = List.of(
            TrustLevel.MALICIOUS_SUSPECTED,
            TrustLevel.UNTRUSTED_EXTERNAL,
            TrustLevel.UNKNOWN,
            TrustLevel.SEMI_TRUSTED_CUSTOMER,
            TrustLevel.TRUSTED_INTERNAL_UNSIGNED,
            TrustLevel.TRUSTED_INTERNAL_SIGNED);

    public PinOffer {
        tools = List.copyOf(tools);
        refused = List.copyOf(refused);
    }

    /**
     * What an operator says otherwise of one tool; what is absent stays as offered.
     *
     * @param authority replaces the guessed arguments, also by none
     */
    public record Correction(
            Optional<Effect> effect,
            Optional<TrustLevel> resultTrust,
            Optional<String> resourcePath,
            Optional<Set<String>> authority) {}

    /** The offer that a list of tools makes. */
    public static PinOffer of(String serverKey, List<Json> entries, Map<String, Correction> corrections) {
        Map<String, PinnedTool> tools = new LinkedHashMap<>();
        List<String> refused = new ArrayList<>();
        Set<String> twice = new TreeSet<>();
        for (Json entry : entries) {
            Optional<ToolShape> shape = ToolShape.of(entry);
            if (shape.isEmpty()) {
                refused.add("an entry without a usable name");
            } else if (ProtocolOperation.of(shape.get().name()).isPresent()) {
                refused.add("`" + shape.get().name() + "`: the protocol itself has an operation of that name");
            } else if (shape.get().hash().equals(ToolShape.NO_HASH)) {
                refused.add("`" + shape.get().name() + "`: its description has no single meaning for every reader");
            } else if (tools.put(shape.get().name(), pin(serverKey, shape.get())) != null) {
                twice.add(shape.get().name());
            }
        }
        for (String name : twice) {
            tools.remove(name);
            refused.add("`" + name + "`: it is listed twice");
        }
        corrections.forEach((name, by) -> tools.computeIfPresent(name, (n, pin) -> corrected(pin, by)));
        return new PinOffer(List.copyOf(tools.values()), refused);
    }

    /**
     * The same offer with the pins of {@link ProtocolOperation}: they change nothing, and what they answer with is as
     * trusted as the least trusted of the tools; of a server without tools nobody knows, so it is a stranger's text.
     *
     * @param said an operator's word on what one of them brings in, by method
     */
    public PinOffer withProtocol(Map<String, TrustLevel> said) {
        List<PinnedTool> all = new ArrayList<>(tools);
        Optional<TrustLevel> level = tools.isEmpty()
                ? Optional.of(TrustLevel.UNTRUSTED_EXTERNAL)
                : tools.stream()
                        .flatMap(tool -> tool.resultTrust().stream())
                        .min(Comparator.comparingInt(WEIGHT::indexOf));
        for (ProtocolOperation operation : ProtocolOperation.values()) {
            all.add(new PinnedTool(
                    operation.method(),
                    operation.hash(),
                    Effect.READS,
                    Capability.READ,
                    Optional.ofNullable(said.get(operation.method())).or(() -> level),
                    Optional.empty(),
                    Set.of()));
        }
        return new PinOffer(all, refused);
    }

    /**
     * The offer as it is accepted when nobody looks at it. What the server says of itself is believed where the tool is compared with its
     * pin, and nowhere else; whatever it does not call a stranger's text is {@code unknown}.
     */
    public static PinOffer unreviewed(String serverKey, List<Json> entries) {
        PinOffer offer = of(serverKey, entries, Map.of());
        List<PinnedTool> labelled = offer.tools.stream()
                .map(t -> unreviewed(t, Optional.of(t.resultTrust().orElse(TrustLevel.UNKNOWN))))
                .toList();
        List<PinnedTool> all = new PinOffer(labelled, List.of())
                .withProtocol(Map.of()).tools.stream()
                        .map(t -> unreviewed(t, t.resultTrust()))
                        .toList();
        return new PinOffer(all, offer.refused);
    }

    private static PinnedTool unreviewed(PinnedTool t, Optional<TrustLevel> results) {
        return new PinnedTool(
                t.name(), t.schemaHash(), t.effect(), t.capability(), results, t.resourcePath(), t.authority(), false);
    }

    private static PinnedTool pin(String serverKey, ToolShape shape) {
        JsonObject hints = Frame.object(shape.description(), "annotations").orElse(JsonObject.of());
        // Of two hints that contradict each other the stricter counts.
        boolean reads = says(hints, "readOnlyHint") && !says(hints, "destructiveHint");
        Effect effect = reads ? Effect.READS : Effect.MUTATES;
        Capability capability = CapabilityMap.required(serverKey, shape.name())
                .orElse(Capability.TOOL)
                .under(effect);
        return new PinnedTool(
                shape.name(),
                shape.hash(),
                effect,
                capability,
                says(hints, "openWorldHint") ? Optional.of(TrustLevel.UNTRUSTED_EXTERNAL) : Optional.empty(),
                AuthorityArguments.resource(shape.description()),
                AuthorityArguments.of(shape.description()));
    }

    private static PinnedTool corrected(PinnedTool pin, Correction by) {
        Effect effect = by.effect().orElse(pin.effect());
        return new PinnedTool(
                pin.name(),
                pin.schemaHash(),
                effect,
                pin.capability().under(effect),
                by.resultTrust().or(pin::resultTrust),
                by.resourcePath().or(pin::resourcePath),
                by.authority().orElse(pin.authority()));
    }

    private static boolean says(JsonObject hints, String hint) {
        return hints.get(hint) instanceof JsonBoolean flag && flag.value();
    }
}
