package dev.sallyport.cli.telemetry;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code telemetry show}: every byte that would leave, request lines included. */
@Command
public final class TelemetryShowVerb extends TelemetryVerb {
    /** On that terminal. */
    public TelemetryShowVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject status = asOperator().get(ROUTE).orComplain().object();
        boolean on = JsonBoolean.TRUE.equals(status.get("on"));
        if (json()) {
            terminal().json(status);
            return Exit.OK;
        }
        terminal().line("telemetry is " + (on ? "on, to " + text(status, "collector", "-") : "off: nothing leaves"));
        if (status.get("outgoing") instanceof JsonArray all) {
            for (Json each : all.items()) {
                if (each instanceof JsonObject request) {
                    shown(request);
                }
            }
            if (on && all.items().isEmpty()) {
                terminal().line("nothing was counted in this window yet: nothing would leave");
            }
        }
        long lost = number(status, "dropped") + number(status, "refused");
        if (lost > 0) {
            terminal().line("not counted, or kept back at the boundary: " + lost);
        }
        return Exit.OK;
    }

    private void shown(JsonObject request) {
        boolean open = JsonBoolean.TRUE.equals(request.get("open"));
        terminal()
                .line("--- window " + text(request, "window", "-")
                        + (open
                                ? ", open: leaves when it ends, with what is counted until then"
                                : ", waits to be sent"));
        // Printed as it is: the bytes are ASCII, which the schema makes sure of.
        if (request.get("request") instanceof JsonString bytes) {
            terminal().line(bytes.value().replace("\r\n", "\n"));
        }
    }
}
