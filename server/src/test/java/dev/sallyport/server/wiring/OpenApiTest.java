package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.PilotLog;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.channel.FakeWebhook;
import dev.sallyport.server.collector.CollectorServer;
import dev.sallyport.server.collector.TestCollector;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.console.Runs;
import dev.sallyport.server.finding.SarifFiles;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import dev.sallyport.shield.canary.RememberedPlants;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server and its description say the same: every route is documented, every documented status of every route is
 * brought about, and every answer fits its schema. The last test counts.
 *
 * <p>One long file, because it is one count: the contract notes which route gave which status, and only a run of all tests, in their
 * order, over one gateway can say that none is missing. First come the sweeps over every route (no credential, foreign origin, another tenant,
 * broken bodies, unknown ids, a full journal), then one test for each group of routes that brings about what a sweep can't, then the count.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpenApiTest {
    private static final String TWO_JOINS =
            "{\"act\":\"record\",\"facts\":[{\"fact\":\"joined\",\"customer\":\"two\",\"cohort\":\"A\",\"key\":\"\"}]}";
    private static final Settings DEFAULTS = Settings.defaults();
    private static final String WEEK_TEXT = """
            retention: {tier: team, days: 7}
            models:
              a: {dialect: openai, url: "http://127.0.0.1:1/v1", allow: ["*"]}
              b: {dialect: anthropic, url: "http://127.0.0.1:1/v1", allow: ["*"]}
            preview: {port: 0, open: 2, services: {web: {url: "http://127.0.0.1:1"}}}
            """;
    private static final Settings WEEK = SettingsFile.parse("s.yaml", WEEK_TEXT);
    private static final String BIG = "{\"a\":\"" + "x".repeat(5 << 20) + "\"}";
    private static final String PIN = """
            {"tools":[{"name":"read_file","schema_hash":"%s","effect":"reads","capability":"read",\
            "result_trust":"untrusted_external","resource_path":"path","authority":["to"]}]}""".formatted("ab".repeat(32));

    /** The bundled rule about many refusals of one agent. */
    private static final String STORM = "d3fe0d73-c639-5516-9aff-acecc1dea585";

    private static final String BLOCK = "{\"measure\":\"block_destination\",\"destination\":\"evil.example\"}";
    private static final String QUESTION = "{\"model\":\"m\",\"messages\":[]}";

    private static final String DRILL = """
            {"backup_sha256":"%s","duration_ms":5,"receipts":3,"decisions":1,"anchors":0}""".formatted("ab".repeat(32));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    private static final Contract CONTRACT = new Contract();

    @SuppressWarnings("NullAway.Init")
    private static TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private static Enrolled agent;

    @SuppressWarnings("NullAway.Init")
    private static String person;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(folder);
        agent = gateway.agent("a1");
        person = gateway.person("anna");
        gateway.client().post("/v1/mcp/servers", gateway.operator(), "{\"key\":\"desk\"}");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Heard ask(String route, String path, Optional<String> token, @Nullable String body) {
        return ask(gateway.client(), route, path, token, body, Map.of());
    }

    private static Heard ask(
            Client client,
            String route,
            String path,
            Optional<String> token,
            @Nullable String body,
            Map<String, String> headers) {
        String method = route.substring(0, route.indexOf(' '));
        return CONTRACT.check(route, client.send(method, path, token, body, headers));
    }

    private static Heard expect(int status, Heard heard) {
        assertEquals(status, heard.status(), heard::toString);
        return heard;
    }

    private static String template(String route) {
        return route.substring(route.indexOf(' ') + 1);
    }

    /** The credential the route takes. */
    private static String credential(String route) {
        return switch (template(route)) {
            case "/v1/authorize",
                    "/v1/outcomes",
                    "/v1/approvals/{id}/consume",
                    "/v1/sessions/{id}/prompts",
                    "/v1/hooks/{host}",
                    "/v1/chat/completions",
                    "/v1/messages" -> agent.token();
            case "/v1/approvals/{id}/approve",
                    "/v1/approvals/{id}/reject",
                    "/v1/incidents/{id}/steps/{step}/confirm",
                    "/v1/incidents/{id}/steps/{step}/refuse",
                    "/v1/incidents/{id}/narrate/review",
                    "/v1/searches",
                    "/v1/searches/{id}/pin",
                    "/v1/searches/{id}/unpin",
                    "/v1/searches/{id}/forget" -> person;
            case "/v1/approvers/claim" -> code();
            default -> gateway.operator();
        };
    }

    /** A fresh code of somebody who is not enrolled yet. */
    private static String code() {
        return gateway.client()
                .post("/v1/approvers", gateway.operator(), "{\"name\":\"invited\",\"replace\":true}")
                .string("enrolment_code");
    }

    /** Routes that always take a credential; measurements take one only if they must. */
    private static List<String> guarded() {
        return CONTRACT.with(401).stream()
                .filter(route -> !route.equals("GET /metrics"))
                .toList();
    }

    /** A path of the route that leads to something that is there. */
    private static String present(String route) {
        String template = template(route);
        if (template.startsWith("/v1/agents/{id}")) {
            return template.replace("{id}", agent.id());
        }
        if (template.startsWith("/v1/approvals/{id}")) {
            return template.replace("{id}", gateway.held(agent));
        }
        if (template.startsWith("/v1/rules/{id}")) {
            return template.replace("{id}", STORM);
        }
        return template.replace("{id}", "s1")
                .replace("{step}", "s1")
                .replace("{host}", "claude-code")
                .replace("{key}", "desk")
                .replace("{name}", "anna")
                .replace("{log_id}", "default")
                .replace("{tile}", "0/000.p/1");
    }

    private static @Nullable String emptyBody(String route) {
        return route.startsWith("POST") ? "{}" : null;
    }

    @Test
    @Order(1)
    void every_route_of_the_server_is_documented_and_every_documented_one_served() {
        try (MemoryGateway memory = new MemoryGateway(DEFAULTS, false, true)) {
            Set<String> served = memory.core.router().routes().stream()
                    .map(Route::name)
                    .filter(name -> !name.contains(" /mcp/"))
                    .filter(name -> !name.contains(" /console/")) // pages for people, not an interface for programs
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(CONTRACT.routes(), served);
        }
    }

    @Test
    @Order(2)
    void without_a_credential_every_route_that_takes_one_is_401() {
        for (String route : guarded()) {
            expect(401, ask(route, present(route), Optional.empty(), emptyBody(route)));
            expect(401, ask(route, present(route), Optional.of("sp_op_guess"), emptyBody(route)));
        }
    }

    @Test
    @Order(3)
    void a_foreign_origin_is_403_everywhere() {
        for (String route : CONTRACT.routes()) {
            Heard heard = ask(
                    gateway.client(),
                    route,
                    present(route),
                    Optional.of(credential(route)),
                    emptyBody(route),
                    Map.of("Origin", "https://evil.example"));
            assertEquals("origin_not_allowed", expect(403, heard).code());
        }
    }

    @Test
    @Order(4)
    void a_tenant_header_of_another_tenant_is_403_on_every_route_with_a_credential() {
        for (String route : guarded()) {
            for (String field : List.of("Sallyport-Tenant", "X-Aegis-Tenant-ID")) {
                Heard heard = ask(
                        gateway.client(),
                        route,
                        present(route),
                        Optional.of(credential(route)),
                        emptyBody(route),
                        Map.of(field, "other"));
                assertEquals("tenant_mismatch", expect(403, heard).code(), route);
            }
        }
    }

    @Test
    @Order(5)
    void bodies_that_are_broken_too_large_or_of_another_kind_are_refused_everywhere() {
        for (String route : CONTRACT.with(415)) {
            Optional<String> token = Optional.of(credential(route));
            assertEquals(
                    "malformed_json",
                    expect(400, ask(route, present(route), token, "{")).code(),
                    route);
            assertEquals(
                    "body_too_large",
                    expect(413, ask(route, present(route), token, BIG)).code(),
                    route);
            Heard text =
                    ask(gateway.client(), route, present(route), token, "{}", Map.of("Content-Type", "text/plain"));
            assertEquals("unsupported_media_type", expect(415, text).code(), route);
        }
    }

    @Test
    @Order(6)
    void unknown_ids_are_404_everywhere() {
        for (String route : CONTRACT.with(404)) {
            if (template(route).contains("{")) {
                String path = template(route)
                        .replace("{id}", route.contains("sessions") ? "%20" : "nobody")
                        .replace("{key}", "nobody")
                        .replace("{name}", "nobody")
                        .replace("{step}", "nobody")
                        .replace("{host}", "nobody")
                        .replace("{log_id}", "nobody")
                        .replace("{tile}", "0/000");
                expect(
                        404,
                        ask(
                                route,
                                path,
                                Optional.of(credential(route)),
                                "POST".equals(route.substring(0, 4)) && route.contains("tools")
                                        ? PIN
                                        : emptyBody(route)));
            }
        }
        Heard outcome = ask(
                "POST /v1/outcomes",
                "/v1/outcomes",
                Optional.of(agent.token()),
                "{\"decision_id\":\"dec_nobody\",\"status\":\"succeeded\"}");
        assertEquals("no_such_released_decision", expect(404, outcome).code());
        try (MemoryGateway bare = new MemoryGateway(DEFAULTS, false, false)) {
            expect(
                    404,
                    ask(bare.client, "GET /v1/policies", "/v1/policies", Optional.of(bare.operator), null, Map.of()));
            String status = "/v1/policies/status";
            expect(404, ask(bare.client, "GET " + status, status, Optional.of(bare.operator), null, Map.of()));
        }
    }

    @Test
    @Order(6)
    void a_hook_is_answered_in_its_hosts_words_whatever_it_says() {
        for (String body : List.of("{", "{}", "{\"hook_event_name\":\"Stop\",\"session_id\":\"s\"}")) {
            expect(200, ask("POST /v1/hooks/{host}", "/v1/hooks/claude-code", Optional.of(agent.token()), body));
        }
    }

    @Test
    @Order(6)
    void a_model_answers_or_its_upstreams_refusal_is_told_in_the_clients_dialect() throws IOException {
        for (String path : List.of("/v1/chat/completions", "/v1/messages")) {
            String route = "POST " + path;
            expect(404, ask(route, path, Optional.of(agent.token()), QUESTION));
            try (FakeModel model = new FakeModel();
                    MemoryGateway memory = new MemoryGateway(asking(model), false, true)) {
                String token = enrolled(memory).token();
                model.behaviour = x -> FakeModel.json(
                        x, 200, path.endsWith("messages") ? FakeModel.anthropic("") : FakeModel.openAi("\"hi\"", ""));
                expect(200, ask(memory.client, route, path, Optional.of(token), QUESTION, Map.of()));
                for (int status : List.of(400, 404, 409, 413, 422, 429, 500)) {
                    model.behaviour = x -> FakeModel.json(x, status, "{\"error\":{\"message\":\"no\"}}");
                    Heard refused = ask(memory.client, route, path, Optional.of(token), QUESTION, Map.of());
                    expect(status == 500 ? 502 : status, refused);
                }
            }
        }
    }

    private static Settings asking(FakeModel model) {
        String route = ", url: \"" + model.url() + "\", allow: [\"*\"]}";
        return SettingsFile.parse(
                "s.yaml", "models: {a: {dialect: openai" + route + ", b: {dialect: anthropic" + route + "}");
    }

    @Test
    @Order(7)
    void lists_refuse_limits_out_of_range() {
        for (String path : List.of(
                "/v1/agents", "/v1/approvals", "/v1/decisions", "/v1/receipts", "/v1/alerts", "/v1/incidents")) {
            for (String query : List.of("?limit=0", "?limit=x", "?offset=-1")) {
                Heard heard = ask("GET " + path, path + query, Optional.of(gateway.operator()), null);
                assertEquals("bad_query", expect(400, heard).code());
            }
        }
        expect(400, ask("GET /v1/approvals", "/v1/approvals?status=NEW", Optional.of(gateway.operator()), null));
        expect(400, ask("GET /v1/incidents", "/v1/incidents?status=NEW", Optional.of(gateway.operator()), null));
        expect(400, ask("GET /v1/events", "/v1/events?after=x", Optional.of(gateway.operator()), null));
    }

    @Test
    @Order(8)
    void agents_that_come_too_often_are_429_with_a_time_to_come_back() {
        try (MemoryGateway slow = new MemoryGateway(DEFAULTS.withRate(new Settings.Rate(1, 1, 100)), false, true)) {
            String token = slow.client
                    .post("/v1/agents/register", slow.operator, "{\"agent_key\":\"a\"}")
                    .string("agent_token");
            slow.client.get("/v1/agents", token);
            for (String route : CONTRACT.with(429)) {
                String path = template(route).replace("{id}", "x").replace("{host}", "gemini");
                Heard heard =
                        expect(429, ask(slow.client, route, path, Optional.of(token), emptyBody(route), Map.of()));
                assertEquals("rate_limited", heard.code());
                assertTrue(heard.raw().headers().firstValueAsLong("Retry-After").orElse(0) >= 1);
            }
        }
    }

    @Test
    @Order(8)
    void incidents_are_shown_handed_over_closed_and_merged_and_their_steps_confirmed() {
        try (MemoryGateway memory = new MemoryGateway(DEFAULTS, false, true)) {
            PlantedIncidents.plant(memory.house.book(), MemoryGateway.TENANT);
            Optional<String> operator = Optional.of(memory.operator);
            List<String> people = List.of("ann", "bob").stream()
                    .map(name -> TestGateway.settled(
                            memory.client,
                            memory.client.post("/v1/approvers", memory.operator, "{\"name\":\"" + name + "\"}")))
                    .toList();
            for (String path : List.of("/v1/soc/summary", "/v1/alerts", "/v1/incidents", "/v1/incidents?status=open")) {
                String route = "GET " + path.replaceAll("[?].*", "");
                expect(200, ask(memory.client, route, path, operator, null, Map.of()));
            }
            String events = "/v1/events?follow=false&after=-1";
            Heard stream = expect(200, ask(memory.client, "GET /v1/events", events, operator, null, Map.of()));
            assertTrue(stream.text().contains("id: 0\nevent: registry.changed\n"), stream::text);
            String one = "/v1/incidents/{id}";
            expect(200, ask(memory.client, "GET " + one, "/v1/incidents/inc_1", operator, null, Map.of()));
            for (String named : List.of("stp_1", "1")) {
                String shown = "/v1/incidents/inc_1/steps/" + named + "/preview";
                String route = "GET " + one + "/steps/{step}/preview";
                expect(200, ask(memory.client, route, shown, operator, null, Map.of()));
            }
            String confirm = one + "/steps/{step}/confirm";
            String step = "/v1/incidents/inc_1/steps/stp_1/confirm";
            for (String who : people) {
                expect(200, ask(memory.client, "POST " + confirm, step, Optional.of(who), null, Map.of()));
            }
            Optional<String> again = Optional.of(people.getFirst());
            expect(409, ask(memory.client, "POST " + confirm, step, again, null, Map.of()));
            String no = step.replace("confirm", "refuse");
            expect(409, ask(memory.client, "POST " + confirm.replace("confirm", "refuse"), no, again, null, Map.of()));
            String second = "/v1/incidents/inc_2/steps/stp_2/refuse";
            expect(
                    200,
                    ask(memory.client, "POST " + confirm.replace("confirm", "refuse"), second, again, null, Map.of()));
            expect(
                    200,
                    ask(memory.client, "GET " + one + "/story", "/v1/incidents/inc_1/story", operator, null, Map.of()));
            String narrate = "/v1/incidents/inc_1/narrate";
            expect(200, ask(memory.client, "GET " + one + "/narrate", narrate, operator, null, Map.of()));
            expect(409, ask(memory.client, "POST " + one + "/narrate", narrate, operator, null, Map.of()));
            for (String act : List.of("assign", "merge", "close")) {
                String body = act.equals("merge") ? "{\"into\":\"inc_1\"}" : "{}";
                String id = act.equals("merge") ? "inc_2" : "inc_1";
                String path = "/v1/incidents/" + id + "/" + act;
                expect(200, ask(memory.client, "POST " + one + "/" + act, path, operator, body, Map.of()));
            }
            Heard told = expect(200, ask(memory.client, "POST " + one + "/narrate", narrate, operator, null, Map.of()));
            String review = one + "/narrate/review";
            String other = "{\"digest\":\"x\"}";
            expect(409, ask(memory.client, "POST " + review, narrate + "/review", again, other, Map.of()));
            String digest = "{\"digest\":\"" + told.string("digest") + "\"}";
            expect(200, ask(memory.client, "POST " + review, narrate + "/review", again, digest, Map.of()));
            for (String act : List.of("assign", "merge", "close")) {
                String path = "/v1/incidents/inc_1/" + act;
                expect(409, ask(memory.client, "POST " + one + "/" + act, path, operator, "{}", Map.of()));
            }
        }
    }

    @Test
    @Order(9)
    void when_nothing_can_be_recorded_every_route_that_records_is_503() throws IOException {
        Path beside = Files.createDirectories(folder.resolve("beside"));
        try (MemoryGateway memory = MemoryGateway.beside(beside, playbooks(WEEK_TEXT))) {
            pilot(beside, memory.clock.instant());
            Enrolled one = enrolled(memory);
            memory.client.post("/v1/authorize", one.token(), TestGateway.call(one, "trusted_internal_unsigned", ""));
            memory.clock.advanceMillis(8 * 24 * 60 * 60 * 1000L); // the payload of that one has outlived its term
            String anna = TestGateway.settled(
                    memory.client, memory.client.post("/v1/approvers", memory.operator, "{\"name\":\"anna\"}"));
            String code = memory.client
                    .post("/v1/approvers", memory.operator, "{\"name\":\"ben\"}")
                    .string("enrolment_code");
            memory.client.post("/v1/mcp/servers", memory.operator, "{\"key\":\"desk\"}");
            String pending = held(memory, one);
            String approved = held(memory, one);
            String grant = memory.client
                    .post("/v1/approvals/" + approved + "/approve", anna, "{\"remember_seconds\":60}")
                    .string("grant.grant_id");
            String allowed = memory.client
                    .post("/v1/authorize", one.token(), TestGateway.call(one, "trusted_internal_unsigned", ""))
                    .string("decision_id");
            memory.client.post(
                    "/v1/policies/stage",
                    memory.operator,
                    "{\"files\":{\"a.cedar\":\"permit (principal, action, resource);\"}}");
            String preview = memory.client
                    .post("/v1/previews", memory.operator, PreviewTest.body("web", "\"/**\"", "\"GET\"", 60))
                    .string("preview_id");
            memory.client.post("/v1/shields", memory.operator, "{\"shield\":\"canary\",\"mode\":\"off\"}");
            String canary = memory.client
                    .post("/v1/canaries", memory.operator, "{\"kind\":\"token\"}")
                    .string("canary_id");
            memory.client.post("/v1/containments", memory.operator, BLOCK);
            PlantedIncidents.plant(memory.house.book(), MemoryGateway.TENANT);
            PlantedIncidents.over(memory.house.book(), MemoryGateway.TENANT);
            memory.client.post(
                    "/v1/findings?source=semgrep", memory.operator, SarifFiles.of(SarifFiles.result("bad", "x", 1)));
            String finding = finding(memory.client.get("/v1/findings", memory.operator));
            long before = memory.journal.receiptCount(MemoryGateway.TENANT);
            memory.journal.full(true);
            memory.core.ready().set(false);
            for (String route : CONTRACT.with(503)) {
                String path = template(route)
                        .replace("/v1/findings/{id}", "/v1/findings/" + finding)
                        .replaceAll("^/v1/findings$", "/v1/findings?source=other")
                        .replace("/v1/agents/{id}", "/v1/agents/" + one.id())
                        .replace("/{id}/consume", "/" + approved + "/consume")
                        .replace("/v1/grants/{id}", "/v1/grants/" + grant)
                        .replace("/v1/previews/{id}", "/v1/previews/" + preview)
                        .replace("/v1/shields/{id}", "/v1/shields/canary")
                        .replace("/v1/canaries/{id}", "/v1/canaries/" + canary)
                        .replace("/v1/incidents/{id}/narrate", "/v1/incidents/inc_3/narrate")
                        .replace("/v1/incidents/{id}", "/v1/incidents/inc_1")
                        .replace("{step}", "stp_1")
                        .replace("{id}", route.contains("sessions") ? "s1" : pending)
                        .replace("{name}", "anna")
                        .replace("{key}", "desk");
                String token = switch (template(route)) {
                    case "/v1/authorize",
                            "/v1/outcomes",
                            "/v1/approvals/{id}/consume",
                            "/v1/chat/completions",
                            "/v1/messages" -> one.token();
                    case "/v1/approvals/{id}/approve",
                            "/v1/approvals/{id}/reject",
                            "/v1/incidents/{id}/steps/{step}/confirm",
                            "/v1/incidents/{id}/steps/{step}/refuse",
                            "/v1/incidents/{id}/narrate/review" -> anna;
                    case "/v1/approvers/claim" -> code;
                    default -> memory.operator;
                };
                expect(503, ask(memory.client, route, path, Optional.of(token), body(route, one, allowed), Map.of()));
            }
            memory.journal.full(false);
            assertEquals(before, memory.journal.receiptCount(MemoryGateway.TENANT), "receipts");
        }
    }

    /** A pilot in that data directory that began then. */
    private static void pilot(Path data, Instant at) throws IOException {
        Path pilot = Files.createDirectories(data.resolve("pilot"));
        Ed25519Key key = Ed25519Key.generate("pilot.example", new SecureRandom());
        KeyFile.write(pilot.resolve("pilot.key"), key);
        new PilotLog(pilot.resolve("records.jsonl"), key)
                .append(at, before -> List.of(new Fact.Began("pilot.example", List.of("canary"))));
    }

    private static String finding(Heard list) {
        return list.text().replaceAll("(?s).*\"(fnd_[0-9a-f]+)\".*", "$1");
    }

    private static @Nullable String body(String route, Enrolled one, String allowed) {
        return switch (template(route)) {
            case "/v1/authorize" -> TestGateway.call(one, "trusted_internal_unsigned", "");
            case "/v1/chat/completions", "/v1/messages" -> QUESTION;
            case "/v1/outcomes" -> "{\"decision_id\":\"" + allowed + "\",\"status\":\"succeeded\"}";
            case "/v1/agents/register" -> "{\"agent_key\":\"new\"}";
            case "/v1/agents/{id}/speaks" -> "{\"speaks_for_user\":true}";
            case "/v1/approvers" -> "{\"name\":\"new\"}";
            case "/v1/approvers/{name}/roles" -> "{\"roles\":[\"viewer\"]}";
            case "/v1/console/sessions/end" -> "{\"name\":\"anna\"}";
            case "/v1/approvers/claim" -> "{\"credential\":\"" + TestGateway.freshCredential() + "\"}";
            case "/v1/erasures" -> "{\"decision_id\":\"" + allowed + "\"}";
            case "/v1/policies", "/v1/policies/stage" ->
                "{\"files\":{\"a.cedar\":\"permit (principal, action, resource);\"}}";
            case "/v1/mcp/servers" -> "{\"key\":\"new\"}";
            case "/v1/mcp/servers/{key}/tools" -> PIN;
            case "/v1/drills" -> DRILL;
            case "/v1/campaigns/runs" -> Runs.of("nightly", 1, 18, 20);
            case "/v1/findings" -> SarifFiles.of();
            case "/v1/findings/{id}/accept" -> "{\"why\":\"a fixture\",\"days\":1}";
            case "/v1/shields" -> "{\"shield\":\"canary\",\"mode\":\"blocking\"}";
            case "/v1/shields/reports" -> "{\"shield\":\"canary\",\"kind\":\"fn\",\"category\":\"canary:encoded\"}";
            case "/v1/rules" -> "{\"rule\":\"" + STORM + "\",\"stage\":\"log_only\"}";
            case "/v1/playbooks" -> "{\"playbook\":\"contain-agent@1\",\"stage\":\"log_only\",\"canary\":50}";
            case "/v1/canaries" -> "{\"kind\":\"token\"}";
            case "/v1/pilot" -> TWO_JOINS;
            case "/v1/containments", "/v1/containments/end" -> BLOCK;
            case "/v1/incidents/{id}/merge" -> "{\"into\":\"inc_2\"}";
            case "/v1/incidents/{id}/narrate/review" -> "{\"digest\":\"" + PlantedIncidents.TOLD.digest() + "\"}";
            case "/v1/previews" -> PreviewTest.body("web", "\"/**\"", "\"GET\"", 60);
            default -> emptyBody(route);
        };
    }

    private static void rolesAndSessions(Optional<String> operator) {
        String named =
                "{\"name\":\"una\",\"roles\":[\"viewer\"],\"oidc\":{\"issuer\":\"https://id.example\",\"subject\":\"7\"}}";
        expect(201, ask("POST /v1/approvers", "/v1/approvers", operator, named));
        String roles = "POST /v1/approvers/{name}/roles";
        expect(200, ask(roles, "/v1/approvers/una/roles", operator, "{\"roles\":[\"auditor\",\"viewer\"]}"));
        String both = "{\"roles\":[\"operator\",\"approver\"]}";
        expect(400, ask(roles, "/v1/approvers/una/roles", operator, both));
        expect(200, ask("POST /v1/approvers/{name}/retire", "/v1/approvers/una/retire", operator, null));
        for (String path : List.of("/v1/console/sessions", "/v1/console/visits", "/v1/console/settings")) {
            expect(200, ask("GET " + path, path, operator, null));
        }
        expect(400, ask("GET /v1/console/visits", "/v1/console/visits?limit=0", operator, null));
        String end = "/v1/console/sessions/end";
        expect(200, ask("POST " + end, end, operator, "{\"name\":\"anna\"}"));
        try (MemoryGateway other = new MemoryGateway(DEFAULTS, false, true)) {
            String settings = "/v1/console/settings";
            Optional<String> stranger = Optional.of(other.tenant(new TenantId("other"), false));
            expect(404, ask(other.client, "GET " + settings, settings, stranger, null, Map.of()));
        }
    }

    private static Enrolled enrolled(MemoryGateway memory) {
        Heard heard = memory.client.post("/v1/agents/register", memory.operator, "{\"agent_key\":\"one\"}");
        return new Enrolled(heard.string("agent_id"), heard.string("agent_token"));
    }

    private static String held(MemoryGateway memory, Enrolled one) {
        return memory.client
                .post("/v1/authorize", one.token(), TestGateway.call(one, "unknown", ""))
                .string("approval.approval_id");
    }

    @Test
    @Order(10)
    void an_agent_is_registered_listed_frozen_and_revoked() {
        String body =
                "{\"agent_key\":\"k\",\"name\":\"N\",\"owner_team\":\"t\",\"environment\":\"dev\",\"risk_tier\":\"low\"}";
        Optional<String> enrolment = Optional.of(gateway.enrolment());
        Optional<String> operator = Optional.of(gateway.operator());
        Heard made = expect(201, ask("POST /v1/agents/register", "/v1/agents/register", enrolment, body));
        assertTrue(made.string("agent_token").matches("sp_ag_[A-Za-z0-9_-]{43}"), made::toString);
        assertEquals(
                "agent_key_taken",
                expect(409, ask("POST /v1/agents/register", "/v1/agents/register", enrolment, body))
                        .code());
        String raised = body.replace("{", "{\"trust_ceiling\":\"trusted_internal_signed\",")
                .replace("\"k\"", "\"k2\"");
        assertEquals(
                "operator_only",
                expect(403, ask("POST /v1/agents/register", "/v1/agents/register", enrolment, raised))
                        .code());
        Heard listed = expect(200, ask("GET /v1/agents", "/v1/agents", operator, null));
        assertTrue(listed.text().contains("\"agent_key\":\"k\""), listed::toString);
        assertFalse(listed.text().contains("sp_ag_"), "no token is shown twice");
        String id = made.string("agent_id");
        String speaks = "/v1/agents/" + id + "/speaks";
        String voice = "{\"speaks_for_user\":true,\"why\":\"test\"}";
        expect(200, ask("POST /v1/agents/{id}/speaks", speaks, operator, voice));
        for (String verb : List.of("freeze", "unfreeze", "revoke")) {
            expect(200, ask("POST /v1/agents/{id}/" + verb, "/v1/agents/" + id + "/" + verb, operator, null));
        }
        for (String verb : List.of("freeze", "unfreeze")) {
            Heard late = ask("POST /v1/agents/{id}/" + verb, "/v1/agents/" + id + "/" + verb, operator, "{}");
            assertEquals("agent_revoked", expect(409, late).code());
        }
        Heard mute = ask("POST /v1/agents/{id}/speaks", speaks, operator, voice);
        assertEquals("agent_revoked", expect(409, mute).code());
        for (String verb : List.of("freeze", "unfreeze")) {
            expect(
                    200,
                    ask("POST /v1/sessions/{id}/" + verb, "/v1/sessions/s9/" + verb, operator, "{\"why\":\"test\"}"));
        }
    }

    @Test
    @Order(11)
    void a_call_is_decided_approved_claimed_and_its_outcome_recorded() {
        Optional<String> token = Optional.of(agent.token());
        String once = "\"nonce\":\"once\",\"session\":\"s2\",";
        Heard held = expect(
                200,
                ask(
                        "POST /v1/authorize",
                        "/v1/authorize",
                        token,
                        TestGateway.call(agent, "semi_trusted_customer", once)));
        assertEquals("require_approval", held.string("decision"));
        assertEquals("approvers", held.string("approval.approver_group"));
        assertEquals(held.string("action_hash"), held.string("approval.action_hash"));
        expect(409, ask("POST /v1/authorize", "/v1/authorize", token, TestGateway.call(agent, "unknown", once)));
        String id = held.string("approval.approval_id");
        expect(200, ask("GET /v1/approvals", "/v1/approvals?status=pending", Optional.of(person), null));
        Heard seen = expect(200, ask("GET /v1/approvals/{id}", "/v1/approvals/" + id, Optional.of(person), null));
        assertTrue(seen.text().contains("squash"), "the person sees what would run");
        expect(409, ask("POST /v1/approvals/{id}/consume", "/v1/approvals/" + id + "/consume", token, "{}"));
        expect(
                200,
                ask("POST /v1/approvals/{id}/approve", "/v1/approvals/" + id + "/approve", Optional.of(person), null));
        expect(
                409,
                ask("POST /v1/approvals/{id}/approve", "/v1/approvals/" + id + "/approve", Optional.of(person), null));
        String hash = "{\"action_hash\":\"" + held.string("action_hash") + "\"}";
        Heard claimed =
                expect(200, ask("POST /v1/approvals/{id}/consume", "/v1/approvals/" + id + "/consume", token, hash));
        assertEquals("CONSUMED", claimed.string("status"));
        assertEquals(held.string("action_hash"), claimed.string("action_hash"));
        String outcome = "{\"decision_id\":\"" + claimed.string("decision_id")
                + "\",\"status\":\"succeeded\",\"executed_hash\":\"" + held.string("action_hash")
                + "\",\"content\":\"merged\"}";
        expect(201, ask("POST /v1/outcomes", "/v1/outcomes", token, outcome));
        assertEquals(
                "outcome_known",
                expect(409, ask("POST /v1/outcomes", "/v1/outcomes", token, outcome))
                        .code());
        String other = gateway.held(agent);
        expect(
                200,
                ask("POST /v1/approvals/{id}/reject", "/v1/approvals/" + other + "/reject", Optional.of(person), "{}"));
        expect(
                409,
                ask("POST /v1/approvals/{id}/reject", "/v1/approvals/" + other + "/reject", Optional.of(person), "{}"));
    }

    @Test
    @Order(11)
    void a_remembered_approval_is_seen_by_people_and_operators_and_revoked() {
        Optional<String> token = Optional.of(agent.token());
        String id = gateway.held(agent);
        String body = "{\"remember_seconds\":3600}";
        String approve = "POST /v1/approvals/{id}/approve";
        String path = "/v1/approvals/" + id + "/approve";
        assertEquals(
                "wrong_form",
                expect(400, ask(approve, path, Optional.of(person), "{\"remember_seconds\":2592001}"))
                        .code());
        Heard agreed = expect(200, ask(approve, path, Optional.of(person), body));
        String grant = agreed.string("grant.grant_id");
        Heard list = expect(200, ask("GET /v1/grants", "/v1/grants", Optional.of(person), null));
        assertTrue(list.text().contains(grant), list::toString);
        expect(403, ask("GET /v1/grants", "/v1/grants", token, null));
        Heard again = gateway.client()
                .post("/v1/authorize", agent.token(), TestGateway.call(agent, "semi_trusted_customer", ""));
        assertEquals("remembered", again.string("reason"), again::toString);
        String revoke = "/v1/grants/" + grant + "/revoke";
        expect(200, ask("POST /v1/grants/{id}/revoke", revoke, Optional.of(gateway.operator()), "{\"why\":\"test\"}"));
        expect(404, ask("POST /v1/grants/{id}/revoke", revoke, Optional.of(person), null));
        assertEquals(
                "require_approval",
                gateway.client()
                        .post("/v1/authorize", agent.token(), TestGateway.call(agent, "semi_trusted_customer", ""))
                        .string("decision"));
    }

    @Test
    @Order(12)
    void another_executed_hash_than_the_allowed_is_recorded_as_tampering() {
        Heard allowed = gateway.client()
                .post("/v1/authorize", agent.token(), TestGateway.call(agent, "trusted_internal_unsigned", ""));
        String outcome = "{\"decision_id\":\"" + allowed.string("decision_id")
                + "\",\"status\":\"succeeded\",\"executed_hash\":\"" + "0".repeat(64) + "\"}";
        Heard heard = ask("POST /v1/outcomes", "/v1/outcomes", Optional.of(agent.token()), outcome);
        assertEquals("executed_hash_mismatch", expect(409, heard).code());
        assertTrue(heard.string("receipt_id").startsWith("rcp_"));
    }

    @Test
    @Order(13)
    void receipts_are_listed_verified_exported_and_anchored() throws IOException {
        Optional<String> operator = Optional.of(gateway.operator());
        expect(200, ask("GET /v1/decisions", "/v1/decisions?limit=3", operator, null));
        Heard page = expect(200, ask("GET /v1/receipts", "/v1/receipts?limit=3", operator, null));
        Heard next = expect(
                200,
                ask("GET /v1/receipts", "/v1/receipts?limit=3&cursor=" + page.string("next_cursor"), operator, null));
        assertEquals(3, next.items("receipts").size());
        String id = ((dev.sallyport.action.json.JsonString) java.util.Objects.requireNonNull(
                        ((JsonObject) page.items("receipts").getFirst()).get("receipt_id")))
                .value();
        expect(200, ask("GET /v1/receipts/{id}", "/v1/receipts/" + id, operator, null));
        Heard verdict =
                expect(200, ask("GET /v1/receipts/{id}/verify", "/v1/receipts/" + id + "/verify", operator, null));
        assertTrue(verdict.text().contains("\"verified\":true"), verdict::toString);
        String route = "POST /v1/receipts/verify-chain";
        String stretch = page.items("receipts").reversed().stream()
                .map(r -> new String(JsonText.bytes(r), StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
        Heard good = expect(
                200,
                ask(
                        route,
                        "/v1/receipts/verify-chain",
                        Optional.of(agent.token()),
                        "{\"receipts\":[" + stretch + "]}"));
        assertTrue(good.text().contains("\"verified\":true"), good::toString);
        Heard bad = expect(
                200,
                ask(
                        route,
                        "/v1/receipts/verify-chain",
                        operator,
                        "{\"receipts\":[" + stretch.replaceFirst("\"time_ms\":\\d", "\"time_ms\":7") + "]}"));
        assertTrue(bad.text().contains("\"first_bad_index\":0"), bad::toString);
        Heard export = expect(200, ask("POST /v1/receipts/export", "/v1/receipts/export", operator, "{}"));
        Verdict offline = OfflineVerifier.verify(new ByteArrayInputStream(export.body()), VerifyOptions.none());
        assertTrue(offline instanceof Verdict.Verified, offline::toString);
        expect(422, ask("POST /v1/receipts/export", "/v1/receipts/export", operator, "{\"format\":\"ocsf\"}"));
        String download = "GET /v1/receipts/export";
        Heard native2 = expect(200, ask(download, "/v1/receipts/export", operator, null));
        assertTrue(
                OfflineVerifier.verify(new ByteArrayInputStream(native2.body()), VerifyOptions.none())
                        instanceof Verdict.Verified,
                native2::toString);
        Heard aegis = expect(200, ask(download, "/v1/receipts/export?format=aegis-1", operator, null));
        assertTrue(
                OfflineVerifier.verify(new ByteArrayInputStream(aegis.body()), VerifyOptions.none())
                        instanceof Verdict.ChainOnly,
                aegis::toString);
        assertEquals(
                "bad_query",
                expect(400, ask(download, "/v1/receipts/export?format=ocsf", operator, null))
                        .code());
        String logs = "/v1/logs/{log_id}/";
        for (String log : List.of("default", "install")) {
            expect(200, ask("GET " + logs + "checkpoint", "/v1/logs/" + log + "/checkpoint", operator, null));
        }
        expect(200, ask("GET " + logs + "tile/{tile}", "/v1/logs/default/tile/0/000.p/1", operator, null));
        expect(200, ask("GET /v1/receipts/{id}/proof", "/v1/receipts/" + id + "/proof", operator, null));
        try (MemoryGateway memory = new MemoryGateway(DEFAULTS, false, true)) {
            memory.anchor();
            Heard anchor = ask(
                    memory.client,
                    "GET " + logs + "anchor",
                    "/v1/logs/default/anchor",
                    Optional.of(memory.operator),
                    null,
                    Map.of());
            assertTrue(expect(200, anchor).text().startsWith("c2sp.org/tlog-proof@v1\nextra "), anchor::toString);
        }
    }

    private void policySteps(Optional<String> operator, String more) {
        String other = more.replace("\\\"rm\\\"", "\\\"dd\\\"");
        for (String step : List.of("promote", "rollback")) {
            String route = "POST /v1/policies/" + step;
            String absent = "{\"digest\":\"" + "0".repeat(64) + "\"}";
            expect(409, ask(route, "/v1/policies/" + step, operator, absent));
            String staging = "{\"files\":" + other + ",\"percent\":10}";
            expect(200, ask("POST /v1/policies/stage", "/v1/policies/stage", operator, staging));
            expect(200, ask(route, "/v1/policies/" + step, operator, "{\"why\":\"test\"}"));
            other = more.replace("\\\"rm\\\"", "\\\"df\\\"");
        }
        String again = "{\"files\":" + more.replace("\\\"rm\\\"", "\\\"dd\\\"") + "}";
        assertEquals(
                "policy_active_already",
                expect(409, ask("POST /v1/policies/stage", "/v1/policies/stage", operator, again))
                        .code());
        expect(
                422,
                ask("POST /v1/policies/stage", "/v1/policies/stage", operator, "{\"files\":{\"a.cedar\":\"permit\"}}"));
        Heard status = expect(200, ask("GET /v1/policies/status", "/v1/policies/status", operator, null));
        assertTrue(status.text().contains("\"earlier\":[\""), status::toString);
        namedPolicies(operator, more);
    }

    private void namedPolicies(Optional<String> operator, String more) {
        String named = more.substring(0, more.length() - 1) + ",\"bundle.json\":\"{\\\"name\\\":\\\"office\\\","
                + "\\\"version\\\":\\\"2.0.0\\\",\\\"changes\\\":\\\"no rm\\\"}\"}";
        String stage = "POST /v1/policies/stage";
        Heard staged = expect(200, ask(stage, "/v1/policies/stage", operator, "{\"files\":" + named + "}"));
        assertEquals("office@2.0.0", staged.string("staged.name"));
        assertEquals("no rm", staged.string("staged.changes"));
        assertTrue(staged.text().contains("\"complete\":true"), staged::toString);
        String otherwise = "{\"files\":" + named.replace("\\\"rm\\\"", "\\\"mv\\\"") + "}";
        for (String route : List.of(stage, "POST /v1/policies")) {
            Heard taken = ask(route, route.substring(5), operator, otherwise);
            assertEquals("policy_version_taken", expect(409, taken).code());
        }
        Heard broken = ask(stage, "/v1/policies/stage", operator, "{\"files\":" + named.replace("2.0.0", "2") + "}");
        assertTrue(expect(422, broken).text().contains("bundle.json"), broken::toString);
        expect(200, ask("POST /v1/policies/rollback", "/v1/policies/rollback", operator, "{}"));
    }

    @Test
    @Order(14)
    void an_operator_has_payloads_removed() {
        Optional<String> operator = Optional.of(gateway.operator());
        String route = "POST /v1/erasures";
        expect(404, ask(route, "/v1/erasures", operator, "{\"decision_id\":\"dec_nobody\"}"));
        expect(404, ask(route, "/v1/erasures", operator, "{\"agent\":\"nobody\"}"));
        expect(400, ask(route, "/v1/erasures", operator, "{}"));
        Heard done = expect(200, ask(route, "/v1/erasures", operator, "{\"before_ms\":1}"));
        assertTrue(done.text().contains("\"overwriting\":\"done\""), done::toString);
        expect(200, ask("GET /v1/retention", "/v1/retention", operator, null));
        expect(200, ask("POST /v1/retention/prune", "/v1/retention/prune", operator, "{}"));
    }

    @Test
    @Order(14)
    void policies_people_and_servers_are_managed_by_operators() {
        Optional<String> operator = Optional.of(gateway.operator());
        Heard active = expect(200, ask("GET /v1/policies", "/v1/policies", operator, null));
        assertTrue(active.text().contains("default.cedar"), active::toString);
        expect(422, ask("POST /v1/policies", "/v1/policies", operator, "{\"files\":{\"a.cedar\":\"permit\"}}"));
        String pack = new String(JsonText.bytes(active.at("files")), StandardCharsets.UTF_8);
        String more = pack.substring(0, pack.length() - 1)
                + ",\"more.cedar\":\"@id(\\\"more\\\") forbid (principal, action, resource) when { context.tool == \\\"rm\\\" };\"}";
        expect(201, ask("POST /v1/policies", "/v1/policies", operator, "{\"files\":" + more + ",\"why\":\"test\"}"));
        try (MemoryGateway folder = new MemoryGateway(DEFAULTS, true, true)) {
            Heard refused = ask(
                    folder.client,
                    "POST /v1/policies",
                    "/v1/policies",
                    Optional.of(folder.operator),
                    "{\"files\":{\"a.cedar\":\"permit (principal, action, resource);\"}}",
                    Map.of());
            assertEquals("policies_from_directory", expect(409, refused).code());
        }
        policySteps(operator, more);
        String ben = "{\"name\":\"ben\",\"groups\":[\"approvers\",\"sre\"]}";
        Heard invited = expect(201, ask("POST /v1/approvers", "/v1/approvers", operator, ben));
        expect(409, ask("POST /v1/approvers", "/v1/approvers", operator, ben));
        Optional<String> code = Optional.of(invited.string("enrolment_code"));
        String claim = "POST /v1/approvers/claim";
        String taken = "{\"credential\":\"" + person + "\"}";
        String fresh = "{\"credential\":\"" + TestGateway.freshCredential() + "\",\"name\":\"Ben\"}";
        assertEquals(
                "credential_taken",
                expect(409, ask(claim, "/v1/approvers/claim", code, taken)).code());
        expect(201, ask(claim, "/v1/approvers/claim", code, fresh));
        Heard people = expect(200, ask("GET /v1/approvers", "/v1/approvers", Optional.of(person), null));
        assertTrue(people.text().contains("\"status\":\"enrolled\""), people::toString);
        expect(403, ask("GET /v1/approvers", "/v1/approvers", Optional.of(agent.token()), null));
        rolesAndSessions(operator);
        expect(
                201,
                ask(
                        "POST /v1/mcp/servers",
                        "/v1/mcp/servers",
                        operator,
                        "{\"key\":\"mail\",\"strict\":true,\"url\":\"https://mail.example/mcp\"}"));
        expect(200, ask("POST /v1/mcp/servers/{key}/tools", "/v1/mcp/servers/mail/tools", operator, PIN));
        Heard servers = expect(200, ask("GET /v1/mcp/servers", "/v1/mcp/servers", operator, null));
        assertTrue(servers.text().contains("\"resource_path\":\"path\""), servers::toString);
        for (String verb : List.of("quarantine", "restore")) {
            expect(200, ask("POST /v1/mcp/servers/{key}/" + verb, "/v1/mcp/servers/mail/" + verb, operator, null));
        }
    }

    @Test
    @Order(15)
    void health_and_metrics_take_no_credential() {
        for (String path : List.of("/healthz", "/readyz", "/metrics", "/")) {
            expect(200, ask("GET " + path, path, Optional.empty(), null));
        }
        String metrics = gateway.client()
                .send("GET", "/metrics", Optional.empty(), null, Map.of())
                .text();
        for (String name : List.of(
                "sallyport_stage_seconds_bucket",
                "sallyport_decisions_total",
                "ase_emit_dropped_total",
                "approval_hash_mismatch_total",
                "receipt_verify_failures_total",
                "sallyport_http_requests_total")) {
            assertTrue(metrics.contains("\n" + name), name);
        }
    }

    @Test
    @Order(16)
    void measurements_take_their_token_once_there_is_one() {
        Settings settings =
                SettingsFile.parse("s.yaml", "metrics: {token: " + Credentials.hash("scrape-with-this") + "}");
        try (MemoryGateway memory = new MemoryGateway(settings, false, true)) {
            for (Optional<String> token : List.of(Optional.<String>empty(), Optional.of(memory.operator))) {
                Heard refused = ask(memory.client, "GET /metrics", "/metrics", token, null, Map.of());
                assertEquals("metrics_token_missing", expect(401, refused).code());
            }
            Optional<String> token = Optional.of("scrape-with-this");
            expect(200, ask(memory.client, "GET /metrics", "/metrics", token, null, Map.of()));
        }
    }

    @Test
    @Order(17)
    void beyond_loopback_measurements_without_a_token_are_closed() {
        Settings settings = SettingsFile.parse("s.yaml", "listen: {host: 0.0.0.0}");
        try (MemoryGateway memory = new MemoryGateway(settings, false, true)) {
            Heard refused = ask(memory.client, "GET /metrics", "/metrics", Optional.empty(), null, Map.of());
            assertEquals("metrics_token_unset", expect(403, refused).code());
        }
    }

    @Test
    @Order(18)
    void no_measurement_names_an_agent_a_person_or_a_tenant() {
        gateway.held(agent);
        String metrics = gateway.client()
                .send("GET", "/metrics", Optional.empty(), null, Map.of())
                .text();
        Set<String> labels = Pattern.compile("[{,]([a-z_]+)=\"")
                .matcher(metrics)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(Set.of(
                        "channel",
                        "decision",
                        "door",
                        "le",
                        "presented",
                        "presented_to",
                        "result",
                        "reason",
                        "registered",
                        "route",
                        "severity",
                        "stage",
                        "status",
                        "what")),
                labels);
        for (String secret : List.of(agent.id(), "anna", "default")) {
            assertFalse(metrics.contains("\"" + secret + "\""), secret);
        }
    }

    @Test
    @Order(19)
    void a_rehearsed_restore_is_a_receipt_of_administration() {
        Optional<String> operator = Optional.of(gateway.operator());
        Heard taken = expect(201, ask("POST /v1/drills", "/v1/drills", operator, DRILL));
        Heard receipt = ask("GET /v1/receipts/{id}", "/v1/receipts/" + taken.string("receipt_id"), operator, null);
        assertTrue(receipt.text().contains("\"change\":\"restore_drill\""), receipt::toString);
        assertTrue(receipt.text().contains("\"status\":\"passed\""), receipt::toString);
        expect(400, ask("POST /v1/drills", "/v1/drills", operator, DRILL.replace("5", "-5")));
    }

    @Test
    @Order(20)
    void the_users_words_are_taken_until_a_session_is_full_of_them() {
        String path = "/v1/sessions/s-words/prompts";
        Enrolled host = gateway.agent(gateway.operator(), "host", ",\"speaks_for_user\":true");
        String much = "{\"text\":\"" + "word ".repeat(120_000) + "\"}";
        Heard taken = expect(201, ask("POST /v1/sessions/{id}/prompts", path, Optional.of(host.token()), much));
        assertTrue(taken.text().contains("\"vouched\":true"), taken::toString);
        Heard full = expect(409, ask("POST /v1/sessions/{id}/prompts", path, Optional.of(host.token()), much));
        assertEquals("prompts_full", full.code());
        Heard doubted = expect(
                201, ask("POST /v1/sessions/{id}/prompts", path, Optional.of(agent.token()), "{\"text\":\"Pay Bob\"}"));
        assertTrue(doubted.text().contains("\"vouched\":false"), doubted::toString);
        expect(400, ask("POST /v1/sessions/{id}/prompts", path, Optional.of(host.token()), "{\"text\":\" \"}"));
    }

    @Test
    @Order(21)
    void a_channel_that_signs_brings_an_answer_once() throws IOException {
        Path secret = Files.writeString(folder.resolve("channel.secret"), FakeWebhook.SECRET);
        Settings settings = SettingsFile.parse(
                "s.yaml",
                "approvals: {channels: {pager: {network: loopback, people: {anna: U1}, webhook: {url: 'http://127.0.0.1:9/', secret_file: '"
                        + secret + "'}}}}");
        String route = "POST /v1/channels/{id}/answers";
        String path = "/v1/channels/pager/answers";
        try (MemoryGateway memory = new MemoryGateway(settings, false, true)) {
            TestGateway.settled(
                    memory.client, memory.client.post("/v1/approvers", memory.operator, "{\"name\":\"anna\"}"));
            String held = held(memory, enrolled(memory));
            JsonObject approval =
                    memory.client.get("/v1/approvals/" + held, memory.operator).json();
            byte[] body = FakeWebhook.answer(approval, "U1", "reject");
            Map<String, String> fields = FakeWebhook.signed("m1", memory.clock.millis() / 1000, body);
            Optional<String> none = Optional.empty();
            expect(403, CONTRACT.check(route, memory.client.sendBytes("POST", path, none, body, Map.of())));
            expect(200, CONTRACT.check(route, memory.client.sendBytes("POST", path, none, body, fields)));
            expect(409, CONTRACT.check(route, memory.client.sendBytes("POST", path, none, body, fields)));
            byte[] other = "{}".getBytes(StandardCharsets.UTF_8);
            Map<String, String> signed = FakeWebhook.signed("m2", memory.clock.millis() / 1000, other);
            expect(400, CONTRACT.check(route, memory.client.sendBytes("POST", path, none, other, signed)));
            expect(413, ask(memory.client, route, path, none, BIG, Map.of()));
        }
    }

    @Test
    @Order(22)
    void a_preview_is_opened_listed_and_closed_where_a_door_listens_for_it() {
        String route = "POST /v1/previews";
        String asked = PreviewTest.body("web", "\"/**\"", "\"GET\"", 60);
        Heard off = ask(route, "/v1/previews", Optional.of(gateway.operator()), asked);
        assertEquals("previews_off", expect(409, off).code());
        try (MemoryGateway memory = new MemoryGateway(WEEK, false, true)) {
            Optional<String> operator = Optional.of(memory.operator);
            Heard nobody = ask(memory.client, route, "/v1/previews", operator, asked, Map.of());
            assertEquals("no_such_person", expect(404, nobody).code());
            TestGateway.settled(
                    memory.client, memory.client.post("/v1/approvers", memory.operator, "{\"name\":\"anna\"}"));
            Heard opened = expect(201, ask(memory.client, route, "/v1/previews", operator, asked, Map.of()));
            expect(201, ask(memory.client, route, "/v1/previews", operator, asked, Map.of()));
            Heard full = ask(memory.client, route, "/v1/previews", operator, asked, Map.of());
            assertEquals("previews_full", expect(409, full).code());
            expect(200, ask(memory.client, "GET /v1/previews", "/v1/previews", operator, null, Map.of()));
            String close = "/v1/previews/" + opened.string("preview_id") + "/close";
            expect(200, ask(memory.client, "POST /v1/previews/{id}/close", close, operator, "{}", Map.of()));
        }
    }

    @Test
    @Order(22)
    void a_search_is_kept_pinned_and_forgotten_by_its_owner_alone() {
        Optional<String> ann = Optional.of(person);
        String list = "/v1/searches";
        String wanted = "{\"name\":\"refused\",\"query\":\"decision:deny\",\"pinned\":true}";
        Heard kept = expect(201, ask("POST " + list, list, ann, wanted));
        expect(403, ask("POST " + list, list, Optional.of(gateway.operator()), wanted));
        expect(400, ask("POST " + list, list, ann, "{\"name\":\" \",\"query\":\"\"}"));
        Heard second = expect(201, ask("POST " + list, list, ann, wanted.replace("refused", "again")));
        Heard read = expect(200, ask("GET " + list, list, Optional.of(gateway.operator()), null));
        assertEquals(2, read.text().split("\"pinned\":true", -1).length, "one is pinned at a time");
        Optional<String> other = Optional.of(gateway.person("searcher"));
        for (String act : List.of("pin", "unpin", "forget")) {
            String route = "POST /v1/searches/{id}/" + act;
            String path = "/v1/searches/" + kept.string("search_id") + "/" + act;
            expect(404, ask(route, path, other, null));
            assertEquals("refused", expect(200, ask(route, path, ann, null)).string("name"));
        }
        String left = expect(200, ask("GET " + list, list, ann, null)).text();
        assertTrue(left.contains(second.string("search_id")) && !left.contains(kept.string("search_id")), left);
        for (int i = 1; i < 50; i++) {
            expect(201, ask("POST " + list, list, ann, wanted));
        }
        Heard full = expect(409, ask("POST " + list, list, ann, wanted));
        assertEquals("searches_full", full.code());
    }

    @Test
    @Order(22)
    void a_run_of_a_campaign_is_handed_in_once_and_read() {
        Optional<String> operator = Optional.of(gateway.operator());
        String submit = "/v1/campaigns/runs";
        expect(201, ask("POST " + submit, submit, operator, Runs.of("nightly", 1, 18, 20)));
        expect(200, ask("POST " + submit, submit, operator, Runs.of("nightly", 1, 18, 20)));
        expect(409, ask("POST " + submit, submit, operator, Runs.of("nightly", 1, 17, 20)));
        expect(201, ask("POST " + submit, submit, operator, Runs.of("nightly", 2, 2, 20)));
        expect(200, ask("GET /v1/campaigns", "/v1/campaigns", operator, null));
        expect(200, ask("GET /v1/campaigns/{name}", "/v1/campaigns/nightly", operator, null));
    }

    @Test
    @Order(22)
    void what_a_scanner_found_is_handed_in_read_and_accepted() {
        Optional<String> operator = Optional.of(gateway.operator());
        String submit = "/v1/findings?source=semgrep";
        String found = SarifFiles.of(SarifFiles.result("bad", "x", 1));
        expect(201, ask("POST /v1/findings", submit, operator, found));
        expect(200, ask("POST /v1/findings", submit, operator, found));
        for (int i = 1; i < 64; i++) {
            expect(201, ask("POST /v1/findings", "/v1/findings?source=s" + i, operator, SarifFiles.of()));
        }
        Heard full = expect(409, ask("POST /v1/findings", "/v1/findings?source=more", operator, found));
        assertEquals("results_full", full.code());
        Heard list = expect(200, ask("GET /v1/findings", "/v1/findings", operator, null));
        expect(400, ask("GET /v1/findings", "/v1/findings?state=NEW", operator, null));
        String id = finding(list);
        String one = "/v1/findings/{id}";
        expect(200, ask("GET " + one, "/v1/findings/" + id, operator, null));
        String accept = "/v1/findings/" + id + "/accept";
        expect(200, ask("POST " + one + "/accept", accept, operator, "{\"why\":\"a fixture\",\"days\":1}"));
        expect(200, ask("GET " + one, "/v1/findings/" + id, operator, null));
    }

    @Test
    @Order(22)
    void a_measure_is_put_in_force_listed_and_ended() {
        Optional<String> operator = Optional.of(gateway.operator());
        String set = "POST /v1/containments";
        String end = "POST /v1/containments/end";
        String hold = "{\"measure\":\"force_approval\",\"agent\":\"agt_nobody\"}";
        expect(404, ask(set, "/v1/containments", operator, hold));
        expect(404, ask(end, "/v1/containments/end", operator, BLOCK));
        expect(200, ask(set, "/v1/containments", operator, BLOCK));
        Heard listed = expect(200, ask("GET /v1/containments", "/v1/containments", operator, null));
        assertEquals(1, listed.items("containments").size());
        expect(200, ask(end, "/v1/containments/end", operator, BLOCK));
    }

    @Test
    @Order(22)
    void a_dead_notice_is_listed_sent_again_and_dropped() throws IOException {
        String list = "GET /v1/notices/dead";
        try (DeadNotices dead = DeadNotices.two(folder.resolve("dead"))) {
            Optional<String> operator = Optional.of(dead.gateway().operator());
            Heard listed =
                    expect(200, ask(dead.gateway().client(), list, "/v1/notices/dead", operator, null, Map.of()));
            assertEquals(2, listed.items("notices").size(), listed::toString);
            int step = 0;
            for (String done : List.of("send", "drop")) {
                String path = "/v1/notices/dead/" + DeadNotices.member(listed, step++, "notice_id") + "/" + done;
                String route = "POST /v1/notices/dead/{id}/" + done;
                expect(200, ask(dead.gateway().client(), route, path, operator, null, Map.of()));
                expect(404, ask(dead.gateway().client(), route, path, operator, null, Map.of()));
            }
        }
        expect(400, ask(list, "/v1/notices/dead?limit=0", Optional.of(gateway.operator()), null));
    }

    @Test
    @Order(23)
    void a_shield_is_set_pinned_reported_and_rolled_back() {
        Optional<String> operator = Optional.of(gateway.operator());
        String set = "POST /v1/shields";
        String back = "POST /v1/shields/{id}/rollback";
        expect(409, ask(back, "/v1/shields/canary/rollback", operator, "{}"));
        expect(200, ask(set, "/v1/shields", operator, "{\"shield\":\"canary\",\"mode\":\"high-confidence\"}"));
        Heard stricter = expect(
                200,
                ask(
                        set,
                        "/v1/shields",
                        operator,
                        "{\"shield\":\"canary\",\"threshold_percent\":80,\"version\":\"1.0.0\"}"));
        assertEquals("high-confidence@2", stricter.string("rule"));
        assertEquals("high-confidence", stricter.string("mode"));
        String bound = "{\"standing\":\"off/high-confidence@1/newest:1.0.0\",\"back_to\":\"inherit\"}";
        assertEquals(
                "shield_changed",
                expect(409, ask(back, "/v1/shields/canary/rollback", operator, bound))
                        .code());
        Heard rolled = expect(200, ask(back, "/v1/shields/canary/rollback", operator, "{}"));
        assertEquals("high-confidence@1", rolled.string("rule"));
        assertEquals(
                "shield_version_missing",
                expect(409, ask(set, "/v1/shields", operator, "{\"shield\":\"canary\",\"version\":\"9.9.9\"}"))
                        .code());
        expect(404, ask(set, "/v1/shields", operator, "{\"shield\":\"nobody\",\"mode\":\"off\"}"));
        expect(200, ask("GET /v1/shields", "/v1/shields", operator, null));
        String report = "POST /v1/shields/reports";
        String said = "{\"shield\":\"canary\",\"kind\":\"fp\",\"category\":\"canary:encoded\"}";
        expect(202, ask(report, "/v1/shields/reports", operator, said));
        expect(403, ask(report, "/v1/shields/reports", Optional.of(agent.token()), said));
        expect(404, ask(report, "/v1/shields/reports", operator, said.replace("canary", "nobody")));
    }

    @Test
    @Order(24)
    void canaries_are_planted_listed_and_removed_and_an_agent_is_granted_what_it_may_use() {
        Optional<String> operator = Optional.of(gateway.operator());
        Heard planted = expect(201, ask("POST /v1/canaries", "/v1/canaries", operator, "{\"kind\":\"document\"}"));
        String text = planted.string("text");
        Heard listed = expect(200, ask("GET /v1/canaries", "/v1/canaries", operator, null));
        assertFalse(listed.toString().contains(text), "a canary's text is shown once");
        for (int i = 1; i < RememberedPlants.MOST; i++) {
            ask("POST /v1/canaries", "/v1/canaries", operator, "{\"kind\":\"token\"}");
        }
        Heard full = ask("POST /v1/canaries", "/v1/canaries", operator, "{\"kind\":\"token\"}");
        assertEquals("canaries_full", expect(409, full).code());
        String remove = "/v1/canaries/" + planted.string("canary_id") + "/remove";
        expect(200, ask("POST /v1/canaries/{id}/remove", remove, operator, "{}"));
        String grants = "/v1/agents/" + agent.id() + "/grants";
        expect(200, ask("POST /v1/agents/{id}/grants", grants, operator, "{\"grants\":[\"Read\"]}"));
        expect(200, ask("POST /v1/agents/{id}/grants", grants, operator, "{}"));
    }

    @Test
    @Order(25)
    void telemetry_is_turned_shown_and_deleted_where_a_collector_is_named() throws Exception {
        Optional<String> nobody = Optional.of(gateway.operator());
        String delete = "/v1/telemetry/delete";
        expect(200, ask("GET /v1/telemetry", "/v1/telemetry", nobody, null));
        for (String route : List.of("POST /v1/telemetry", "GET " + delete, "POST " + delete)) {
            Heard unset = ask(route, template(route), nobody, route.startsWith("POST") ? "{\"on\":true}" : null);
            assertEquals("telemetry_unset", expect(409, unset).code());
        }
        TestGateway plain = TestGateway.start(folder.resolve("telling"));
        plain.close();
        CollectorServer collector = TestCollector.start(folder.resolve("collector"), plain.clock());
        try {
            try (TestGateway telling = plain.with(SettingsFile.parse("s.yaml", TestCollector.yaml(collector)))) {
                Client client = telling.client();
                Optional<String> operator = Optional.of(telling.operator());
                expect(200, ask(client, "POST /v1/telemetry", "/v1/telemetry", operator, "{\"on\":true}", Map.of()));
                expect(404, ask(client, "GET " + delete, delete, operator, null, Map.of()));
                expect(200, ask(client, "POST " + delete, delete, operator, "{}", Map.of()));
                expect(200, ask(client, "GET " + delete, delete, operator, null, Map.of()));
                telling.gateway()
                        .telemetry()
                        .intercepted(Install.DEFAULT_TENANT, telling.clock().millis(), "Bash");
                Heard shown = ask(client, "GET /v1/telemetry", "/v1/telemetry", operator, null, Map.of());
                assertTrue(expect(200, shown).text().contains("POST /v1/batches HTTP/1.1"), shown::toString);
                collector.close();
                expect(502, ask(client, "GET " + delete, delete, operator, null, Map.of()));
                expect(502, ask(client, "POST " + delete, delete, operator, "{}", Map.of()));
            }
        } finally {
            collector.close();
        }
    }

    @Test
    @Order(26)
    void what_a_service_saw_is_weighed_once() {
        Optional<String> operator = Optional.of(gateway.operator());
        String body =
                "{\"service\":\"crm\",\"effect_id\":\"e1\",\"time\":\"%s\",\"kind\":\"write\",\"agent\":\"agt_x\"}";
        String now = java.time.Instant.ofEpochMilli(gateway.clock().millis()).toString();
        expect(200, ask("POST /v1/effects", "/v1/effects", operator, body.formatted(now)));
        String other = body.formatted(now).replace("agt_x", "agt_y");
        assertEquals(
                "effect_id_reused",
                expect(409, ask("POST /v1/effects", "/v1/effects", operator, other))
                        .code());
    }

    private static Settings playbooks(String further) {
        Path here = Path.of(System.getProperty("sallyport.root", ".."), "examples/soc/playbooks");
        return SettingsFile.parse(
                "s.yaml",
                further + "\nsoc: {respond: on, log_only_hours: 0, playbooks: \"" + here.toAbsolutePath() + "\"}");
    }

    @Test
    @Order(27)
    void rules_and_playbooks_are_listed_played_proven_and_set() {
        try (MemoryGateway memory = new MemoryGateway(playbooks(""), false, true)) {
            Enrolled one = enrolled(memory);
            memory.client.post("/v1/authorize", one.token(), TestGateway.call(one, "trusted_internal_unsigned", ""));
            expect(200, asked(memory, "GET /v1/rules", null));
            String rule = "\"rule\":\"" + STORM + "\"";
            String rules = "POST /v1/rules";
            assertEquals(
                    "no_such_rule",
                    expect(404, asked(memory, rules, "{\"rule\":\"nobody\",\"stage\":\"alert\"}"))
                            .code());
            expect(200, asked(memory, rules, "{" + rule + ",\"stage\":\"log_only\"}"));
            Heard unproven = asked(memory, rules, "{" + rule + ",\"stage\":\"alert\"}");
            assertEquals("dry_run_missing", expect(409, unproven).code());
            String dry = "POST /v1/rules/dry-run";
            expect(200, asked(memory, dry, null));
            expect(404, asked(memory, dry, "{\"rule\":\"nobody\"}"));
            expect(400, asked(memory, dry, "{\"record\":true}"));
            assertEquals(
                    "rules_refused",
                    expect(422, asked(memory, dry, "{\"files\":{\"a.yml\":\"title: x\"}}"))
                            .code());
            Heard proven = expect(200, asked(memory, dry, "{" + rule + ",\"record\":true}"));
            assertTrue(proven.text().contains("receipt_id"), proven::toString);
            Heard alert = expect(200, asked(memory, rules, "{" + rule + ",\"stage\":\"alert\",\"canary\":20}"));
            assertEquals(20, alert.number("canary"));

            expect(200, asked(memory, "GET /v1/playbooks", null));
            String playbooks = "POST /v1/playbooks";
            String named = "\"playbook\":\"contain-agent@1\"";
            expect(404, asked(memory, playbooks, "{\"playbook\":\"nobody@1\",\"stage\":\"respond\"}"));
            Heard early = asked(memory, playbooks, "{" + named + ",\"stage\":\"respond\"}");
            assertEquals("dry_run_missing", expect(409, early).code());
            String simulate = "POST /v1/playbooks/simulate";
            expect(404, asked(memory, simulate, "{\"playbook\":\"nobody@1\"}"));
            Heard passed = expect(200, asked(memory, simulate, "{" + named + ",\"record\":true}"));
            assertTrue(passed.text().contains("receipt_id"), passed::toString);
            Heard acts = expect(200, asked(memory, playbooks, "{" + named + ",\"stage\":\"respond\"}"));
            assertEquals("respond", acts.string("stage"));
        }
        Optional<String> operator = Optional.of(gateway.operator());
        String simulate = "/v1/playbooks/simulate";
        assertEquals(
                "no_playbooks",
                expect(409, ask("POST " + simulate, simulate, operator, null)).code());
    }

    @Test
    @Order(28)
    void one_rule_is_told_in_full_tested_and_explained() {
        Optional<String> operator = Optional.of(gateway.operator());
        String rule = "/v1/rules/" + STORM;
        Heard told = expect(200, ask("GET /v1/rules/{id}", rule, operator, null));
        assertEquals("Sallyport", told.string("author"));
        assertEquals(14, told.items("days").size());
        Heard tested = expect(200, ask("GET /v1/rules/{id}/examples", rule + "/examples", operator, null));
        assertTrue(tested.text().contains("\"passed\":true"), tested::toString);
        gateway.client().post("/v1/authorize", agent.token(), TestGateway.call(agent, "malicious_suspected", ""));
        String receipt = gateway.client()
                .get("/v1/receipts?limit=1", operator.orElseThrow())
                .text()
                .replaceAll("(?s).*?\"receipt_id\":\"([^\"]+)\".*", "$1");
        String explain = "POST /v1/rules/{id}/explain";
        Heard why = expect(200, ask(explain, rule + "/explain", operator, "{\"receipt_id\":\"" + receipt + "\"}"));
        assertTrue(why.text().contains("\"holds\":true"), why::toString);
        Heard nobody = ask(explain, rule + "/explain", operator, "{\"receipt_id\":\"rcp_nobody\"}");
        assertEquals("no_such_receipt", expect(404, nobody).code());
    }

    @Test
    @Order(28)
    void an_operator_sees_figures_objectives_the_pilot_and_the_catalogue() {
        Optional<String> operator = Optional.of(gateway.operator());
        for (String path : List.of("/v1/shields/figures", "/v1/slo", "/v1/pilot", "/v1/catalogue")) {
            expect(200, ask("GET " + path, path, operator, null));
            expect(403, ask("GET " + path, path, Optional.of(agent.token()), null));
        }
        Heard slo = gateway.client().get("/v1/slo", gateway.operator());
        assertEquals(9, slo.items("objectives").size());
        assertEquals(
                "none", gateway.client().get("/v1/pilot", gateway.operator()).string("state"));
    }

    @Test
    @Order(29)
    void an_operator_records_what_people_say_of_the_pilot() throws IOException {
        Optional<String> operator = Optional.of(gateway.operator());
        String facts = "/v1/pilot";
        String said = TWO_JOINS;
        assertEquals(
                "no_pilot",
                expect(404, ask("POST " + facts, facts, operator, said)).code());
        pilot(folder, gateway.clock().instant());
        String preview = said.replace("{\"act\"", "{\"preview\":true,\"act\"");
        assertTrue(expect(200, ask("POST " + facts, facts, operator, preview))
                .text()
                .contains("changes"));
        expect(200, ask("POST " + facts, facts, operator, said));
        expect(403, ask("POST " + facts, facts, Optional.of(agent.token()), said));
        expect(400, ask("POST " + facts, facts, operator, "{\"act\":\"burn\"}"));
        for (String step : List.of("advance", "review", "rollback")) {
            String asked = "{\"act\":\"" + step + "\",\"customer\":\"two\",\"shield\":\"canary\"}";
            expect(409, ask("POST " + facts, facts, operator, asked));
        }
        expect(200, ask("GET /v1/pilot", "/v1/pilot", operator, null));
    }

    @Test
    @Order(28)
    void a_bundle_is_checked_tested_compared_and_asked_without_being_in_force() {
        Optional<String> operator = Optional.of(gateway.operator());
        String files = "\"files\":{\"a.cedar\":\"permit (principal, action, resource);\"}";
        String broken = "\"files\":{\"a.cedar\":\"permit\"}";
        String action = "{\"tool\":\"t\",\"action\":\"a\",\"resource\":null,\"mutates_state\":true,\"parameters\":{}}";
        String check = "/v1/policies/check";
        Heard loads = expect(200, ask("POST " + check, check, operator, "{" + files + "}"));
        assertTrue(loads.text().contains("\"valid\":true"), loads::toString);
        Heard refused = expect(200, ask("POST " + check, check, operator, "{" + broken + "}"));
        assertTrue(refused.text().contains("\"valid\":false"), refused::toString);
        String test = "/v1/policies/test";
        String examples = "\"examples\":[{\"name\":\"all\",\"action\":" + action + ",\"decision\":\"allow\"}]";
        Heard tested = expect(200, ask("POST " + test, test, operator, "{" + files + "," + examples + "}"));
        assertEquals(1, tested.number("passed"));
        Heard otherwise = expect(200, ask("POST " + test, test, operator, "{" + examples + "}"));
        assertEquals(1, otherwise.number("failed"), otherwise::toString);
        String diff = "/v1/policies/diff";
        Heard compared = expect(200, ask("POST " + diff, diff, operator, "{" + files + "}"));
        assertTrue(compared.number("newly_permits") > 0, compared::toString);
        String decide = "/v1/policies/decide";
        Heard allowed =
                expect(200, ask("POST " + decide, decide, operator, "{" + files + ",\"request\":" + action + "}"));
        assertEquals("allow", allowed.string("decision"));
        Heard asks = expect(200, ask("POST " + decide, decide, operator, "{\"request\":" + action + "}"));
        assertFalse(asks.string("decision").equals("allow"), asks::toString);
        for (String path : List.of(test, diff, decide)) {
            String body = "{" + broken + "," + examples + ",\"request\":" + action + "}";
            assertEquals(
                    "policy_refused",
                    expect(422, ask("POST " + path, path, operator, body)).code());
        }
    }

    private static Heard asked(MemoryGateway memory, String route, @Nullable String body) {
        return ask(memory.client, route, template(route), Optional.of(memory.operator), body, Map.of());
    }

    @Test
    @Order(99)
    void every_documented_status_of_every_route_was_brought_about() {
        assertEquals(Set.of(), CONTRACT.unseen());
    }
}
