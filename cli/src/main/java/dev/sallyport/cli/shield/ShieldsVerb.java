package dev.sallyport.cli.shield;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code shield list}: the shields, which version of each runs, and what its findings may do. */
@Command
public final class ShieldsVerb extends AskingVerb {
    /** On that terminal. */
    public ShieldsVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject answer = gatewayAsOperator().get("/v1/shields").orComplain().object();
        if (answer.get("shields") instanceof JsonArray shields) {
            for (Json shield : shields.items()) {
                if (shield instanceof JsonObject one) {
                    row(one, text(one));
                }
            }
        }
        if (answer.get("audit_trail") instanceof JsonObject trail) {
            row(trail, "audit trail (HMAC)  " + shown(trail, "state"));
        }
        if (answer.get("otlp") instanceof JsonObject otlp) {
            row(otlp, otlp(otlp));
        }
        return Exit.OK;
    }

    /** The export, which carries and finds nothing. */
    private static String otlp(JsonObject one) {
        String state = "otlp  " + shown(one, "state");
        return one.get("sent") == null
                ? state
                : state + "  sent " + shown(one, "sent") + ", rejected " + shown(one, "rejected") + ", failed "
                        + shown(one, "failed") + ", dropped " + shown(one, "dropped") + "  " + shown(one, "trouble");
    }

    /** One shield on one line, one for each cell that has a mode of its own, and one for each place where it can be set back. */
    static String text(JsonObject one) {
        StringBuilder text = new StringBuilder(128);
        text.append(shown(one, "shield"))
                .append('@')
                .append(shown(one, "version"))
                .append("  ")
                .append(mode(one));
        if (one.get("cells") instanceof JsonArray cells) {
            for (Json cell : cells.items()) {
                if (cell instanceof JsonObject own) {
                    text.append("\n  in ")
                            .append(shown(own, "cell"))
                            .append(": ")
                            .append(mode(own));
                }
            }
        }
        if (one.get("rollbacks") instanceof JsonArray backs) {
            for (Json place : backs.items()) {
                if (place instanceof JsonObject back) {
                    text.append("\n  rollback")
                            .append(back.get("cell") == null ? "" : " for cell " + shown(back, "cell"))
                            .append(": from ")
                            .append(shown(back, "standing"))
                            .append(" to ")
                            .append(shown(back, "back_to"));
                }
            }
        }
        return text.toString();
    }

    private static String mode(JsonObject one) {
        return shown(one, "mode") + "  blocks by confidence from " + shown(one, "threshold_percent") + " % ("
                + shown(one, "rule") + ")";
    }
}
