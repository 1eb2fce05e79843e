package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code approvals}: the actions that wait for a person. */
@Command
public final class ApprovalsVerb extends AskingVerb {
    @Option(
            names = "--status",
            paramLabel = "S",
            description = "only these: pending (default), approved, rejected, expired, consumed, invalidated, all")
    private String status = "pending";

    /** On that terminal. */
    public ApprovalsVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        @Nullable String only = ApprovalStatuses.wire(status);
        Gateway gateway = gateway();
        String credential = terminal().env(Gateways.TOKEN_VARIABLE).isPresent()
                ? Gateways.operatorKey(terminal())
                : Gateways.personsCredential(terminal());
        String query = only == null ? "" : "&status=" + only;
        List<JsonObject> rows = gateway.as(credential)
                .get("/v1/approvals?limit=200" + query)
                .orComplain()
                .list("approvals");
        for (JsonObject approval : rows) {
            row(approval, text(approval));
        }
        if (rows.isEmpty() && !json()) {
            terminal().line("nothing waits: no approval is " + status.toLowerCase(Locale.ROOT));
        }
        return Exit.OK;
    }

    static String text(JsonObject approval) {
        return String.format(
                "%-28s %-11s %s/%s  by %s  group %s  expires %s%n    hash %s",
                shown(approval, "approval_id"),
                shown(approval, "status"),
                shown(approval, "tool"),
                shown(approval, "action"),
                shown(approval, "agent_id"),
                shown(approval, "approver_group"),
                shown(approval, "expires_at"),
                shown(approval, "action_hash"));
    }
}
