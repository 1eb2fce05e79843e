package dev.sallyport.cli.conformance;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The vectors of {@code spec/client}: a gateway that follows a script, and what a client makes of it. Each program meets a gateway
 * of its own for each vector, and what the gateway was asked is compared beside the answer.
 */
final class ClientVectors {
    static final String SUITE = "client";

    private static final HexFormat HEX = HexFormat.of();
    private static final JsonObject PARAMETERS =
            JsonObject.builder().put("to", "a@example.com").put("amount", 5).build();
    private static final Pattern PROMPTS = Pattern.compile("/v1/sessions/[^/]+/prompts");
    private static final String OTHER = "0f".repeat(32);

    private ClientVectors() {}

    /**
     * One vector.
     *
     * @param name its place below {@code spec/}
     * @param json as it is written
     */
    record Vector(String name, JsonObject json) {
        Scheme scheme() {
            return Scheme.byId(text(json, "scheme")).orElseThrow();
        }

        /** What the program is asked to do: {@code protect} unless the vector says so. */
        String op() {
            return json.get("op") instanceof JsonString op ? op.value() : "protect";
        }

        /** The step without which nobody listens. */
        String firstStep() {
            return op().equals("protect") ? "authorize" : op();
        }

        Action action() {
            if (!op().equals("protect")) {
                return new Action("mail", "send", null, true, PARAMETERS);
            }
            boolean mutates = member(json, "mutates_state").equals(JsonBoolean.of(true));
            return new Action("mail", "send", null, mutates, PARAMETERS);
        }

        /** What the program's output must be, with what the gateway must have been asked. */
        JsonObject wanted() {
            JsonObject.Builder wanted = JsonObject.builder()
                    .put("outcome", "accept")
                    .put("output", object(json, "output"))
                    .put("asked", array(json, "asked"));
            if (tellsBodies()) {
                wanted.put("sent", array(json, "sent"));
            }
            return wanted.build();
        }

        /** Whether the bodies are compared, and not only which steps were taken. */
        boolean tellsBodies() {
            return json.get("sent") != null;
        }
    }

