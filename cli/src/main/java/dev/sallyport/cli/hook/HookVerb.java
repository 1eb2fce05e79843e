package dev.sallyport.cli.hook;

import dev.sallyport.action.json.Json;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.remote.Reply;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.connect.hook.Dialect;
import dev.sallyport.connect.hook.HookMark;
import dev.sallyport.connect.hook.Host;
import dev.sallyport.connect.hook.Ruling;
import dev.sallyport.gate.identity.TraceParent;
import dev.sallyport.server.auth.Credentials;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code hook}: what an agent host starts at each of its events. Ends with 0 and one document of the host's, or with 2 and the reason on
 * standard error; nothing else. The launcher answers by itself where it can; this is the same question asked from a JVM.
 */
@Command
public final class HookVerb extends Verb {
    private static final int MAX_DOCUMENT_BYTES = 16 << 20;
    private static final String DEADLINE_VARIABLE = "SALLYPORT_HOOK_DEADLINE";
    /** Where OpenTelemetry has processes hand a trace down to the ones they start. */
    private static final String TRACE_VARIABLE = "TRACEPARENT";

    private static final int DEADLINE_SECONDS = 10;
    private static final String MARK = HookMark.FIELD.toLowerCase(Locale.ROOT);

    @Parameters(
            index = "0",
            paramLabel = "HOST",
            description = "claude-code, cursor, codex, gemini, copilot or opencode")
    private String host = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "EVENT",
            description = "the host's event; the document on standard input must be of that event")
    private @Nullable String event;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the gateway's data directory (default: SALLYPORT_HOME, else ~/.sallyport)")
    private @Nullable String data;

    /** On that terminal. */
    public HookVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        Optional<Dialect> dialect = Host.byWire(host).map(Host::dialect);
        try {
            terminal().json(answer());
            return Exit.OK;
        } catch (RuntimeException fault) { // whatever happens, the host must hear a refusal
            String why =
                    fault instanceof Complaint complaint ? complaint.words() : "a fault of sallyport itself: " + fault;
            terminal().aside("sallyport: " + why);
            return dialect.filter(d -> !d.refusesAt(Optional.ofNullable(event)))
                    .map(this::letGo)
                    .orElse(Exit.USAGE);
        }
    }

    private Exit letGo(Dialect dialect) {
        terminal().json(dialect.answer(String.valueOf(event), new Ruling.Pass()));
        return Exit.OK;
    }

    private Json answer() {
        Host known =
                Host.byWire(host).orElseThrow(() -> Complaint.usage("unknown_host", "no agent host `" + host + "`"));
        if (event != null && !event.matches("[A-Za-z.]{1,40}")) {
            throw Complaint.usage("unknown_event", "not the name of an event: `" + event + "`");
        }
        byte[] document = terminal().readInput(MAX_DOCUMENT_BYTES);
        DataFolder folder = DataFolder.of(terminal(), data);
        String token = terminal()
                .env(Gateways.TOKEN_VARIABLE)
                .or(() -> HookFile.of(folder, known).token())
                .orElseThrow(() -> Complaint.cannotDecide(
                        "no_hook", "no hook of " + host + " is installed here: `sallyport install " + host + "`"));
        Gateway gateway = Gateways.findAlive(terminal(), data).as(token);
        String path = "/v1/hooks/" + host + (event == null ? "" : "?event=" + event);
        Optional<TraceParent> within = terminal().env(TRACE_VARIABLE).flatMap(TraceParent::parse);
        Reply reply = inTime(() -> gateway.post(path, document, within)).orComplain();
        if (!HookMark.of(Credentials.hash(token)).equals(reply.fields().get(MARK))) {
            throw Complaint.cannotDecide("malformed_answer", "the answer is not the gateway's to this hook");
        }
        return reply.object();
    }

    /** Hosts let the call run when their own patience ends, so ours ends first. */
    private Reply inTime(Callable<Reply> question) {
        int seconds = terminal()
                .env(DEADLINE_VARIABLE)
                .filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(Integer::parseInt)
                .orElse(DEADLINE_SECONDS);
        FutureTask<Reply> asking = new FutureTask<>(question);
        Thread.ofVirtual().start(asking);
        try {
            return asking.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw Complaint.cannotDecide("gateway_unreachable", "no answer from the gateway within " + seconds + " s");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Complaint complaint) {
                throw complaint;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Complaint.cannotDecide("gateway_unreachable", "interrupted");
        }
    }
}
