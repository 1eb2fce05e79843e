package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code contain hold}, {@code contain raise} and {@code contain block}: makes an agent, a server or a tool ask a person, raises the risk
 * tier of an agent or a session, or blocks a destination; with {@code --end}, ends that.
 */
@Command
public final class ContainVerb extends AskingVerb {
    private final String measure;
    private final List<String> kinds;

    @Parameters(
            paramLabel = "WHAT",
            description =
                    "agent:ID, server:KEY, tool:SERVER/TOOL or session:ID; for block a name, an address or a network")
    private String what = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "how long, such as 30m or 2h; until it is ended without it")
    private @Nullable String life;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "hold: whose people may agree where no policy says it")
    private @Nullable String group;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "raise: low, medium, high or critical; one up without it")
    private @Nullable String tier;

    @Option(names = "--end", description = "end it instead")
    private boolean ending;

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    private ContainVerb(Terminal terminal, String measure, List<String> kinds) {
        super(terminal);
        this.measure = measure;
        this.kinds = kinds;
    }

    /** Every call of it that mutates waits for a person. */
    public static ContainVerb hold(Terminal terminal) {
        return new ContainVerb(terminal, "force_approval", List.of("agent", "server", "tool"));
    }

    /** Policies see a higher risk tier. */
    public static ContainVerb raise(Terminal terminal) {
        return new ContainVerb(terminal, "raise_tier", List.of("agent", "session"));
    }

    /** No call of the tenant goes there. */
    public static ContainVerb block(Terminal terminal) {
        return new ContainVerb(terminal, "block_destination", List.of());
    }

    @Override
    protected Exit run() {
        JsonObject.Builder body = JsonObject.builder().put("measure", measure).put("why", why);
        subject(body);
        if (life != null) {
            body.put("ttl_seconds", PreviewOpenVerb.seconds(life));
        }
        if (group != null) {
            body.put("group", group);
        }
        if (tier != null) {
            body.put("tier", tier);
        }
        JsonObject answer = gatewayAsOperator()
                .post(ending ? "/v1/containments/end" : "/v1/containments", body.build())
                .orComplain()
                .object();
        row(answer, text(answer));
        return Exit.OK;
    }

    private void subject(JsonObject.Builder body) {
        if (kinds.isEmpty()) {
            body.put("destination", what);
            return;
        }
        int colon = what.indexOf(':');
        String kind = colon < 0 ? "" : what.substring(0, colon);
        if (!kinds.contains(kind)) {
            throw Complaint.usage("not_a_target", "name what is meant as KIND:ID, where KIND is one of " + kinds);
        }
        body.put(kind, what.substring(colon + 1));
    }

    private static String text(JsonObject answer) {
        return answer.get("containment") instanceof JsonObject put
                ? shown(put, "containment_id") + " stands"
                        + (put.get("until") == null ? " until it is ended" : " until " + shown(put, "until"))
                : shown(answer, "containment_id") + " is ended";
    }
}
