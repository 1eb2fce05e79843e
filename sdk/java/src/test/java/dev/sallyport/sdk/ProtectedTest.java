package dev.sallyport.sdk;

import static dev.sallyport.sdk.FakeGateway.AUTHORIZE;
import static dev.sallyport.sdk.FakeGateway.CONSUME;
import static dev.sallyport.sdk.FakeGateway.LOOK;
import static dev.sallyport.sdk.FakeGateway.OUTCOMES;
import static dev.sallyport.sdk.FakeGateway.approval;
import static dev.sallyport.sdk.FakeGateway.consumed;
import static dev.sallyport.sdk.FakeGateway.decided;
import static dev.sallyport.sdk.FakeGateway.hangsUp;
import static dev.sallyport.sdk.FakeGateway.held;
import static dev.sallyport.sdk.FakeGateway.problem;
import static dev.sallyport.sdk.FakeGateway.says;
import static dev.sallyport.sdk.FakeGateway.saysNothing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Protected}: what runs, when, with what; and all the ways in which nothing does. */
@Timeout(60)
class ProtectedTest {
    private static final JsonObject LETTER = dev.sallyport.sdk.Arguments.of(
            Map.of("to", "a@example.com", "amount", 98.7, "cc", List.of("b@example.com")));
    private static final Guard SENDING = Guard.mutating("mail", "send")
            .on(letter -> Optional.of("a@example.com"))
            .saying(Claims.from(TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
    private static final Guard READING = Guard.reading("mail", "list");

    private final List<JsonObject> runs = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Ticks ticks = new Ticks();
    private FakeGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String run(JsonObject arguments) {
        runs.add(arguments);
        return "sent";
    }

    private Settings settings() {
        return gateway.settings()
                .withTimes(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(1));
    }

    private String call(Settings settings, Guard guard) {
        try (Client client = new Client(settings, ticks)) {
            return Protected.protect(client, guard, this::run).call(LETTER);
        }
    }

    private String call(Guard guard) {
        return call(settings(), guard);
    }

    private <E extends SallyportException> E refused(Class<E> kind, String code, Settings settings, Guard guard) {
        SallyportException failed = assertThrows(SallyportException.class, () -> call(settings, guard));
        assertEquals(code, failed.code(), failed::toString);
        assertEquals(List.of(), runs, "the function ran");
        assertFalse(failed.toString().contains(FakeGateway.TOKEN), failed::toString);
        return assertInstanceOf(kind, failed);
    }

    private <E extends SallyportException> E refused(Class<E> kind, String code, Guard guard) {
        return refused(kind, code, settings(), guard);
    }

    @ParameterizedTest
    @EnumSource(
            value = Scheme.class,
            names = {"AEGIS_JCS_1", "SALLYPORT_JCS_2"})
    void allowedCall_runsOnceWithWhatWasHashed_andReports(Scheme scheme) {
        gateway.hashing(scheme).on(AUTHORIZE, decided("allow"));
        assertEquals("sent", call(settings().withScheme(scheme).withSession("s1"), SENDING));
        assertEquals(List.of(LETTER), runs);
        FakeGateway.Asked asked = gateway.asked(AUTHORIZE).getFirst();
        assertEquals("Bearer " + FakeGateway.TOKEN, asked.authorization());
        assertEquals(
                "{\"action_hash\":\"" + gateway.hash() + "\",\"agent\":{\"id\":\"agent-1\"},\"context\":"
                        + "{\"contains_sensitive_data\":false,\"source_trust\":\"trusted_internal_unsigned\"},"
                        + "\"request_id\":\"request-1\",\"session\":\"s1\",\"tool_call\":{\"action\":\"send\",\"mutates_state\":true,"
                        + "\"parameters\":{\"amount\":98.7,\"cc\":[\"b@example.com\"],\"to\":\"a@example.com\"},"
                        + "\"resource\":\"a@example.com\",\"tool\":\"mail\"}}",
                asked.body());
        assertEquals(
                "{\"decision_id\":\"dec_1\",\"executed_hash\":\"" + gateway.hash() + "\",\"status\":\"succeeded\"}",
                gateway.asked(OUTCOMES).getFirst().body());
    }

    @Test
    void heldCall_waits_claimsWithTheHash_runs_andReportsTheClaimsDecision() {
        gateway.on(AUTHORIZE, held())
                .on(
                        LOOK,
                        approval("PENDING"),
                        problem(429, "rate_limited", "Retry-After", "3"),
                        hangsUp(),
                        approval("PENDING"),
                        approval("APPROVED"));
        assertEquals("sent", call(SENDING));
        assertEquals(1, runs.size());
        assertEquals(
                "{\"action_hash\":\"" + gateway.hash() + "\"}",
                gateway.asked(CONSUME).getFirst().body());
        assertTrue(gateway.asked(OUTCOMES).getFirst().body().contains("\"decision_id\":\"dec_2\""));
        assertTrue(ticks.pauses().contains(Duration.ofSeconds(3)), "the gateway asked for 3 s: " + ticks.pauses());
    }

    @Test
    void functionThatThrows_isReportedAsFailed_andItsExceptionGoesOn() {
        gateway.on(AUTHORIZE, decided("allow"));
        try (Client client = new Client(settings(), ticks)) {
            Protected<String> failing = Protected.protect(client, SENDING, letter -> {
                throw new IllegalStateException("mailbox full");
            });
            assertEquals(
                    "mailbox full",
                    assertThrows(IllegalStateException.class, () -> failing.call(LETTER))
                            .getMessage());
        }
        assertTrue(gateway.asked(OUTCOMES).getFirst().body().contains("\"status\":\"failed\""));
    }

    @Test
    void outcomeThatIsLost_isTold_andSentOnce() {
        gateway.on(AUTHORIZE, decided("allow")).on(OUTCOMES, problem(503, "journal_unavailable"));
        assertEquals("sent", call(SENDING.telling(lost -> told.add(lost.code()))));
        assertEquals(List.of("journal_unavailable"), told);
        assertEquals(1, gateway.asked(OUTCOMES).size());
    }

    static Stream<Arguments> faults() {
        String other = "0f".repeat(32);
        return Stream.of(
                Arguments.of(Denied.class, "some_reason", AUTHORIZE, decided("deny")),
                Arguments.of(Denied.class, "credential_unknown", AUTHORIZE, problem(401, "credential_unknown")),
                Arguments.of(Denied.class, "request_id_reused", AUTHORIZE, problem(409, "request_id_reused")),
                Arguments.of(
                        HashMismatch.class, "action_hash_mismatch", AUTHORIZE, problem(409, "action_hash_mismatch")),
                Arguments.of(Unavailable.class, "internal", AUTHORIZE, problem(500, "internal")),
                Arguments.of(Unavailable.class, "journal_unavailable", AUTHORIZE, problem(503, "journal_unavailable")),
                Arguments.of(Unavailable.class, "http_502", AUTHORIZE, says(502, "<html>")),
                Arguments.of(Unavailable.class, "unreachable", AUTHORIZE, hangsUp()),
                Arguments.of(Unavailable.class, "malformed_answer", AUTHORIZE, says(200, "<html>allow</html>")),
                Arguments.of(Unavailable.class, "malformed_answer", AUTHORIZE, says(200, "{\"decision\":\"allow\"}")),
                Arguments.of(
                        Unavailable.class, "malformed_answer", AUTHORIZE, says(307, "", "Location", "/v1/elsewhere")),
                Arguments.of(Unavailable.class, "malformed_answer", AUTHORIZE, decided("require_approval")),
                Arguments.of(Unavailable.class, "unknown_decision", AUTHORIZE, decided("allow_once")),
                Arguments.of(
                        HashMismatch.class,
                        "hash_mismatch",
                        AUTHORIZE,
                        says(200, FakeGateway.decision("allow", "").replace("$HASH", other))),
                Arguments.of(
                        HashMismatch.class,
                        "scheme_skew",
                        AUTHORIZE,
                        says(200, FakeGateway.decision("allow", "").replace("$SCHEME", "sallyport-jcs-2"))),
                Arguments.of(Rejected.class, "approval_rejected", LOOK, approval("REJECTED")),
                Arguments.of(Expired.class, "approval_expired", LOOK, approval("EXPIRED")),
                Arguments.of(Expired.class, "wait_deadline", LOOK, approval("PENDING")),
                Arguments.of(Expired.class, "wait_deadline", LOOK, hangsUp()),
                Arguments.of(Denied.class, "approval_consumed", LOOK, approval("CONSUMED")),
                Arguments.of(Denied.class, "approval_invalidated", LOOK, approval("INVALIDATED")),
                Arguments.of(Unavailable.class, "unknown_status", LOOK, approval("BLESSED")),
                Arguments.of(Denied.class, "no_such_approval", LOOK, problem(404, "no_such_approval")),
                Arguments.of(Denied.class, "claim_not_granted", CONSUME, consumed("deny")),
                Arguments.of(Denied.class, "approval_consumed", CONSUME, problem(409, "approval_consumed")),
                Arguments.of(
                        HashMismatch.class, "approval_hash_mismatch", CONSUME, problem(409, "approval_hash_mismatch")),
                Arguments.of(Unavailable.class, "consume_unknown", CONSUME, hangsUp()),
                Arguments.of(Unavailable.class, "consume_unknown", CONSUME, says(200, "{}")),
                Arguments.of(Unavailable.class, "consume_unknown", CONSUME, problem(503, "journal_unavailable")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whateverIsNoClearYes_runsNothing(
            Class<? extends SallyportException> kind, String code, String route, FakeGateway.Reaction reaction) {
        gateway.on(AUTHORIZE, held()).on(LOOK, approval("APPROVED")).on(route, reaction);
        refused(kind, code, SENDING);
        assertTrue(gateway.asked(CONSUME).size() <= 1, "a claim is never repeated");
        assertEquals(List.of(), gateway.asked(OUTCOMES));
    }

    @Test
    void silence_isATimeout_andRunsNothing() {
        gateway.on(AUTHORIZE, saysNothing());
        Duration brief = Duration.ofMillis(200);
        Settings hasty = settings().withTimes(brief, brief, brief, brief);
        try (Client client = new Client(hasty)) { // the machine's own time: this is about waiting
            SallyportException late = assertThrows(
                    Unavailable.class,
                    () -> Protected.protect(client, SENDING, this::run).call(LETTER));
            assertEquals("timeout", late.code());
        }
        assertEquals(List.of(), runs);
    }

    @Test
    void readWithoutAnAnswer_runsOnlyIfItsHostSaidSo_andSaysSo() {
        for (FakeGateway.Reaction silence :
                List.of(hangsUp(), says(200, "<html>"), says(200, "[]"), says(502, "<html>"))) {
            gateway.on(AUTHORIZE, silence);
            refused(Unavailable.class, code(silence), READING);
            assertEquals("sent", call(READING.openForReads(open -> told.add(open.code()))));
            assertEquals(1, runs.size());
            runs.clear();
        }
        assertEquals(List.of("unreachable", "malformed_answer", "malformed_answer", "http_502"), told);
        assertEquals(List.of(), gateway.asked(OUTCOMES), "there is no decision whose outcome could be reported");
        gateway.close();
        refused(Unavailable.class, "unreachable", READING);
        assertEquals("sent", call(READING.openForReads(open -> {})));
    }

    private String code(FakeGateway.Reaction silence) {
        gateway.on(AUTHORIZE, silence);
        return assertThrows(Unavailable.class, () -> call(READING)).code();
    }

    @Test
    void openRead_neverRunsAgainstTheGatewaysWord() {
        Guard open = READING.openForReads(silence -> told.add("opened"));
        gateway.on(AUTHORIZE, decided("deny"));
        refused(Denied.class, "some_reason", open);
        gateway.on(AUTHORIZE, says(200, "{}"));
        refused(Unavailable.class, "malformed_answer", open);
        gateway.on(AUTHORIZE, problem(429, "rate_limited"), hangsUp());
        refused(Unavailable.class, "rate_limited", open);
        gateway.on(AUTHORIZE, held()).on(LOOK, hangsUp());
        refused(Expired.class, "wait_deadline", open);
        gateway.on(LOOK, approval("APPROVED")).on(CONSUME, hangsUp());
        refused(Unavailable.class, "consume_unknown", open);
        assertEquals(List.of(), told);
        assertThrows(IllegalArgumentException.class, () -> SENDING.openForReads(silence -> {}));
    }

    @Test
    void asynchronousCall_doesTheSame_andCancellingInterruptsIt() throws InterruptedException {
        gateway.on(AUTHORIZE, decided("allow"), decided("deny"));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Client client = new Client(settings(), ticks)) {
            Protected<String> sending = Protected.protect(client, SENDING, this::run);
            assertEquals("sent", sending.callAsync(LETTER).join());
            CompletionException denied = assertThrows(
                    CompletionException.class, () -> sending.callAsync(LETTER).join());
            assertInstanceOf(Denied.class, denied.getCause());
            gateway.on(AUTHORIZE, decided("allow"));
            CompletableFuture<String> endless = Protected.protect(client, SENDING, letter -> {
                        running.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException expected) {
                            interrupted.countDown();
                        }
                        return "stopped";
                    })
                    .callAsync(LETTER);
            running.await();
            assertTrue(endless.cancel(true));
            interrupted.await();
        }
        assertEquals(1, runs.size());
    }

    @Test
    void interruptedCaller_getsCancelled_whichOpensNothing() {
        gateway.on(AUTHORIZE, held()).on(LOOK, approval("PENDING"));
        Thread.currentThread().interrupt();
        SallyportException cancelled =
                assertThrows(Unavailable.class, () -> call(READING.openForReads(open -> told.add("opened"))));
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        assertEquals("cancelled", cancelled.code());
        assertEquals(List.of(), told);
        assertEquals(List.of(), runs);
    }
}
