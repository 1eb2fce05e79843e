package dev.sallyport.cli.telemetry;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.text.visible.Visible;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A verb that asks the running gateway about its telemetry. */
abstract class TelemetryVerb extends Verb {
    /** Where the gateway answers about telemetry. */
    static final String ROUTE = "/v1/telemetry";

    @Option(names = "--data", paramLabel = "DIR", description = "the gateway's data directory")
    private @Nullable String data;

    TelemetryVerb(Terminal terminal) {
        super(terminal);
    }

    final Gateway asOperator() {
        return Gateways.find(terminal(), data).as(Gateways.operatorKey(terminal()));
    }

    static String text(JsonObject from, String member, String otherwise) {
        Json value = from.get(member);
        return value instanceof JsonString s ? Visible.line(s.value()) : otherwise;
    }

    static long number(JsonObject from, String member) {
        return from.get(member) instanceof JsonNumber n ? (long) n.value() : 0;
    }
}
