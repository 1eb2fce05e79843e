package dev.sallyport.cli.remote;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.JsonText;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.text.visible.Visible;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A verb that asks the running gateway. */
public abstract class AskingVerb extends Verb {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~:-]{1,128}");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the gateway's data directory (default: SALLYPORT_HOME, else ~/.sallyport)")
    private @Nullable String data;

    /** On that terminal. */
    protected AskingVerb(Terminal terminal) {
        super(terminal);
    }

    /** The gateway that is meant, as nobody. */
    protected final Gateway gateway() {
        return Gateways.find(terminal(), data);
    }

    /** The same with the operator's key. */
    protected final Gateway gatewayAsOperator() {
        Gateway gateway = gateway();
        return gateway.as(Gateways.operatorKey(terminal()));
    }

    /** An id that goes into a path: nothing that could lead to another path. */
    protected static String id(String what, String given) {
        if (!ID.matcher(given).matches()) {
            throw Complaint.usage(
                    "not_an_id",
                    "`" + given.replaceAll("[^ -~]", "?") + "` is no " + what
                            + "'s id: 1 to 128 letters, digits, . _ ~ : -");
        }
        return given;
    }

    /** A member as people read it, on one line; a dash when it is missing. */
    protected static String shown(JsonObject object, String member) {
        return switch (object.get(member)) {
            case null -> "-";
            case JsonString text -> text.value().isEmpty() ? "-" : Visible.line(text.value());
            case JsonNumber number -> JsonText.of(number);
            case Json other -> JsonText.of(other);
        };
    }
}
