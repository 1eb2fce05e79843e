package dev.sallyport.govern.baseline;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Files of cases: our own format, and the tool events with a truth for each shield that others publish. */
public final class Workloads {
    /** What others call our shields. */
    private static final Map<String, String> NAMES = Map.of(
            "canary", "canary",
            "package-gate", "package-gate",
            "egress-monitor", "egress-monitor",
            "capability-fence", "capability-fence",
            "secret-scanner", "secret-guard");

    private static final String RESPONSE = "_simulated_response";

    private Workloads() {}

    /**
     * Reads a file of JSON lines.
     *
     * @param name for messages, and to tell cases of several files apart
     * @throws Malformed {@code case_malformed}, {@code case_repeated}, or what is wrong with the JSON
     */
    public static List<Case> read(String name, String text) {
        List<Case> cases = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                JsonObject object = object(line);
                cases.addAll(
                        object.get("ground_truth") instanceof JsonObject truth
                                ? event(object, truth)
                                : List.of(Case.read(object)));
            } catch (Malformed malformed) {
                throw new Malformed(malformed.code(), name + ", line " + number + ": " + malformed.getMessage());
            }
        }
        for (Case each : cases) {
            if (!ids.add(each.id())) {
                throw new Malformed("case_repeated", name + ": the id `" + each.id() + "` stands there twice");
            }
        }
        return cases;
    }

    private static JsonObject object(String line) {
        try {
            if (StrictJson.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedJson malformed) {
            throw new Malformed(malformed.code(), String.valueOf(malformed.getMessage()));
        }
        throw new Malformed("case_malformed", "a case is an object");
    }

    /** A case for each of our shields of which the event tells the truth. */
    private static List<Case> event(JsonObject event, JsonObject truth) {
        List<Case> cases = new ArrayList<>();
        String id = event.get("id") instanceof JsonString text ? text.value() : "";
        String tool = event.get("tool") instanceof JsonString text ? text.value() : "";
        JsonObject input = event.get("tool_input") instanceof JsonObject object ? object : JsonObject.of();
        truth.members().forEach((foreign, value) -> {
            String shield = NAMES.get(foreign);
            if (shield != null && value instanceof JsonBoolean attack) {
                cases.add(new Case(
                        id + "-" + shield,
                        "events",
                        shield,
                        subject(tool, input, shield),
                        Optional.empty(),
                        attack.value()));
            }
        });
        return cases;
    }

    /** The canary looks at answers, where the event has one; the others at calls. */
    private static JsonObject subject(String tool, JsonObject input, String shield) {
        Json response = input.get(RESPONSE);
        JsonObject.Builder out = JsonObject.builder().put("tool", "agent").put("action", tool);
        if (shield.equals("canary") && response != null) {
            return out.put("kind", "result").put("content", response).build();
        }
        JsonObject.Builder parameters = JsonObject.builder();
        input.members().keySet().stream()
                .filter(name -> !name.equals(RESPONSE))
                .forEach(name -> parameters.put(name, Objects.requireNonNull(input.get(name))));
        return out.put("kind", "call").put("parameters", parameters.build()).build();
    }
}
