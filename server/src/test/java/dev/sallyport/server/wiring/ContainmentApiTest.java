package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Measures short of a freeze, over HTTP. */
@Timeout(120)
class ContainmentApiTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Heard put(String body) {
        return gateway.client().post("/v1/containments", gateway.operator(), body);
    }

    private Heard end(String body) {
        return gateway.client().post("/v1/containments/end", gateway.operator(), body);
    }

    private Heard act(Enrolled agent, String url) {
        return gateway.client().post("/v1/authorize", agent.token(), """
                {"agent":{"id":"%s"},"tool_call":{"tool":"web","action":"post","resource":"%s","mutates_state":true,\
                "parameters":{"text":"hello"}},"context":{"source_trust":"trusted_internal_unsigned"}}""".formatted(agent.id(), url));
    }

    @Test
    void an_agent_that_is_held_asks_a_person_until_the_operator_ends_it_or_its_time_is_over() {
        Enrolled agent = gateway.agent("a1");
        assertEquals("allow", act(agent, "x").string("decision"));
        String hold = "{\"measure\":\"force_approval\",\"agent\":\"" + agent.id() + "\"}";
        Heard put = put(hold);
        assertEquals(200, put.status(), put::toString);
        Heard held = act(agent, "x");
        assertEquals("require_approval", held.string("decision"), held::toString);
        assertTrue(held.text().contains("containment:force_approval:agent:" + agent.id()), held::toString);
        gateway.restart();
        assertEquals("require_approval", act(agent, "x").string("decision"), "over a restart");
        assertEquals(200, end(hold).status());
        assertEquals("allow", act(agent, "x").string("decision"));
        assertEquals(404, end(hold).status());

        put(hold.replace("}", ",\"ttl_seconds\":60}"));
        assertEquals("require_approval", act(agent, "x").string("decision"));
        gateway.clock().advanceMillis(60_000);
        assertEquals("allow", act(agent, "x").string("decision"));
    }

    @Test
    void a_blocked_destination_is_refused_and_each_act_has_a_receipt() {
        Enrolled agent = gateway.agent("a1");
        Heard put = put("{\"measure\":\"block_destination\",\"destination\":\"EVIL.example.\",\"why\":\"beacon\"}");
        assertEquals("evil.example", put.string("containment.destination"), put::toString);
        assertEquals(
                "destination_blocked",
                act(agent, "https://www.evil.example:8443/x").string("reason"));
        assertEquals("allow", act(agent, "https://good.example/").string("decision"));
        String receipt = gateway.client()
                .get("/v1/receipts/" + put.string("receipt_id"), gateway.operator())
                .text();
        assertTrue(receipt.contains("block_destination") && receipt.contains("beacon"), receipt);
        Heard listed = gateway.client().get("/v1/containments", gateway.operator());
        assertEquals(1, listed.items("containments").size());
        assertTrue(listed.text().contains("\"block_destination:evil.example\""), listed::toString);
    }

    @Test
    void what_can_not_be_meant_is_refused_and_nobody_but_an_operator_is_heard() {
        Enrolled agent = gateway.agent("a1");
        for (String body : List.of(
                "{}",
                "{\"measure\":\"sing\"}",
                "{\"measure\":\"force_approval\"}",
                "{\"measure\":\"force_approval\",\"agent\":\"a\",\"server\":\"b\"}",
                "{\"measure\":\"force_approval\",\"session\":\"s\"}",
                "{\"measure\":\"force_approval\",\"agent\":\"a\",\"tier\":\"high\"}",
                "{\"measure\":\"raise_tier\",\"server\":\"b\"}",
                "{\"measure\":\"raise_tier\",\"agent\":\"a\",\"tier\":\"huge\"}",
                "{\"measure\":\"block_destination\",\"destination\":\"https://evil.example\"}",
                "{\"measure\":\"block_destination\",\"destination\":\"evil.example\",\"ttl_seconds\":0}",
                "{\"measure\":\"block_destination\",\"destination\":\"evil.example\",\"tll_seconds\":5}")) {
            assertEquals(400, put(body).status(), body);
        }
        assertEquals(
                404,
                put("{\"measure\":\"force_approval\",\"agent\":\"agt_nobody\"}").status());
        for (String token : List.of(agent.token(), gateway.enrolment())) {
            String body = "{\"measure\":\"block_destination\",\"destination\":\"evil.example\"}";
            assertEquals(
                    403, gateway.client().post("/v1/containments", token, body).status());
            assertEquals(403, gateway.client().get("/v1/containments", token).status());
        }
    }

    @Test
    void with_every_stream_of_events_taken_a_freeze_goes_through_and_the_next_stream_is_told_to_wait()
            throws IOException, InterruptedException {
        Enrolled agent = gateway.agent("a1");
        List<InputStream> open = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest follow = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/events"))
                    .header("Authorization", "Bearer " + gateway.operator())
                    .build();
            int refused = 0;
            for (int i = 0; i < 20; i++) {
                HttpResponse<InputStream> answer = http.send(follow, HttpResponse.BodyHandlers.ofInputStream());
                open.add(answer.body());
                refused += answer.statusCode() == 429 ? 1 : 0;
            }
            assertEquals(4, refused, "sixteen streams of one tenant are open");
            Heard frozen = gateway.client().post("/v1/agents/" + agent.id() + "/freeze", gateway.operator(), "{}");
            assertEquals("frozen", frozen.string("status"));
            assertEquals("agent_frozen", act(agent, "x").string("reason"));
            for (InputStream one : open) {
                one.close();
            }
        }
    }

    @Test
    void a_gateway_with_open_streams_of_events_stops_without_a_word_of_trouble() throws Exception {
        List<String> lines = LogLines.of(() -> {
            try (HttpClient http = HttpClient.newHttpClient()) {
                HttpRequest follow = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/events"))
                        .header("Authorization", "Bearer " + gateway.operator())
                        .build();
                HttpResponse<InputStream> answer = http.send(follow, HttpResponse.BodyHandlers.ofInputStream());
                assertEquals(200, answer.statusCode());
                gateway.stop();
                answer.body().readAllBytes();
            }
        });
        assertEquals(
                List.of(),
                lines.stream().filter(line -> line.contains("did not close")).toList());
        gateway.begin();
    }
}
