package dev.sallyport.gate;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.Granted;
import dev.sallyport.gate.registry.Grant;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.provenance.catalogue.Catalogue;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.ToolSchema;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which values a remembered approval binds, and which of the remembered ones fits a call. Bound is every argument but the wording
 * of a tool that a person pinned: what the catalogue, or else its name, says is text, a title or a form. An argument of which nobody
 * says what it decides is bound. Values are compared as keyed commitments of their canonical form, so a number is bound however it is
 * written and a text as it stands.
 */
final class Remembering {
    /** What is said rather than decided; an argument that a pin marks as authority-bearing is bound all the same. */
    private static final Set<Role> WORDING = EnumSet.of(Role.CONTENT, Role.TITLE, Role.FORM);

    /** Stands for what an MCP request carries beside its arguments, and for the resource; no argument is called so. */
    private static final String BESIDE = "\u0000beside";

    private static final String RESOURCE = "\u0000resource";

    private Remembering() {}

    /** The commitments of the values that a grant for this call binds. */
    static SortedMap<String, String> values(Sealer sealer, Call call, Optional<PinnedTool> tool, Catalogue catalogue) {
        SortedMap<String, String> values = new TreeMap<>();
        Map<String, Role> roles = catalogue
                .entry(
                        call.server(),
                        new ToolSchema(
                                call.action().action(),
                                "",
                                List.copyOf(call.action().parameters().members().keySet())))
                .args();
        call.action().parameters().members().forEach((name, value) -> {
            boolean structure = value instanceof JsonObject || value instanceof JsonArray;
            if (structure || !isWording(name, roles, tool)) {
                values.put(name, commitment(sealer, call, name, value));
            }
        });
        call.dispatch()
                .map(Call.Dispatch::beside)
                .filter(beside -> !beside.members().isEmpty())
                .ifPresent(beside -> values.put(BESIDE, commitment(sealer, call, BESIDE, beside)));
        Optional.ofNullable(call.action().resource())
                .ifPresent(
                        resource -> values.put(RESOURCE, commitment(sealer, call, RESOURCE, new JsonString(resource))));
        return values;
    }

    /** The remembered approval that fits the call on these facts, if one does. */
    static Optional<Granted> fitting(Sealer sealer, Registry registry, Call call, Facts facts, Catalogue catalogue) {
        List<Grant> about = registry.grants(call.tenant()).stream()
                .filter(grant ->
                        grant.isAbout(call.agent(), call.server(), call.action().action()))
                .filter(grant -> facts.timeMillis() < grant.expiresMillis() && stands(registry, grant))
                .filter(grant -> grant.schemaHash().equals(facts.what().schemaHash()))
                .filter(grant -> grant.influences().containsAll(influences(facts))
                        && grant.sources().containsAll(facts.trust().sources()))
                .toList();
        if (about.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, String> values = values(sealer, call, tool(registry, call), catalogue);
        return about.stream()
                .filter(grant -> grant.values().equals(values))
                .map(grant -> new Granted(grant.id(), grant.group(), grant.policies()))
                .findFirst();
    }

    static Optional<PinnedTool> tool(Registry registry, Call call) {
        return registry.server(call.tenant(), call.server())
                .flatMap(server -> server.tool(call.action().action()))
                .filter(PinnedTool::reviewed);
    }

    static List<String> influences(Facts facts) {
        return facts.trust().influences().stream().map(TrustLevel::wire).toList();
    }

    /** A person's word counts while the person may still give it. */
    private static boolean stands(Registry registry, Grant grant) {
        return registry.approver(grant.tenant(), grant.person())
                .filter(person -> person.roles().has(dev.sallyport.gate.registry.Role.APPROVER)
                        && person.groups().contains(grant.group()))
                .isPresent();
    }

    private static boolean isWording(String name, Map<String, Role> roles, Optional<PinnedTool> tool) {
        Role role = roles.get(name);
        return role != null
                && WORDING.contains(role)
                && tool.filter(t -> !t.authority().contains(name)
                                && !t.resourcePath().equals(Optional.of(name)))
                        .isPresent();
    }

    private static String commitment(Sealer sealer, Call call, String name, Json value) {
        JsonObject bound = JsonObject.builder()
                .put("tenant", call.tenant().value())
                .put("tool", call.action().tool())
                .put("action", call.action().action())
                .put("name", name)
                .put("value", new JsonArray(List.of(value)))
                .build();
        return HexFormat.of().formatHex(sealer.commitment(CanonicalForm.of(bound, Scheme.SALLYPORT_JCS_2)));
    }
}