    /** All of them, by name; none where the folder is not there. */
    static List<Vector> below(Path spec) throws IOException {
        Path folder = spec.resolve("client/vectors");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Vector> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                if (!(StrictJson.parse(Files.readAllBytes(file)) instanceof JsonObject json)) {
                    throw Complaint.usage("wrong_form", "conformance: `" + file + "` is no JSON object");
                }
                all.add(new Vector(spec.relativize(file).toString(), json));
            }
        }
        return all;
    }

    /** Asks one program one vector: its answer, with what the gateway was asked. */
    static JsonObject ask(SdkProgram program, Vector vector) throws IOException {
        Play play = new Play(vector);
        try (ScriptedGateway gateway = new ScriptedGateway(play)) {
            String url = gateway.url().toString();
            if (array(object(vector.json(), "script"), vector.firstStep())
                    .items()
                    .isEmpty()) {
                gateway.leave();
            }
            JsonObject answer = program.ask(List.of(request(vector, url))).getFirst();
            JsonObject.Builder with = JsonObject.builder();
            answer.members().forEach(with::put);
            with.put("asked", play.asked());
            return (vector.tellsBodies() ? with.put("sent", play.sent()) : with).build();
        }
    }

    private static JsonObject request(Vector vector, String url) {
        JsonObject.Builder request = JsonObject.builder()
                .put("op", vector.op())
                .put("url", url)
                .put("token", "tok-4f1d")
                .put("agent", "agent-1")
                .put("scheme", vector.scheme().id());
        if (vector.op().equals("protect")) {
            request.put("tool", "mail")
                    .put("action", "send")
                    .put("mutates_state", member(vector.json(), "mutates_state"))
                    .put("read_open", member(vector.json(), "read_open"))
                    .put("parameters", HEX.formatHex(CanonicalForm.of(PARAMETERS, Scheme.SALLYPORT_JCS_2)));
        } else {
            JsonObject told = object(vector.json(), "tell");
            told.members().keySet().forEach(name -> request.put(name, written(name, text(told, name))));
        }
        object(vector.json(), "times").members().forEach(request::put);
        return request.build();
    }

    /** People's words travel as digits, for requests are ASCII. */
    private static String written(String name, String text) {
        return name.equals("text") || name.equals("told") ? HEX.formatHex(text.getBytes(StandardCharsets.UTF_8)) : text;
    }

    /** One performance of a script. */
    private static final class Play implements ScriptedGateway.Script {
        private final JsonObject script;
        private final String[][] words;
        private final List<String> asked = new ArrayList<>();
        private final List<Json> sent = new ArrayList<>();

        Play(Vector vector) {
            this.script = object(vector.json(), "script");
            Scheme own = vector.scheme();
            Scheme other = own == Scheme.AEGIS_JCS_1 ? Scheme.SALLYPORT_JCS_2 : Scheme.AEGIS_JCS_1;
            String hash = vector.action().hash(own).hex();
            this.words = new String[][] {
                {"$OTHER_SCHEME", other.id()},
                {"$SCHEME", own.id()},
                {"$SKEWED", vector.action().hash(other).hex()},
                {"$UPPER", hash.toUpperCase(Locale.ROOT)},
                {"$OTHER", OTHER},
                {"$HASH", hash},
            };
        }

        @Override
        public ScriptedGateway.Said answer(String method, String path, byte[] body) {
            String step = step(method, path);
            int nth = (int) asked.stream().filter(step::equals).count();
            asked.add(step);
            sent.add(JsonObject.builder()
                    .put("to", method + " " + path)
                    .put("body", body.length == 0 ? JsonObject.of() : StrictJson.parse(body))
                    .build());
            List<Json> said = script.get(step) instanceof JsonArray array ? array.items() : List.of();
            if (said.isEmpty()) {
                return new ScriptedGateway.Said.Words(404, "", new byte[0]);
            }
            return said(said.get(Math.min(nth, said.size() - 1)));
        }

        private static String step(String method, String path) {
            return switch (method + " " + path) {
                case "POST /v1/authorize" -> "authorize";
                case "GET /v1/approvals/apr_1" -> "approval";
                case "POST /v1/approvals/apr_1/consume" -> "consume";
                case "POST /v1/outcomes" -> "outcome";
                default -> PROMPTS.matcher(path).matches() ? "prompt" : method + " " + path;
            };
        }

        private ScriptedGateway.Said said(Json line) {
            if (!(line instanceof JsonObject answer)) {
                throw lacking("answer");
            }
            if (answer.get("fault") instanceof JsonString fault) {
                return fault.value().equals("drop")
                        ? new ScriptedGateway.Said.HangUp()
                        : new ScriptedGateway.Said.Nothing();
            }
            StringBuilder head = new StringBuilder();
            if (answer.get("headers") instanceof JsonObject headers) {
                headers.members()
                        .keySet()
                        .forEach(name -> head.append(name)
                                .append(": ")
                                .append(text(headers, name))
                                .append("\r\n"));
            }
            String body = text(answer, "body");
            for (String[] word : words) {
                body = body.replace(word[0], word[1]);
            }
            int status = member(answer, "status") instanceof JsonNumber number ? (int) number.value() : 0;
            String type = status >= 400 ? "application/problem+json" : "application/json";
            head.append("Content-Type: ").append(type).append("\r\n");
            return new ScriptedGateway.Said.Words(status, head.toString(), body.getBytes(StandardCharsets.UTF_8));
        }

        /** Each request with its body. */
        synchronized JsonArray sent() {
            return new JsonArray(List.copyOf(sent));
        }

        /** In order; what may be repeated stands there once, however often it was asked in a row. */
        JsonArray asked() {
            List<Json> steps = new ArrayList<>();
            String before = "";
            synchronized (this) {
                for (String step : asked) {
                    boolean repeatable = step.equals("authorize") || step.equals("approval");
                    if (!repeatable || !step.equals(before)) {
                        steps.add(new JsonString(step));
                    }
                    before = step;
                }
            }
            return new JsonArray(steps);
        }
    }

    private static Json member(JsonObject from, String name) {
        Json value = from.get(name);
        if (value == null) {
            throw lacking(name);
        }
        return value;
    }

    private static JsonObject object(JsonObject from, String name) {
        if (from.get(name) instanceof JsonObject object) {
            return object;
        }
        throw lacking(name);
    }

    private static JsonArray array(JsonObject from, String name) {
        if (from.get(name) instanceof JsonArray array) {
            return array;
        }
        throw lacking(name);
    }

    private static String text(JsonObject from, String name) {
        if (from.get(name) instanceof JsonString text) {
            return text.value();
        }
        throw lacking(name);
    }

    private static Complaint lacking(String name) {
        return Complaint.usage("wrong_form", "conformance: a client vector without `" + name + "`");
    }
}
