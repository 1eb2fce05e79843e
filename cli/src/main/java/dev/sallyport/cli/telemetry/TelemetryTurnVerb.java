package dev.sallyport.cli.telemetry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code telemetry on} and {@code telemetry off}. */
@Command
public final class TelemetryTurnVerb extends TelemetryVerb {
    private final boolean on;

    private TelemetryTurnVerb(Terminal terminal, boolean on) {
        super(terminal);
        this.on = on;
    }

    /** Switches on. */
    public static TelemetryTurnVerb on(Terminal terminal) {
        return new TelemetryTurnVerb(terminal, true);
    }

    /** Switches off. */
    public static TelemetryTurnVerb off(Terminal terminal) {
        return new TelemetryTurnVerb(terminal, false);
    }

    @Override
    protected Exit run() {
        JsonObject status = asOperator()
                .post(ROUTE, JsonObject.builder().put("on", on).build())
                .orComplain()
                .object();
        row(
                status,
                on
                        ? "telemetry is on, to " + text(status, "collector", "-") + "\nyour customer id: "
                                + text(status, "customer", "-")
                                + "\nsee every byte that would leave with `sallyport telemetry show`"
                        : "telemetry is off; what was not sent is thrown away, and what was sent stays until its 90 days are over"
                                + " or you run `sallyport telemetry delete`");
        return Exit.OK;
    }
}
