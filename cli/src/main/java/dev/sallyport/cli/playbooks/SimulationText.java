package dev.sallyport.cli.playbooks;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.JsonText;
import dev.sallyport.text.visible.Visible;
import java.time.Instant;

/** Simulations as people read them. */
final class SimulationText {
    private SimulationText() {}

    /** What became of a playbook. */
    static String of(JsonObject playbook) {
        return shown(playbook, "playbook") + ": " + shown(playbook, "steps") + " steps, " + shown(playbook, "stopped")
                + " stopped, " + shown(playbook, "held") + " held by the brake, " + shown(playbook, "awaiting")
                + " waiting for people, " + shown(playbook, "met") + " calls met a stop; passed: "
                + shown(playbook, "passed") + " " + shown(playbook, "why");
    }

    /** What became of a step. */
    static String step(JsonObject step) {
        return "  " + shown(step, "effect") + " " + shown(step, "target") + " from " + time(step, "from_ms") + " until "
                + time(step, "until_ms") + ": " + shown(step, "state") + ", " + shown(step, "met")
                + " calls met it  " + shown(step, "why");
    }

    private static String time(JsonObject object, String member) {
        return object.get(member) instanceof JsonNumber number && number.value() > 0
                ? Instant.ofEpochMilli((long) number.value()).toString()
                : "-";
    }

    private static String shown(JsonObject object, String member) {
        return switch (object.get(member)) {
            case null -> "-";
            case JsonString text -> Visible.line(text.value());
            case Json other -> JsonText.of(other);
        };
    }
}
