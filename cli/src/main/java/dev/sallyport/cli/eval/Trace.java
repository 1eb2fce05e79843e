package dev.sallyport.cli.eval;

import dev.sallyport.action.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One recorded run of an agent.
 *
 * @param line of its file, from 1
 * @param userTask what intervals are clustered by
 */
record Trace(int line, String suite, String userTask, String prompt, List<Step> steps) {
    /** A call, with what it answered. */
    record Step(int index, String tool, JsonObject arguments, boolean injected, Optional<String> result) {}

    static Trace of(String file, int line, String text) {
        JsonNode node = Lenient.tree("`" + file + "`, line " + line + ",", text);
        List<Step> steps = new ArrayList<>();
        JsonNode events = node.path("events");
        for (int at = 0; at < events.size(); at++) {
            JsonNode event = events.get(at);
            if (event.path("t").asString("").equals("call")) {
                int index = event.path("i").asInt(at);
                steps.add(new Step(
                        index,
                        event.path("tool").asString(""),
                        Lenient.object(event.path("args")),
                        event.path("label").asString("user").equals("injected"),
                        result(events, at, index)));
            }
        }
        return new Trace(
                line,
                node.path("suite").asString(""),
                node.path("user_task").asString("line " + line),
                node.path("user_prompt").asString(""),
                steps);
    }

    /** The result with the call's number, else the one right after it. */
    private static Optional<String> result(JsonNode events, int call, int index) {
        for (int at = call + 1; at < events.size(); at++) {
            JsonNode event = events.get(at);
            if (event.path("t").asString("").equals("result") && event.path("i").asInt(index) == index) {
                return Optional.of(event.path("text").asString(""));
            }
        }
        if (call + 1 < events.size()
                && events.get(call + 1).path("t").asString("").equals("result")) {
            return Optional.of(events.get(call + 1).path("text").asString(""));
        }
        return Optional.empty();
    }

    /** Whether a call of it serves an attacker. */
    boolean attacked() {
        return steps.stream().anyMatch(Step::injected);
    }
}
