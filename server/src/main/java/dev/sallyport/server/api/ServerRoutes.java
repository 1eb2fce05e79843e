package dev.sallyport.server.api;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.mcp.inspect.Finding;
import dev.sallyport.connect.mcp.upstream.HttpTarget;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Server;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tool servers and the tools an operator accepted of them. */
final class ServerRoutes {
    private static final int TOOLS_LIMIT = 2_000;
    private static final int URL_CHARS = 2_000;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Journal journal;
    private final Access access;
    private final Acts acts;
    private final Input input;

    ServerRoutes(ApiParts parts) {
        this.journal = parts.journal();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
    }

    Reply list(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        List<Json> rows = journal.registry().servers(operator.tenant()).stream()
                .sorted(Comparator.comparing(Server::key))
                .<Json>map(ServerRoutes::row)
                .toList();
        return Reply.json(
                200, JsonObject.builder().put("servers", new JsonArray(rows)).build());
    }

    private static JsonObject row(Server server) {
        List<Json> tools = server.tools().values().stream()
                .sorted(Comparator.comparing(PinnedTool::name))
                .<Json>map(ServerRoutes::row)
                .toList();
        JsonObject.Builder out = JsonObject.builder()
                .put("key", server.key())
                .put("strict", server.strict())
                .put("quarantined", server.quarantined())
                .put("tools", new JsonArray(tools));
        server.url().ifPresent(url -> out.put("url", url.toString()));
        return out.build();
    }

    private static JsonObject row(PinnedTool tool) {
        JsonObject.Builder out = JsonObject.builder()
                .put("name", tool.name())
                .put("schema_hash", tool.schemaHash())
                .put("effect", effect(tool.effect()))
                .put("capability", tool.capability().wire())
                .put("reviewed", tool.reviewed())
                .put("authority", DecisionForm.texts(new TreeSet<>(tool.authority())));
        if (!tool.findings().isEmpty()) {
            out.put("findings", DecisionForm.texts(new TreeSet<>(tool.findings())));
        }
        tool.resultTrust().ifPresent(trust -> out.put("result_trust", trust.wire()));
        tool.resourcePath().ifPresent(path -> out.put("resource_path", path));
        return out.build();
    }

    private static String effect(Effect effect) {
        return effect.name().toLowerCase(Locale.ROOT);
    }

    private record Known(String key, boolean strict, Optional<URI> url) {
        static Known of(Fields body) {
            return new Known(
                    Name.check("key", body.text("key")),
                    body.whole().get("strict") != null && body.flag("strict"),
                    body.optionalText("url").map(Known::url));
        }

        private static URI url(String text) {
            try {
                URI url = new URI(text);
                if (text.length() <= URL_CHARS && HttpTarget.fault(url).isEmpty()) {
                    return url;
                }
            } catch (URISyntaxException e) {
                // answered below, like an address of another kind
            }
            throw Input.wrong(
                    "url takes the http:// or https:// address of an MCP endpoint, without a password or fragment");
        }
    }

    Reply register(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Known known = input.read(exchange, Known::of);
        String receipt = acts.record(
                operator.actor(),
                new RegistryChange.RegisterServer(operator.tenant(), known.key(), known.strict(), known.url()),
                "");
        JsonObject.Builder out = JsonObject.builder()
                .put("key", known.key())
                .put("strict", known.strict())
                .put("receipt_id", receipt);
        known.url().ifPresent(url -> out.put("url", url.toString()));
        return Reply.json(201, out.build());
    }

    Reply pin(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Server server = server(operator, exchange);
        List<PinnedTool> tools = input.read(exchange, ServerRoutes::tools);
        String receipt =
                acts.record(operator.actor(), new RegistryChange.PinTools(operator.tenant(), server.key(), tools), "");
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("key", server.key())
                        .put("pinned", tools.size())
                        .put("receipt_id", receipt)
                        .build());
    }

    private static List<PinnedTool> tools(Fields body) {
        List<Json> items = body.items("tools");
        if (items.size() > TOOLS_LIMIT) {
            throw Input.wrong("tools has " + items.size() + " entries; a server takes up to " + TOOLS_LIMIT);
        }
        List<PinnedTool> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Json item : items) {
            PinnedTool tool = tool(Fields.of("tools[" + tools.size() + "]", item));
            if (!names.add(tool.name())) {
                throw Input.wrong("tools names one tool twice");
            }
            tools.add(tool);
        }
        return tools;
    }

    private static PinnedTool tool(Fields f) {
        String hash = f.text("schema_hash");
        if (!HASH.matcher(hash).matches()) {
            throw Input.wrong("schema_hash takes 64 lower-case hexadecimal digits");
        }
        PinnedTool tool = new PinnedTool(
                Name.check("tool", f.text("name")),
                hash,
                f.word("effect", ServerRoutes::effect),
                f.word("capability", ServerRoutes::capability),
                f.optionalText("result_trust").map(ServerRoutes::trust),
                f.optionalText("resource_path"),
                f.whole().get("authority") == null ? Set.of() : Set.copyOf(f.texts("authority")),
                f.whole().get("reviewed") == null || f.flag("reviewed"),
                f.whole().get("findings") == null ? Set.of() : findings(f.texts("findings")));
        f.end();
        return tool;
    }

    private static Set<String> findings(List<String> codes) {
        for (String code : codes) {
            if (Finding.byWire(code).isEmpty()) {
                throw Input.wrong("findings names what no inspection finds");
            }
        }
        return Set.copyOf(codes);
    }

    private static Optional<Effect> effect(String word) {
        return switch (word) {
            case "reads" -> Optional.of(Effect.READS);
            case "mutates" -> Optional.of(Effect.MUTATES);
            default -> Optional.empty();
        };
    }

    private static Optional<Capability> capability(String word) {
        for (Capability capability : Capability.values()) {
            if (capability.wire().equals(word)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }

    private static TrustLevel trust(String word) {
        return TrustLevel.byWire(word).orElseThrow(() -> Input.wrong("result_trust is no trust level"));
    }

    Reply quarantine(Exchange exchange, boolean quarantined) {
        Caller.Operator operator = access.operator(exchange);
        Server server = server(operator, exchange);
        String why = input.readOrEmpty(exchange, Acts::why);
        String receipt = acts.record(
                operator.actor(), new RegistryChange.SetQuarantine(operator.tenant(), server.key(), quarantined), why);
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("key", server.key())
                        .put("quarantined", quarantined)
                        .put("receipt_id", receipt)
                        .build());
    }

    private Server server(Caller.Operator operator, Exchange exchange) {
        return Input.found(journal.registry().server(operator.tenant(), exchange.path("key")), "server");
    }
}
