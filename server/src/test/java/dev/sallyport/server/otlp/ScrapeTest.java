package dev.sallyport.server.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes a gateway, evaluates the rules that ship, and is asked every question of the dashboards. */
@Tag("full")
@Timeout(300)
class ScrapeTest {
    private static final Path DEPLOY = Path.of(System.getProperty("sallyport.root", ".."))
            .resolve("deploy")
            .toAbsolutePath();
    private static final JsonLimits LIMITS = new JsonLimits(1 << 24, 64, 1 << 20, 1 << 24);
    private static final int STORM = 12;

    /** What is no meter in a question: texts, labels, ranges, what is grouped by. */
    private static final Pattern ASIDE = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^\\]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    private static final Pattern METER = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\(|[a-zA-Z0-9_:])");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "Inf", "NaN");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** One question of a panel or of a rule. */
    private record Question(String where, String text) {
        List<String> meters() {
            String plain = ASIDE.matcher(text).replaceAll(" ");
            return METER.matcher(plain)
                    .results()
                    .map(found -> found.group())
                    .filter(word -> !WORDS.contains(word))
                    .toList();
        }
    }

    @Test
    void every_question_of_a_dashboard_is_answered_from_what_a_gateway_shows_and_every_rule_is_evaluated()
            throws IOException, InterruptedException {
        Scraping.assumeThereIsOne();
        String alerts = """
            alerts:
              destinations: {log: {network: loopback, syslog: {server: "localhost:1", tls: false, form: cef}}}
              routes: {high: [log]}
            anchor: {files: ["%s"]}
            """.formatted(folder.resolve("anchors"));
        try (TestGateway gateway = TestGateway.startNow(folder.resolve("data"), SettingsFile.parse("s.yaml", alerts))) {
            play(gateway);
            gateway.gateway().anchor();
            try (Scraping prometheus = Scraping.start(folder.resolve("kept"), gateway.url(), rules())) {
                prometheus.await(
                        "/api/v1/query?query=up", body -> body.contains("\"value\":[") && body.contains(",\"1\"]"));
                everyRuleIsEvaluated(prometheus);
                Set<String> shown = names(prometheus);
                List<String> wrong = new ArrayList<>();
                List<Question> questions = questions();
                assertTrue(questions.size() >= 50, questions.size() + " questions of panels");
                for (Question each : questions) {
                    String answer = prometheus.query(each.text());
                    if (!answer.contains("\"status\":\"success\"")) {
                        wrong.add(each.where() + ": " + each.text() + ": " + answer);
                    }
                    each.meters().stream()
                            .filter(meter -> !shown.contains(meter))
                            .forEach(meter -> wrong.add(each.where() + ": no meter " + meter + " is shown"));
                }
                assertEquals(List.of(), wrong);
            }
        }
    }

    @Test
    void the_meters_of_a_question_are_found_among_functions_labels_and_ranges() {
        Question question = new Question(
                "x",
                "sum by (decision, le) (rate(a_total{b=\"c_d\"}[5m])) / on (e) group_left () f_bucket * 2 and g:h >"
                        + " bool 3");
        assertEquals(List.of("a_total", "f_bucket", "g:h"), question.meters());
    }

    /** One of each kind of decision, a storm that is detected, a shield's report, and what the gateway itself counts. */
    private static void play(TestGateway gateway) {
        Enrolled agent = gateway.agent("a1");
        for (String trust :
                List.of("trusted_internal_unsigned", "semi_trusted_customer", "trusted_internal_unsigned")) {
            gateway.client().post("/v1/authorize", agent.token(), TestGateway.call(agent, trust, ""));
        }
        for (int i = 0; i < STORM; i++) {
            gateway.client().post("/v1/authorize", agent.token(), TestGateway.call(agent, "malicious_suspected", ""));
        }
        gateway.client().get("/v1/agents", "sp_op_guess");
        gateway.client().post("/v1/authorize", agent.token(), """
            {"agent":{"id":"%s"},"tool_call":{"tool":"web","action":"get","resource":null,"mutates_state":false,"parameters":\
            {"url":"http://169.254.169.254/latest/meta-data"}},"context":{"source_trust":"trusted_internal_unsigned"}}\
            """.formatted(agent.id()));
        // No egress proxy listens here; what it would tell is told in its place.
        gateway.gateway()
                .events()
                .emit(new Event(
                        EventName.EGRESS_DENIED,
                        new TenantId("default"),
                        1,
                        "",
                        Map.of("agent.id", agent.id(), "decision.reason", "egress_not_allowed")));
    }

    private static List<Path> rules() throws IOException {
        try (Stream<Path> files = Files.list(DEPLOY.resolve("prometheus"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")
                            && !file.toString().endsWith(".test.yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static void everyRuleIsEvaluated(Scraping prometheus) throws IOException, InterruptedException {
        String all = prometheus.await("/api/v1/rules", body -> !body.contains("\"health\":\"unknown\""));
        List<String> bad = new ArrayList<>();
        int count = 0;
        for (Json group : BackEnds.items(parse(all), "data.groups")) {
            for (Json rule : BackEnds.items(group, "rules")) {
                count++;
                if (!BackEnds.text(rule, "health").equals("ok")) {
                    bad.add(rule.toString());
                }
            }
        }
        assertEquals(List.of(), bad);
        assertTrue(count >= 40, count + " rules");
    }

    private static Set<String> names(Scraping prometheus) throws IOException, InterruptedException {
        Set<String> names = new HashSet<>();
        for (Json name : BackEnds.items(parse(prometheus.get("/api/v1/label/__name__/values")), "data")) {
            names.add(((JsonString) name).value());
        }
        assertTrue(names.size() > 40, () -> new TreeSet<>(names).toString());
        return names;
    }

    private static List<Question> questions() throws IOException {
        List<Question> questions = new ArrayList<>();
        try (Stream<Path> files = Files.list(DEPLOY.resolve("grafana/dashboards"))) {
            for (Path file : files.sorted().toList()) {
                collect(file.getFileName().toString(), StrictJson.parse(Files.readAllBytes(file), LIMITS), questions);
            }
        }
        return questions;
    }

    private static void collect(String where, Json value, List<Question> into) {
        if (value instanceof JsonArray list) {
            list.items().forEach(item -> collect(where, item, into));
        }
        if (value instanceof JsonObject object) {
            if (object.get("expr") instanceof JsonString text) {
                into.add(new Question(where, text.value()));
            }
            object.members().values().forEach(inner -> collect(where, inner, into));
        }
    }

    private static Json parse(String body) {
        return StrictJson.parse(body.getBytes(java.nio.charset.StandardCharsets.UTF_8), LIMITS, Numbers.ROUNDED);
    }
}
