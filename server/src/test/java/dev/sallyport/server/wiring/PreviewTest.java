package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.PreviewVisitor.Seen;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Previews of a whole gateway, from opening to closing, over loopback and with a clock that tests move. */
class PreviewTest {
    private static final long HOUR_MILLIS = 3_600_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    private FakeDevService service;
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        service = new FakeDevService();
        gateway = TestGateway.start(data, settings(service.port(), ""));
        gateway.person("anna");
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        service.close();
    }

    static Settings settings(int port, String more) {
        return SettingsFile.parse("s.yaml", """
                approvals: {sweep: 1h}
                preview:
                  port: 0
                  open: 3
                  services:
                    web: {url: "http://127.0.0.1:%d"}
                    theirs: {url: "http://127.0.0.1:%d", tenant: globex}
                  %s
                """.formatted(port, port, more));
    }

    static String body(String service, String paths, String methods, long seconds) {
        return """
                {"service":"%s","person":"anna","paths":[%s],"methods":[%s],"seconds":%d,"why":"look at the branch"}""".formatted(service, paths, methods, seconds);
    }

    private Heard open(String paths, String methods) {
        Heard heard = gateway.client().post("/v1/previews", gateway.operator(), body("web", paths, methods, 2 * 3600));
        assertEquals(201, heard.status(), heard::toString);
        return heard;
    }

    private Heard docs() {
        return open("\"/docs/**\"", "\"GET\",\"HEAD\",\"POST\"");
    }

    private PreviewVisitor visitor() {
        return new PreviewVisitor(gateway.gateway().preview().orElseThrow());
    }

    private Heard close(String id) {
        return gateway.client().post("/v1/previews/" + id + "/close", gateway.operator(), "{\"why\":\"seen\"}");
    }

    private String newestReceipts(int count) {
        return gateway.client()
                .get("/v1/receipts?limit=" + count, gateway.operator())
                .text();
    }

    @Test
    void an_open_preview_shows_the_service_and_closing_it_ends_that_at_once() {
        Heard opened = docs();
        String token = opened.string("preview_token");
        assertTrue(token.matches("sp_pv_[A-Za-z0-9_-]{43}"), "a token of its own kind");
        assertEquals(gateway.gateway().preview().orElseThrow() + "/", opened.string("url"));
        Seen seen = visitor().get("/docs/a?x=1", token);
        assertEquals(200, seen.status(), seen.toString());
        assertEquals("hello from the service", seen.body());
        assertTrue(service.last().startsWith("GET /docs/a?x=1 HTTP/1.1\r\nHost: 127.0.0.1:" + service.port()));
        Heard listed = gateway.client().get("/v1/previews", gateway.operator());
        assertTrue(listed.text().contains("\"status\":\"active\""), listed::toString);
        assertFalse(listed.text().contains("sp_pv_"), "no token is shown twice");
        assertEquals(200, close(opened.string("preview_id")).status());
        assertEquals(401, visitor().get("/docs/a", token).status());
        assertEquals(1, service.came().size(), "nothing was asked after the close");
        assertEquals(404, close(opened.string("preview_id")).status(), "it is forgotten");
    }

    @Test
    void the_token_opens_no_other_door_and_no_other_token_opens_this_one() {
        String token = docs().string("preview_token");
        for (String path : List.of("/v1/agents", "/v1/previews", "/v1/approvals", "/v1/receipts")) {
            assertEquals("credential_unknown", gateway.client().get(path, token).code(), path);
        }
        Enrolled agent = gateway.agent("coder");
        String call = TestGateway.call(agent, "trusted_internal_unsigned", "");
        assertEquals(401, gateway.client().post("/v1/authorize", token, call).status());
        for (String other :
                List.of(agent.token(), gateway.operator(), gateway.enrolment(), "sp_pv_" + "A".repeat(43))) {
            assertEquals(401, visitor().get("/docs/a", other).status());
        }
        Heard reserved = gateway.client()
                .post("/v1/agents/register", gateway.operator(), "{\"agent_key\":\"preview:pre_1\",\"replace\":true}");
        assertEquals("agent_key_reserved", reserved.code());
        assertEquals(List.of(), service.came());
    }

    @Test
    void what_is_outside_the_scope_or_has_a_second_reading_is_refused_with_a_receipt_and_never_sent() {
        String token = docs().string("preview_token");
        long before = gateway.receipts(gateway.operator());
        for (String path : List.of("/", "/admin", "/docsx", "/DOCS/a")) {
            Seen seen = visitor().get(path, token);
            assertEquals(403, seen.status(), path);
            assertTrue(seen.says("preview_scope"), seen::body);
            assertTrue(seen.body().contains("\"receipt_id\":\"rcp_"), seen::body);
        }
        for (String path :
                List.of("/docs/../admin", "/docs/%2e%2e/admin", "/docs%2fadmin", "/docs/..;/x", "/docs//x")) {
            Seen seen = visitor().get(path, token);
            boolean refused = (seen.status() == 403 && seen.says("preview_path")) || seen.status() == 400;
            assertTrue(refused, path + seen);
        }
        Seen put = visitor().ask("PUT", "/docs/a", List.of("Authorization: Bearer " + token), "x");
        assertTrue(put.says("preview_scope"), put::body);
        assertTrue(gateway.receipts(gateway.operator()) >= before + 6);
        assertEquals(List.of(), service.came());
    }

    @Test
    void a_preview_ends_by_the_clock_and_the_sweep_receipts_its_end() {
        Heard opened = docs();
        String token = opened.string("preview_token");
        gateway.clock().advanceMillis(2 * HOUR_MILLIS - 1);
        assertEquals(200, visitor().get("/docs/a", token).status());
        assertEquals(0, gateway.gateway().sweepPreviews());
        gateway.clock().advanceMillis(1);
        assertEquals(401, visitor().get("/docs/a", token).status(), "before any sweep");
        assertEquals(1, gateway.gateway().sweepPreviews());
        assertEquals(0, gateway.gateway().sweepPreviews());
        String last = newestReceipts(1);
        assertTrue(last.contains("close_preview") && last.contains("expired"), last);
        assertEquals(401, visitor().get("/docs/a", token).status());
        assertEquals(1, service.came().size());
    }

    @Test
    void a_preview_goes_with_its_person_and_with_its_agent() {
        Heard first = docs();
        Heard second = docs();
        String revoke = "/v1/agents/" + first.string("agent_id") + "/revoke";
        assertEquals(
                200, gateway.client().post(revoke, gateway.operator(), "{}").status());
        assertEquals(
                401, visitor().get("/docs/a", first.string("preview_token")).status());
        assertEquals(
                200, visitor().get("/docs/a", second.string("preview_token")).status());
        gateway.client().post("/v1/approvers", gateway.operator(), "{\"name\":\"anna\",\"replace\":true}");
        assertEquals(
                401, visitor().get("/docs/a", second.string("preview_token")).status());
        assertEquals(2, gateway.gateway().sweepPreviews());
    }

    @Test
    void a_frozen_preview_is_denied_with_a_receipt_until_it_is_unfrozen() {
        Heard opened = docs();
        String agent = "/v1/agents/" + opened.string("agent_id");
        gateway.client().post(agent + "/freeze", gateway.operator(), "{}");
        Seen frozen = visitor().get("/docs/a", opened.string("preview_token"));
        assertEquals(403, frozen.status());
        assertTrue(frozen.says("agent_frozen") && frozen.body().contains("rcp_"), frozen::body);
        gateway.client().post(agent + "/unfreeze", gateway.operator(), "{}");
        assertEquals(
                200, visitor().get("/docs/a", opened.string("preview_token")).status());
    }

    @Test
    void a_policy_that_forbids_it_holds_at_this_door_too() {
        String token = docs().string("preview_token");
        String policy = """
                {"files":{"a.cedar":"permit (principal, action, resource);\\n\
                forbid (principal, action, resource) when { context.door == \\"preview\\" };"}}""";
        assertEquals(
                201,
                gateway.client()
                        .post("/v1/policies", gateway.operator(), policy)
                        .status());
        Seen seen = visitor().get("/docs/a", token);
        assertTrue(seen.status() == 403 && seen.says("policy_forbids"), seen::toString);
        assertEquals(List.of(), service.came());
    }

    @Test
    void a_change_waits_for_another_person_and_passes_once_with_the_same_bytes() {
        Heard opened = docs();
        String ben = gateway.person("ben");
        List<String> fields =
                List.of("Authorization: Bearer " + opened.string("preview_token"), "Content-Type: application/json");
        Seen held = visitor().ask("POST", "/docs/save", fields, "{\"a\":1}");
        assertTrue(held.status() == 403 && held.says("approval_required"), held::toString);
        String approval = held.body().replaceAll("(?s).*\"approval_id\":\"([^\"]+)\".*", "$1");
        Seen early = visitor().ask("POST", "/docs/save", fields, "{\"a\":1}");
        assertTrue(early.says("approval_pending"), early::body);
        Heard shown = gateway.client().get("/v1/approvals/" + approval, ben);
        assertTrue(shown.text().contains("{\\\"a\\\":1}"), "the person sees the body: " + shown);
        assertEquals(
                200,
                gateway.client()
                        .post("/v1/approvals/" + approval + "/approve", ben, "{}")
                        .status());
        Seen other = visitor().ask("POST", "/docs/save", fields, "{\"a\":2}");
        assertTrue(other.says("approval_required"), "other bytes are asked for anew: " + other);
        assertEquals(List.of(), service.came());
        assertEquals(
                200, visitor().ask("POST", "/docs/save", fields, "{\"a\":1}").status());
        assertTrue(service.last().endsWith("\r\n\r\n{\"a\":1}"), service::last);
        Seen again = visitor().ask("POST", "/docs/save", fields, "{\"a\":1}");
        assertTrue(again.says("approval_required"), "an approval is for one run: " + again);
        assertEquals(1, service.came().size());
    }

    @Test
    void the_person_a_preview_is_for_cannot_approve_what_it_asks() {
        Heard opened = gateway.client()
                .post(
                        "/v1/previews",
                        gateway.operator(),
                        body("web", "\"/**\"", "\"POST\"", 60).replace("anna", "carl"));
        assertEquals("no_such_person", opened.code());
        String carl = gateway.person("carl");
        String token = gateway.client()
                .post(
                        "/v1/previews",
                        gateway.operator(),
                        body("web", "\"/**\"", "\"POST\"", 60).replace("anna", "carl"))
                .string("preview_token");
        Seen held = visitor().ask("POST", "/x", List.of("Authorization: Bearer " + token), "a");
        String approval = held.body().replaceAll("(?s).*\"approval_id\":\"([^\"]+)\".*", "$1");
        assertEquals(
                403,
                gateway.client()
                        .post("/v1/approvals/" + approval + "/approve", carl, "{}")
                        .status());
    }

    @Test
    void closing_or_freezing_while_the_service_answers_lets_nothing_out() throws Exception {
        Heard first = docs();
        endsUnderWay(first, () -> close(first.string("preview_id")));
        Heard second = docs();
        String freeze = "/v1/agents/" + second.string("agent_id") + "/freeze";
        endsUnderWay(second, () -> gateway.client().post(freeze, gateway.operator(), "{}"));
    }

    private void endsUnderWay(Heard opened, Runnable end) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        service.answers(request -> {
            asked.countDown();
            try {
                assertTrue(closed.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return FakeDevService.ok("too late");
        });
        FutureTask<Seen> answer = new FutureTask<>(() -> visitor().get("/docs/a", opened.string("preview_token")));
        Thread.ofVirtual().start(answer);
        assertTrue(asked.await(20, TimeUnit.SECONDS));
        end.run();
        closed.countDown();
        Seen seen = answer.get(20, TimeUnit.SECONDS);
        assertTrue(seen.status() == 403 && seen.says("preview_closed"), seen::toString);
        assertFalse(seen.body().contains("too late"));
    }

    @Test
    void opening_using_and_closing_are_receipts_that_verify_offline_and_hold_no_path() throws Exception {
        Heard opened = docs();
        visitor().get("/docs/marker-path?marker-query", opened.string("preview_token"));
        visitor().get("/marker-out", opened.string("preview_token"));
        close(opened.string("preview_id"));
        Heard export = gateway.client().get("/v1/receipts/export", gateway.operator());
        String text = export.text();
        Verdict verdict = OfflineVerifier.verify(new ByteArrayInputStream(export.body()), VerifyOptions.none());
        assertTrue(verdict instanceof Verdict.Verified, verdict::toString);
        for (String part : List.of("open_preview", "close_preview", "\"door\":\"preview\"", "preview_scope", "anna")) {
            assertTrue(text.contains(part), part);
        }
        assertFalse(text.contains("marker"), "a path or a query is in a receipt");
        String newest = newestReceipts(10);
        assertTrue(newest.contains("\"succeeded\"") && newest.contains("output_commitment"), newest);
        gateway.stop();
        String audit = Files.readString(data.resolve("logs/audit.jsonl"));
        assertFalse(audit.contains("marker"), "a path or a query is in the audit trail");
        gateway.begin();
    }

    @Test
    void open_previews_go_on_after_a_restart_and_closed_ones_stay_closed() {
        Heard kept = docs();
        Heard gone = docs();
        close(gone.string("preview_id"));
        gateway.restart();
        assertEquals(200, visitor().get("/docs/a", kept.string("preview_token")).status());
        assertEquals(401, visitor().get("/docs/a", gone.string("preview_token")).status());
        gateway.stop();
        gateway.clock().advanceMillis(3 * HOUR_MILLIS);
        gateway.begin();
        assertEquals(401, visitor().get("/docs/a", kept.string("preview_token")).status());
        assertEquals(1, gateway.gateway().sweepPreviews());
    }

    @Test
    void two_tenants_open_their_own_services_alone_and_see_nothing_of_each_other() {
        Heard mine = docs();
        Install.FreshKeys other = gateway.addTenant("globex");
        gateway.person(other.operatorKey(), "anna");
        assertEquals(
                "no_such_service",
                gateway.client()
                        .post("/v1/previews", other.operatorKey(), body("web", "\"/**\"", "\"GET\"", 60))
                        .code());
        assertEquals(
                "no_such_service",
                gateway.client()
                        .post("/v1/previews", gateway.operator(), body("theirs", "\"/**\"", "\"GET\"", 60))
                        .code());
        Heard theirs =
                gateway.client().post("/v1/previews", other.operatorKey(), body("theirs", "\"/**\"", "\"GET\"", 60));
        assertEquals(201, theirs.status(), theirs::toString);
        assertFalse(
                gateway.client().get("/v1/previews", other.operatorKey()).text().contains(mine.string("preview_id")));
        String close = "/v1/previews/" + mine.string("preview_id") + "/close";
        assertEquals(
                "no_such_preview",
                gateway.client().post(close, other.operatorKey(), "{}").code());
        assertEquals(200, visitor().get("/docs/a", mine.string("preview_token")).status());
        assertEquals(200, visitor().get("/x", theirs.string("preview_token")).status());
        long before = gateway.receipts(gateway.operator());
        visitor().get("/x", theirs.string("preview_token"));
        assertEquals(before, gateway.receipts(gateway.operator()), "receipts of the other tenant's use");
    }

    @Test
    void what_is_asked_for_wrongly_opens_nothing() {
        for (String wrong : List.of(
                body("web", "", "\"GET\"", 60),
                body("web", "\"/a/../b\"", "\"GET\"", 60),
                body("web", "\"/**\"", "\"CONNECT\"", 60),
                body("web", "\"/**\"", "\"get\"", 60),
                body("web", "\"/**\"", "", 60),
                body("web", "\"/**\"", "\"GET\"", 0),
                body("web", "\"/**\"", "\"GET\"", 8 * 3600 + 1))) {
            assertEquals(
                    400,
                    gateway.client()
                            .post("/v1/previews", gateway.operator(), wrong)
                            .status(),
                    wrong);
        }
        for (int i = 0; i < 3; i++) {
            docs();
        }
        Heard full = gateway.client().post("/v1/previews", gateway.operator(), body("web", "\"/**\"", "\"GET\"", 60));
        assertEquals("previews_full", full.code());
        assertEquals(
                403,
                gateway.client().post("/v1/previews", gateway.enrolment(), "{}").status());
    }
}
