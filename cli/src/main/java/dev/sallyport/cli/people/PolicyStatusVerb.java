package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code policy status}: the bundle in force, the one on trial with what it would have changed, and what came before. */
@Command
public final class PolicyStatusVerb extends AskingVerb {
    /** On that terminal. */
    public PolicyStatusVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject answer =
                gatewayAsOperator().get("/v1/policies/status").orComplain().object();
        row(answer, text(answer));
        return Exit.OK;
    }

    static String text(JsonObject status) {
        StringBuilder text = new StringBuilder("in force  ")
                .append(shown(status, "active_name"))
                .append("  ")
                .append(shown(status, "active"));
        if (status.get("staged") instanceof JsonObject staged) {
            text.append(System.lineSeparator())
                    .append("on trial  ")
                    .append(shown(staged, "name"))
                    .append("  ")
                    .append(shown(staged, "digest"))
                    .append(shown(staged, "mode").equals("share") ? ", decides for " : ", decides nothing (")
                    .append(shown(staged, "percent"))
                    .append(shown(staged, "mode").equals("share") ? " % of the agents" : " %)");
            if (staged.get("changes") != null) {
                text.append(System.lineSeparator()).append("          ").append(shown(staged, "changes"));
            }
            if (staged.get("since_staged") instanceof JsonObject counts) {
                text.append(System.lineSeparator())
                        .append("          since it was staged: would newly permit ")
                        .append(shown(counts, "newly_permits"))
                        .append(", newly ask ")
                        .append(shown(counts, "newly_asks"))
                        .append(", newly deny ")
                        .append(shown(counts, "newly_denies"))
                        .append(", same ")
                        .append(shown(counts, "same"))
                        .append(
                                JsonBoolean.of(true).equals(counts.get("complete"))
                                        ? ""
                                        : " (more receipts to count: ask again)");
            }
        }
        if (status.get("earlier") instanceof JsonArray earlier
                && !earlier.items().isEmpty()) {
            text.append(System.lineSeparator())
                    .append("before    ")
                    .append(earlier.items().size())
                    .append(" bundles that `policy rollback` returns to, one by one");
        }
        return text.toString();
    }
}
