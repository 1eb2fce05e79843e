package dev.sallyport.cli.hook;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.connect.hook.Host;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code install}: makes an agent host ask the gateway before each of its tools runs. Doing it twice changes nothing. */
@Command
public final class InstallVerb extends HostVerb {
    private static final String BELIEVED =
            "\nthe gateway believes this host what the user said: what the user asks for may run without a person's"
                    + " approval, and whoever can put words into the host's prompt can ask for it;"
                    + " --no-user-words --replace takes that back";
    private static final String SILENT =
            "\nthe gateway does not believe this host what the user said: changes wait for a person, or are"
                    + " denied, by trust levels alone";

    private static final String UNCHANGED =
            "\nthe hook's agent stays as it was registered: --no-user-words takes --replace, which gives it another token";

    @Option(names = "--dry-run", description = "show what would change in the host's configuration, and change nothing")
    private boolean dryRun;

    @Option(names = "--agent", paramLabel = "KEY", description = "the key of the hook's agent (default: hook-HOST)")
    private @Nullable String agent;

    @Option(names = "--replace", description = "end the token of an agent of that key, and give it another")
    private boolean replace;

    @Option(
            names = "--no-user-words",
            description =
                    "do not believe the host what the user said: every change is then held or denied by trust levels")
    private boolean silent;

    /** On that terminal. */
    public InstallVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit run(Host host) throws IOException {
        ConfigFile file = new ConfigFile(places().hooks(host));
        HookCommand command = command(host);
        String before = file.text().orElse("");
        String after = host == Host.OPENCODE ? Plugin.text(command) : configured(host, file, command);
        List<String> diff = LineDiff.of(before, after);
        boolean known = HookFile.of(folder(), host).token().isPresent() && !replace;
        if (!dryRun) {
            enrol(host, known);
            if (!diff.isEmpty()) {
                file.write(after);
            }
        }
        report(host, file, diff, known);
        return Exit.OK;
    }

    private static String configured(Host host, ConfigFile file, HookCommand command) {
        JsonObject settings = file.settings();
        JsonObject wanted = new Hooking(host).with(settings, command::line);
        return wanted.equals(settings) ? file.text().orElseThrow() : PrettyJson.of(wanted);
    }

    /** The gateway first: a configuration whose hook nobody can answer would stop the host. */
    private void enrol(Host host, boolean known) throws IOException {
        if (known && terminal().env(Gateways.TOKEN_VARIABLE).isEmpty()) {
            return; // put there by an operator; this is a repair of the configuration alone
        }
        Enrolment enrolment = new Enrolment(Gateways.running(folder()).as(Gateways.operatorKey(terminal())), host);
        enrolment.pinTools();
        if (!known) {
            String key = agent == null ? "hook-" + host.wire() : agent;
            HookFile.of(folder(), host).write(enrolment.register(key, !silent, replace));
        }
    }

    private void report(Host host, ConfigFile file, List<String> diff, boolean known) {
        JsonObject.Builder row = JsonObject.builder()
                .put("host", host.wire())
                .put("file", file.path().toString())
                .put("dry_run", dryRun)
                .put("changed", !diff.isEmpty())
                .put(
                        "diff",
                        new JsonArray(diff.stream().<Json>map(JsonString::new).toList()));
        if (!known) {
            row.put("speaks_for_user", !silent);
        }
        String head = diff.isEmpty()
                ? "nothing to change in " + file.path()
                : (dryRun ? "would change " : "changed ") + file.path();
        String advice = dryRun || diff.isEmpty()
                ? ""
                : (host == Host.CODEX ? "\n" + CodexReview.ADVICE : "") + "\nrestart " + host.wire()
                        + ", then see that it blocks: sallyport doctor";
        String shown = dryRun ? "\n" + String.join("\n", diff) : "";
        row(row.build(), head + shown + belief(known) + advice);
    }

    /** What was decided about the user's words; nothing where nothing was. */
    private String belief(boolean known) {
        if (known) {
            return silent ? UNCHANGED : "";
        }
        return silent ? SILENT : BELIEVED;
    }

    static Complaint notHere(Host host) {
        return Complaint.usage("no_hook", "no hook of " + host.wire() + " is installed there");
    }
}
