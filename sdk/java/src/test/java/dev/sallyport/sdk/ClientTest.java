package dev.sallyport.sdk;

import static dev.sallyport.sdk.FakeGateway.AUTHORIZE;
import static dev.sallyport.sdk.FakeGateway.OUTCOMES;
import static dev.sallyport.sdk.FakeGateway.decided;
import static dev.sallyport.sdk.FakeGateway.hangsUp;
import static dev.sallyport.sdk.FakeGateway.problem;
import static dev.sallyport.sdk.FakeGateway.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Client}: what is repeated and for how long, what is read from answers, and what never shows. */
@Timeout(60)
class ClientTest {
    private static final Action READING = new Action("mail", "list", null, false, JsonObject.of());

    private final Ticks ticks = new Ticks();
    private FakeGateway gateway;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway();
        client = new Client(gateway.settings(), ticks);
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void authorize_isRepeatedWithItsRequestId_withFullJitter() {
        gateway.on(AUTHORIZE, hangsUp(), problem(503, "journal_unavailable"), says(502, ""), decided("allow"));
        Decision decision = client.authorize(READING, Claims.UNKNOWN);
        assertEquals(Decision.Verdict.ALLOW, decision.verdict());
        assertEquals(List.of("p1"), decision.matchedPolicies());
        assertEquals(
                1,
                gateway.asked(AUTHORIZE).stream()
                        .map(FakeGateway.Asked::body)
                        .distinct()
                        .count());
        assertEquals(4, gateway.asked(AUTHORIZE).size());
        assertEquals(
                List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400)),
                ticks.pauses(),
                "half of a bound that doubles, for chance is one half here");
    }

    @Test
    void repetitions_endAtTheDeadline_andKeepTheGatewaysPause() {
        gateway.on(AUTHORIZE, problem(429, "rate_limited", "Retry-After", "20"));
        Unavailable busy = assertThrows(Unavailable.class, () -> client.authorize(READING, Claims.UNKNOWN));
        assertEquals("rate_limited", busy.code());
        assertEquals(429, busy.place().status());
        assertTrue(busy.answered());
        assertEquals(List.of(Duration.ofSeconds(20)), ticks.pauses(), "a second one would end after 30 s");
    }

    @Test
    void whatIsNotSafeToRepeat_isSentOnce() {
        for (String route : List.of("POST /v1/agents/register", OUTCOMES, "POST /v1/receipts/verify-chain")) {
            gateway.on(route, problem(503, "journal_unavailable"));
        }
        assertThrows(Unavailable.class, () -> client.register(JsonObject.of()));
        assertThrows(Unavailable.class, () -> client.reportOutcome("dec_1", Client.Outcome.UNKNOWN, Optional.empty()));
        assertThrows(Unavailable.class, () -> client.verifyChain(List.of()));
        assertEquals(3, gateway.asked().size());
        assertEquals(List.of(), ticks.pauses());
    }

    @Test
    void routes_areReadByTheirTypes() {
        gateway.on("POST /v1/agents/register", says(201, "{\"agent_id\":\"agt_1\",\"agent_token\":\"tok-new\"}"))
                .on("GET /v1/receipts/rcp%2F1", says(200, "{\"receipt_id\":\"rcp/1\"}"))
                .on(
                        "POST /v1/receipts/verify-chain",
                        says(200, "{\"verified\":false,\"checked\":2,\"error\":\"chain_broken\"}"))
                .on("GET /readyz", says(200, "{\"status\":\"ready\"}"), says(503, "{}"));
        Client.Registered registered = client.register(JsonObject.of());
        assertEquals("agt_1", registered.agentId());
        assertFalse(registered.toString().contains("tok-new"), registered::toString);
        assertEquals("{\"receipt_id\":\"rcp/1\"}", text(client.receipt("rcp/1")));
        assertEquals(new Client.ChainVerdict(false, 2, Optional.of("chain_broken")), client.verifyChain(List.of()));
        assertTrue(client.ready());
        assertFalse(client.ready());
        for (String id : List.of("", ".", "..")) {
            assertThrows(IllegalArgumentException.class, () -> client.receipt(id));
        }
    }

    @Test
    void whatTheUserSaid_isToldOnce_ofOneSession() {
        gateway.on("POST /v1/sessions/s%2F1/prompts", says(201, "{\"session\":\"s/1\",\"vouched\":true}"))
                .on("POST /v1/sessions/t/prompts", says(201, "{\"session\":\"s\",\"vouched\":true}"))
                .on("POST /v1/sessions/u/prompts", says(201, "{\"session\":\"u\"}"))
                .on("POST /v1/sessions/v/prompts", problem(503, "journal_unavailable"));
        assertTrue(client.prompt("s/1", "Write to \"Bob\""));
        assertEquals(
                "{\"text\":\"Write to \\\"Bob\\\"\"}",
                gateway.asked().getFirst().body());
        for (String session : List.of("t", "u")) {
            assertEquals(
                    "malformed_answer",
                    assertThrows(Unavailable.class, () -> client.prompt(session, "x"))
                            .code());
        }
        assertThrows(Unavailable.class, () -> client.prompt("v", "x"));
        assertEquals(1, gateway.asked("POST /v1/sessions/v/prompts").size());
        assertThrows(IllegalArgumentException.class, () -> client.prompt("..", "x"));
    }

    @Test
    void outcome_carriesWhatTheActionAnswered_andDoesNotPrintIt() {
        gateway.on(OUTCOMES, says(201, "{\"receipt_id\":\"rcp_1\"}"));
        Report report = Report.of("dec_1", Client.Outcome.SUCCEEDED).withContent("a secret answer");
        assertEquals("rcp_1", client.reportOutcome(report.withOutputHash("0f")));
        assertEquals(
                "{\"content\":\"a secret answer\",\"decision_id\":\"dec_1\",\"output_hash\":\"0f\",\"status\":\"succeeded\"}",
                gateway.asked().getFirst().body());
        assertFalse(report.toString().contains("secret"), report::toString);
    }

    private static String text(JsonObject object) {
        return new String(
                dev.sallyport.action.canonical.CanonicalForm.of(
                        object, dev.sallyport.action.canonical.Scheme.SALLYPORT_JCS_2),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void secrets_showNowhere() {
        gateway.on(AUTHORIZE, problem(401, "credential_unknown"));
        Denied denied = assertThrows(Denied.class, () -> client.authorize(READING, Claims.UNKNOWN));
        assertTrue(denied.toString().contains("[secret]"), "the gateway repeated the token: " + denied);
        assertEquals(Optional.of("rcp_9"), denied.place().receiptId());
        for (Object shown : List.of(denied, denied.place(), client, client.settings(), new Secret("abc"))) {
            assertFalse(shown.toString().contains(FakeGateway.TOKEN), shown::toString);
            assertFalse(shown.toString().contains("abc"), shown::toString);
        }
        assertThrows(IllegalArgumentException.class, () -> new Secret("two words"));
        assertThrows(IllegalArgumentException.class, () -> new Secret("line\r\nX-Evil: 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://gateway.example",
                "https://user:word@gateway.example",
                "https://gateway.example/?token=x",
                "https://gateway.example/#x",
                "ftp://127.0.0.1",
                "https:///path"
            })
    void addressThatWouldLeakTheToken_isRefused(String url) {
        Secret token = new Secret("tok");
        assertThrows(IllegalArgumentException.class, () -> Settings.of(URI.create(url), token, "a"));
    }

    @Test
    void timesMustBeAboveZero() {
        Duration second = Duration.ofSeconds(1);
        Settings settings = gateway.settings();
        assertThrows(IllegalArgumentException.class, () -> settings.withTimes(Duration.ZERO, second, second, second));
        assertThrows(
                IllegalArgumentException.class, () -> settings.withTimes(second, second, second, second.negated()));
    }

    @Test
    void answerWithoutEnd_isCutOff() {
        gateway.on("GET /v1/receipts/r", says(200, "\"" + "x".repeat(9 << 20) + "\""));
        assertEquals(
                "malformed_answer",
                assertThrows(Unavailable.class, () -> client.receipt("r")).code());
    }
}
