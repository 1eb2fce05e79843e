package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.finding.SarifFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Code findings as scanners' files are handed in, and as people accept them. */
@Timeout(120)
class FindingsTest {
    private static final long DAY = 24 * 60 * 60 * 1000L;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, SettingsFile.parse("s.yaml", "{}"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Heard submit(String source, String revision, String... results) {
        return gateway.client()
                .post(
                        "/v1/findings?source=" + source + "&revision=" + revision,
                        gateway.operator(),
                        SarifFiles.of(results));
    }

    private Heard list(String query) {
        return gateway.client().get("/v1/findings" + query, gateway.operator());
    }

    private List<String> rules(String query) {
        return list(query).items("findings").stream()
                .map(row -> ((JsonString) Objects.requireNonNull(((JsonObject) row).get("rule"))).value())
                .toList();
    }

    @Test
    void findings_are_new_open_and_gone_over_the_imports_of_their_source_alone() {
        Heard first = submit("semgrep", "r1", SarifFiles.result("bad", "x", 1), SarifFiles.result("odd", "y", 2));
        assertEquals(201, first.status(), first::toString);
        submit("codeql", "r1", SarifFiles.result("other", "x", 1));
        Heard second = submit("semgrep", "r2", SarifFiles.result("bad", "x", 5));
        assertEquals(1, second.number("open.error"), second::toString);
        assertEquals(1, second.number("gone.warning"), second::toString);
        assertEquals(List.of("bad", "odd"), rules("?source=semgrep"));
        assertEquals(List.of("odd"), rules("?state=gone"));
        assertEquals(List.of("other"), rules("?state=new"));
        assertEquals(List.of("bad"), rules("?level=error"));
        assertEquals(400, list("?level=worst").status());
        assertEquals(2, list("").items("sources").size());
    }

    @Test
    void the_same_file_again_answers_alike_without_a_receipt() {
        Heard first = submit("semgrep", "r1", SarifFiles.result("bad", "x", 1));
        String receipts = receipts();
        Heard again = submit("semgrep", "r1", SarifFiles.result("bad", "x", 1));
        assertEquals(200, again.status());
        assertEquals(first.text(), again.text());
        assertEquals(receipts, receipts());
        assertTrue(receipts.contains("hand_in_findings"), receipts);
        assertEquals(
                201, submit("semgrep", "r2", SarifFiles.result("bad", "x", 1)).status());
    }

    private String receipts() {
        return gateway.client().get("/v1/receipts?limit=1", gateway.operator()).text();
    }

    @Test
    void a_finding_is_accepted_with_a_reason_until_a_day_and_is_open_again_after_it() {
        submit("semgrep", "r1", SarifFiles.result("bad", "x", 1));
        String id = id();
        Heard accepted = accept(gateway.operator(), id, "a fixture", 2);
        assertEquals(200, accepted.status(), accepted::toString);
        assertEquals(List.of("bad"), rules("?state=accepted"));
        String receipt = gateway.client()
                .get("/v1/receipts/" + accepted.string("receipt_id"), gateway.operator())
                .text();
        for (String said : List.of("accept_finding", id, "a fixture", "2026-01-03T00:00:00")) {
            assertTrue(receipt.contains(said), said + " in " + receipt);
        }
        submit("semgrep", "r2", SarifFiles.result("bad", "x", 3));
        assertEquals(List.of("bad"), rules("?state=accepted"), "another import changes nothing about it");
        gateway.clock().advanceMillis(2 * DAY);
        assertEquals(List.of("bad"), rules("?state=open"));
    }

    private String id() {
        return ((JsonString) Objects.requireNonNull(
                        ((JsonObject) list("").items("findings").getFirst()).get("finding_id")))
                .value();
    }

    private Heard accept(String token, String id, String why, int days) {
        return gateway.client()
                .post("/v1/findings/" + id + "/accept", token, "{\"why\":\"" + why + "\",\"days\":" + days + "}");
    }

    @Test
    void an_acceptance_wants_a_reason_and_a_bounded_time_and_ends_at_once_with_none() {
        submit("semgrep", "r1", SarifFiles.result("bad", "x", 1));
        String id = id();
        assertEquals(400, accept(gateway.operator(), id, " ", 2).status());
        assertEquals(400, accept(gateway.operator(), id, "x", 366).status());
        assertEquals(400, accept(gateway.operator(), id, "x", -1).status());
        assertEquals(200, accept(gateway.operator(), id, "x", 2).status());
        assertEquals(200, accept(gateway.operator(), id, "not any more", 0).status());
        assertEquals(List.of("bad"), rules("?state=new"));
        assertEquals(404, accept(gateway.operator(), "fnd_none", "x", 2).status());
    }

    @Test
    void another_tenants_findings_are_nobodys() {
        Install.FreshKeys globex = gateway.addTenant("globex");
        submit("semgrep", "r1", SarifFiles.result("bad", "x", 1));
        assertEquals(
                404,
                gateway.client()
                        .get("/v1/findings/" + id(), globex.operatorKey())
                        .status());
        assertEquals(404, accept(globex.operatorKey(), id(), "x", 2).status());
        assertEquals(
                0,
                gateway.client()
                        .get("/v1/findings", globex.operatorKey())
                        .items("findings")
                        .size());
    }

    @Test
    void a_source_wants_a_plain_name() {
        assertEquals("bad_query", submit("", "r1").code());
        assertEquals("bad_query", submit("a%2Fb", "r1").code());
        assertEquals("bad_query", submit("a", "..").code());
    }
}
