package dev.sallyport.cli.hook;

import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.connect.hook.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code doctor}: finds the configurations of agent hosts on this machine, says which tools no gateway stands before, and tries each hook and
 * each proxy with a call that must not run. Ends with 1 if one did not block or something is ungated.
 */
@Command
public final class DoctorVerb extends Verb {
    @Option(
            names = "--project",
            paramLabel = "DIR",
            description = "look into that project too, again for more (default: the folder this is started in)")
    private List<String> projects = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the gateway's data directory (default: SALLYPORT_HOME, else ~/.sallyport)")
    private @Nullable String data;

    @Option(
            names = "--direct",
            paramLabel = "HOST:PORT",
            description = "an address that only the gateway may reach, again for more: connects there, sends nothing,"
                    + " and says whether an agent that runs as this does would get past the egress proxy")
    private List<String> direct = new ArrayList<>();

    private int faults;
    private int seen;

    /** On that terminal. */
    public DoctorVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() throws IOException, InterruptedException {
        Path home = HostVerb.home(terminal());
        List<WayOut> ways = direct.stream().map(WayOut::of).toList();
        List<Places> places = new ArrayList<>(List.of(new Places(home, Optional.empty())));
        for (String project : projects.isEmpty() ? List.of(".") : projects) {
            places.add(new Places(home, Optional.of(HostVerb.absolute(terminal(), project))));
        }
        for (Host host : Host.values()) {
            look(host, places);
        }
        ways.forEach(this::tryWay);
        if (seen == 0) {
            say("none", "found no configuration of an agent host below " + home, true);
        }
        return faults == 0 ? Exit.OK : Exit.NO;
    }

    private void tryWay(WayOut way) {
        boolean closed = !way.isOpen();
        count(closed);
        String how = closed
                ? "can't be reached from here but through the gateway"
                : "is reached directly: an agent here need not ask the egress proxy (docs/operate/egress.md)";
        row(
                JsonObject.builder()
                        .put("kind", "network")
                        .put("address", way.toString())
                        .put("blocked", closed)
                        .put("how", how)
                        .build(),
                (closed ? "closed   " : "UNGATED  ") + way + ": " + how);
    }

    /** A host counts as gated where its hook of the user or of the project refuses what must be refused. */
    private void look(Host host, List<Places> places) throws IOException, InterruptedException {
        boolean gated = false;
        boolean used = false;
        List<McpConfigs.Configured> servers = new ArrayList<>();
        for (Places place : places) {
            gated |= hooks(host, place);
            used |= Files.isDirectory(place.mark(host));
            servers.addAll(McpConfigs.of(host, place));
        }
        if (!used && servers.isEmpty()) {
            return;
        }
        seen++;
        if (!gated) {
            fault(
                    host,
                    "its own tools (shell, files, web) run without being asked: `sallyport install " + host.wire()
                            + "`");
        }
        for (McpConfigs.Configured server : servers) {
            server(server, gated);
        }
    }

    private boolean hooks(Host host, Places place) throws IOException, InterruptedException {
        ConfigFile file = new ConfigFile(place.hooks(host));
        if (file.text().isEmpty()) {
            return false;
        }
        boolean gated = false;
        for (Hooking.Installed hook : installed(host, file)) {
            boolean decides = host.dialect().deciding().contains(hook.event());
            if (decides && !hook.everything()) {
                fault(host, "the hook in " + file.path() + " is asked about some tools only");
            } else if (decides) {
                boolean reviewed = host != Host.CODEX || CodexReview.given(place.home(), file, hook);
                if (!reviewed) {
                    fault(host, "the hook in " + file.path() + " does not run yet: " + CodexReview.ADVICE);
                }
                gated |= probed(host, file.path(), hook) && reviewed;
            }
        }
        if (gated
                && host != Host.OPENCODE
                && JsonBoolean.of(true).equals(file.settings().get("disableAllHooks"))) {
            fault(host, "`disableAllHooks` in " + file.path() + " turns the hook off");
            return false;
        }
        return gated;
    }

    private List<Hooking.Installed> installed(Host host, ConfigFile file) {
        if (host != Host.OPENCODE) {
            return new Hooking(host).installed(file.settings());
        }
        HookCommand command = new HookCommand(HostVerb.launcher(), folder(), host);
        boolean ours = file.text().filter(t -> t.equals(Plugin.text(command))).isPresent();
        if (!ours) {
            fault(host, file.path() + " is not the plugin that this installation writes");
        }
        String before = host.dialect().usual();
        return ours ? List.of(new Hooking.Installed(before, command.line(before), true)) : List.of();
    }

    private boolean probed(Host host, Path file, Hooking.Installed hook) throws IOException, InterruptedException {
        Probe.Result result =
                Probe.of(host, hook, folder().path().toString(), terminal().env());
        Standing standing = Standing.of(file);
        count(result.blocked());
        row(
                JsonObject.builder()
                        .put("kind", "hook")
                        .put("host", host.wire())
                        .put("file", file.toString())
                        .put("event", hook.event())
                        .put("blocked", result.blocked())
                        .put("how", result.how())
                        .put("milliseconds", result.millis())
                        .put("assurance", standing.level().wire())
                        .put("reason", standing.reason())
                        .build(),
                (result.blocked() ? "blocks   " : "FAILS    ") + host.wire() + ": a forbidden write through " + file
                        + ": "
                        + result.how() + " (" + result.millis() + " ms)\n         assurance "
                        + standing.level().wire() + ": "
                        + standing.reason());
        return result.blocked();
    }

    private void server(McpConfigs.Configured server, boolean hooked) throws IOException, InterruptedException {
        if (server.isProxied() && server.command().size() > 1) {
            Probe.Result result = McpProbe.of(server, terminal().env());
            count(result.blocked());
            report(server, "proxy", result.blocked(), "a tool that nobody pinned: " + result.how());
        } else if (server.isProxied()) {
            Probe.Result result = HttpMcpProbe.of(server, terminal().env());
            count(result.blocked());
            String at = server.command().getFirst();
            report(server, "proxy", result.blocked(), "a tool that nobody pinned, at " + at + ": " + result.how());
        } else {
            count(hooked);
            String kind = server.runsCode() ? "it runs commands or code, and " : "";
            report(
                    server,
                    hooked ? "hook" : "none",
                    hooked,
                    kind
                            + (hooked
                                    ? "its calls pass the hook alone, not the proxy"
                                    : "nothing stands before it: `sallyport mcp --server " + server.name()
                                            + " -- ...`"));
        }
    }

    private void report(McpConfigs.Configured server, String gate, boolean fine, String words) {
        row(
                JsonObject.builder()
                        .put("kind", "server")
                        .put("host", server.host().wire())
                        .put("file", server.file().toString())
                        .put("server", server.name())
                        .put("gate", gate)
                        .put("runs_code", server.runsCode())
                        .put("blocked", fine)
                        .put("how", words)
                        .build(),
                (fine ? "gated    " : "UNGATED  ") + server.host().wire() + ": MCP server " + server.name() + " of "
                        + server.file() + ": " + words);
    }

    private void count(boolean fine) {
        faults += fine ? 0 : 1;
    }

    private void fault(Host host, String words) {
        faults++;
        say(host.wire(), words, false);
    }

    private void say(String host, String words, boolean fine) {
        row(
                JsonObject.builder()
                        .put("kind", fine ? "note" : "ungated")
                        .put("host", host)
                        .put("blocked", fine)
                        .put("how", words)
                        .build(),
                fine ? words : "UNGATED  " + host + ": " + words);
    }

    private DataFolder folder() {
        return DataFolder.of(terminal(), data);
    }
}
