package dev.sallyport.cli.mcp;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.connect.mcp.inspect.Finding;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Server;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Pins as the HTTP API writes them. */
public final class PinForm {
    /** The API answers for the tenant of the credential; which one that is does not matter to a comparison. */
    private static final TenantId TENANT = new TenantId("default");

    private PinForm() {}

    /** The body that pins these tools. */
    public static JsonObject tools(List<PinnedTool> tools) {
        return JsonObject.builder()
                .put(
                        "tools",
                        new JsonArray(tools.stream().<Json>map(PinForm::tool).toList()))
                .build();
    }

    private static JsonObject tool(PinnedTool tool) {
        List<Json> authority = new TreeSet<>(tool.authority())
                .stream().<Json>map(JsonString::new).toList();
        JsonObject.Builder out = JsonObject.builder()
                .put("name", tool.name())
                .put("schema_hash", tool.schemaHash())
                .put("effect", tool.effect().name().toLowerCase(Locale.ROOT))
                .put("capability", tool.capability().wire())
                .put("authority", new JsonArray(authority));
        if (!tool.findings().isEmpty()) {
            out.put(
                    "findings",
                    new JsonArray(new TreeSet<>(tool.findings())
                            .stream().<Json>map(JsonString::new).toList()));
        }
        tool.resultTrust().ifPresent(trust -> out.put("result_trust", trust.wire()));
        tool.resourcePath().ifPresent(path -> out.put("resource_path", path));
        return out.build();
    }

    /** The server as the gateway knows it. */
    public static Optional<Server> present(Gateway gateway, String key) {
        try {
            return gateway.get("/v1/mcp/servers").orComplain().list("servers").stream()
                    .filter(row -> row.get("key") instanceof JsonString own
                            && own.value().equals(key))
                    .findFirst()
                    .map(PinForm::server);
        } catch (FormBroken broken) {
            throw Complaint.cannotDecide("malformed_answer", "the gateway's list of servers: " + broken.getMessage());
        }
    }

    /** The pins that people accepted of other servers. */
    static List<PinnedTool> elsewhere(Gateway gateway, String key) {
        try {
            return gateway.get("/v1/mcp/servers").orComplain().list("servers").stream()
                    .map(PinForm::server)
                    .filter(server -> !server.key().equals(key))
                    .flatMap(server -> server.tools().values().stream())
                    .filter(PinnedTool::reviewed)
                    .toList();
        } catch (FormBroken broken) {
            throw Complaint.cannotDecide("malformed_answer", "the gateway's list of servers: " + broken.getMessage());
        }
    }

    /** What is accepted, by tool, from words {@code TOOL=FINDING+FINDING}. */
    static Map<String, Set<String>> accepted(List<String> words) {
        Map<String, Set<String>> accepted = new TreeMap<>();
        for (String word : words) {
            int equals = word.lastIndexOf('=');
            Set<String> codes = Set.of(word.substring(equals + 1).split("\\+"));
            if (equals < 1
                    || !codes.stream().allMatch(code -> Finding.byWire(code).isPresent())) {
                throw Complaint.usage("usage", "mcp pin: --accept takes TOOL=FINDING, not `" + word + "`");
            }
            accepted.put(word.substring(0, equals), codes);
        }
        return accepted;
    }

    private static Server server(JsonObject row) {
        Fields fields = Fields.of("server", row);
        Map<String, PinnedTool> tools = new TreeMap<>();
        for (Json item : fields.items("tools")) {
            PinnedTool tool = tool(Fields.of("tool", item));
            tools.put(tool.name(), tool);
        }
        return new Server(TENANT, fields.text("key"), fields.flag("strict"), fields.flag("quarantined"), tools);
    }

    private static PinnedTool tool(Fields fields) {
        return new PinnedTool(
                fields.text("name"),
                fields.text("schema_hash"),
                fields.word("effect", word -> byName(Effect.values(), word)),
                fields.word("capability", word -> byName(Capability.values(), word)),
                fields.optionalText("result_trust").flatMap(TrustLevel::byWire),
                fields.optionalText("resource_path"),
                Set.copyOf(fields.texts("authority")),
                fields.flag("reviewed"),
                fields.whole().get("findings") == null ? Set.of() : Set.copyOf(fields.texts("findings")));
    }

    private static <E extends Enum<E>> Optional<E> byName(E[] values, String wire) {
        return Arrays.stream(values)
                .filter(v -> v.name().equalsIgnoreCase(wire))
                .findFirst();
    }

    /** A name as a segment of a path. */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
