package dev.sallyport.cli.mcp;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.connect.link.ShimPlan;
import dev.sallyport.connect.mcp.pin.Inspected;
import dev.sallyport.connect.mcp.pin.ListingFailed;
import dev.sallyport.connect.mcp.pin.PinDiff;
import dev.sallyport.connect.mcp.pin.PinOffer;
import dev.sallyport.connect.mcp.pin.ToolLister;
import dev.sallyport.connect.mcp.tool.ProtocolOperation;
import dev.sallyport.connect.mcp.upstream.HttpTarget;
import dev.sallyport.gate.registry.PinnedTool;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code mcp pin}: shows an operator what a server offers, and accepts it. From then on a tool whose description or schema
 * changes is denied until it is pinned again.
 */
@Command
public final class McpPinVerb extends Verb {
    @Parameters(index = "0", paramLabel = "NAME", description = "the key to pin the server under")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "the server's command, after `--`")
    private List<String> command = new ArrayList<>();

    @Option(names = "--reads", paramLabel = "T,...", split = ",", description = "these tools change nothing")
    private List<String> reads = new ArrayList<>();

    @Option(names = "--mutates", paramLabel = "T,...", split = ",", description = "these tools do, whatever they say")
    private List<String> mutates = new ArrayList<>();

    @Option(
            names = "--results-trust",
            paramLabel = "[T=]LEVEL,...",
            split = ",",
            description = "the trust of what results carry: of every tool, or of the tool named")
    private List<String> results = new ArrayList<>();

    @Option(
            names = "--authority",
            paramLabel = "T=A+B,...",
            split = ",",
            description = "the arguments of a tool that decide where data goes; `T=` for none")
    private List<String> authority = new ArrayList<>();

    @Option(
            names = "--resource",
            paramLabel = "T=A,...",
            split = ",",
            description = "the argument of a tool that names the resource")
    private List<String> resources = new ArrayList<>();

    @Option(
            names = "--client",
            paramLabel = "C",
            description =
                    "list the tools as a client that can do what: roots+sampling+elicitation (common, the default),"
                            + " some of them, or nothing (plain)")
    private String client = "common";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the server's MCP endpoint, if it is reached over HTTP and not started by a command")
    private @Nullable String url;

    @Option(
            names = "--accept",
            paramLabel = "T=F+F,...",
            split = ",",
            description = "pin these tools although the inspection of what the server says of them found F")
    private List<String> accepted = new ArrayList<>();

    @Option(names = "--strict", description = "one tool that changes or goes missing stops the whole server")
    private boolean strict;

    @Option(
            names = "--tools-only",
            description = "accept no resources, prompts and completions: asking for them is denied")
    private boolean toolsOnly;

    @Option(names = "--dry-run", description = "show what would change, and change nothing")
    private boolean dryRun;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the gateway's data directory (default: SALLYPORT_HOME, else ~/.sallyport)")
    private @Nullable String data;

    /** On that terminal. */
    public McpPinVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() throws InterruptedException {
        if (command.isEmpty() == (url == null)) {
            throw Complaint.usage(
                    "no_command",
                    "mcp pin: say where the server is with --url, or the command that starts it: put it after `--`");
        }
        String key = Gateways.operatorKey(terminal());
        DataFolder folder = DataFolder.of(terminal(), data);
        Gateway gateway = BackgroundGateway.ensure(folder).gateway().as(key);
        PinOffer offer = offer(PinForm.elsewhere(gateway, name));
        PinDiff diff = PinDiff.between(PinForm.present(gateway, name), offer);
        offer.refused().forEach(why -> terminal().err().println("sallyport: not pinned: " + why));
        if (!dryRun) {
            gateway.post("/v1/mcp/servers", registration()).orComplain();
            gateway.post("/v1/mcp/servers/" + PinForm.segment(name) + "/tools", PinForm.tools(offer.tools()))
                    .orComplain();
        }
        report(offer, diff);
        return Exit.OK;
    }

    private JsonObject registration() {
        JsonObject.Builder server = JsonObject.builder().put("key", name).put("strict", strict);
        if (url != null) {
            server.put("url", url);
        }
        return server.build();
    }

    private HttpTarget target(String address) {
        try {
            return new HttpTarget(URI.create(address), Optional.empty(), false);
        } catch (IllegalArgumentException e) {
            throw Complaint.usage("usage", "mcp pin: --url takes the http:// or https:// address of an MCP endpoint");
        }
    }

    private PinOffer offer(List<PinnedTool> elsewhere) throws InterruptedException {
        List<Json> entries;
        try {
            Map<String, String> environment = new HashMap<>(terminal().env());
            environment.keySet().removeAll(ShimPlan.HIDDEN);
            entries = url == null
                    ? ToolLister.list(command, environment, client())
                    : ToolLister.list(target(url), client());
        } catch (ListingFailed failed) {
            throw Complaint.cannotDecide("tools_unlisted", "mcp pin: " + failed.getMessage());
        }
        PinOverrides overrides = new PinOverrides(entries);
        overrides.effects(reads, mutates);
        overrides.results(results);
        overrides.authority(authority);
        overrides.resources(resources);
        PinOffer offer = Inspected.of(
                PinOffer.of(name, entries, overrides.byTool()), entries, elsewhere, PinForm.accepted(accepted));
        return toolsOnly ? offer : offer.withProtocol(overrides.byOperation());
    }

    private ToolLister.Client client() {
        return switch (client) {
            case "common" -> ToolLister.Client.COMMON;
            case "plain" -> ToolLister.Client.PLAIN;
            default -> able(List.of(client.split("\\+")));
        };
    }

    private ToolLister.Client able(List<String> abilities) {
        if (!ToolLister.Client.ABILITIES.containsAll(abilities)) {
            throw Complaint.usage(
                    "usage",
                    "mcp pin: no client `" + client + "`: use common, plain, or some of "
                            + String.join("+", ToolLister.Client.ABILITIES));
        }
        return new ToolLister.Client(Set.copyOf(abilities));
    }

    private void report(PinOffer offer, PinDiff diff) {
        List<Json> changes = diff.lines().stream().<Json>map(JsonString::new).toList();
        List<Json> refused = offer.refused().stream().<Json>map(JsonString::new).toList();
        long tools = offer.tools().stream()
                .filter(tool -> ProtocolOperation.of(tool.name()).isEmpty())
                .count();
        String head = (dryRun ? "would pin " : "pinned ") + tools + " tools of " + name
                + (diff.changes().isEmpty() ? ", none changed" : "");
        row(
                JsonObject.builder()
                        .put("server", name)
                        .put("pinned", tools)
                        .put("dry_run", dryRun)
                        .put("changes", new JsonArray(changes))
                        .put("refused", new JsonArray(refused))
                        .build(),
                String.join(System.lineSeparator() + "  ", concat(head, diff.lines())));
    }

    private static List<String> concat(String head, List<String> lines) {
        List<String> all = new ArrayList<>(List.of(head));
        all.addAll(lines);
        return all;
    }
}
