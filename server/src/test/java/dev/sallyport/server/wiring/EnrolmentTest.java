package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How people come to their credentials, and who may follow which agents' approvals. */
class EnrolmentTest {
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

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

    private Heard invite(String body) {
        return gateway.client().post("/v1/approvers", gateway.operator(), body);
    }

    private Heard claim(String code, String credential) {
        return gateway.client().post("/v1/approvers/claim", code, "{\"credential\":\"" + credential + "\"}");
    }

    private Heard vote(String approval, String credential) {
        return gateway.client().post("/v1/approvals/" + approval + "/approve", credential, "{}");
    }

    @Test
    void an_operator_never_sees_the_credential_of_a_person() {
        Heard invited = invite("{\"name\":\"anna\"}");
        assertEquals(201, invited.status(), invited::toString);
        assertFalse(invited.text().contains("sp_pe_"), invited::toString);
        String approval = gateway.held(gateway.agent("a1"));
        assertEquals(401, vote(approval, invited.string("enrolment_code")).status(), "a code is no credential");
        String credential = TestGateway.freshCredential();
        Heard claimed = claim(invited.string("enrolment_code"), credential);
        assertEquals(201, claimed.status(), claimed::toString);
        assertEquals(200, vote(approval, credential).status());
    }

    @Test
    void a_person_is_not_replaced_unless_that_is_asked_for_and_then_the_old_credential_is_dead() {
        String first = gateway.person("anna");
        Heard again = invite("{\"name\":\"anna\"}");
        assertEquals(409, again.status(), again::toString);
        assertEquals("approver_exists", again.code());
        String approval = gateway.held(gateway.agent("a1"));
        assertEquals(
                200, gateway.client().get("/v1/approvals/" + approval, first).status());
        Heard replaced = invite("{\"name\":\"anna\",\"replace\":true}");
        assertEquals(201, replaced.status(), replaced::toString);
        assertEquals(401, vote(approval, first).status());
        assertEquals(
                200,
                vote(approval, TestGateway.settled(gateway.client(), replaced)).status());
    }

    @Test
    void an_enrolment_code_works_once() throws ExecutionException, InterruptedException {
        String code = invite("{\"name\":\"anna\"}").string("enrolment_code");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Heard>> claims = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> claim(code, TestGateway.freshCredential())))
                    .toList();
            int done = 0;
            for (Future<Heard> each : claims) {
                int status = each.get().status();
                assertTrue(status == 201 || status == 401, () -> "status " + status);
                done += status == 201 ? 1 : 0;
            }
            assertEquals(1, done);
        }
        assertEquals(
                "credential_unknown", claim(code, TestGateway.freshCredential()).code());
    }

    @Test
    void an_enrolment_code_is_dead_after_a_day_and_survives_a_restart_until_then() {
        Heard invited = invite("{\"name\":\"anna\"}");
        gateway.restart();
        gateway.clock().advanceMillis(DAY_MILLIS);
        Heard late = claim(invited.string("enrolment_code"), TestGateway.freshCredential());
        assertEquals(401, late.status(), late::toString);
        assertEquals("enrolment_code_expired", late.code());
        Heard next = invite("{\"name\":\"anna\"}");
        assertEquals(201, next.status(), "who never came may be invited again: " + next);
        gateway.restart();
        assertEquals(
                201,
                claim(next.string("enrolment_code"), TestGateway.freshCredential())
                        .status());
    }

    @Test
    void a_weak_credential_and_one_for_another_name_are_refused_and_leave_the_code_alone() {
        String code = invite("{\"name\":\"anna\"}").string("enrolment_code");
        for (String weak : List.of("", "secret", "sp_pe_short", "sp_op_" + "x".repeat(43))) {
            Heard refused = claim(code, weak);
            assertEquals(400, refused.status(), refused::toString);
        }
        Heard wrong = gateway.client()
                .post(
                        "/v1/approvers/claim",
                        code,
                        "{\"name\":\"zoe\",\"credential\":\"" + TestGateway.freshCredential() + "\"}");
        assertEquals("wrong_person", wrong.code(), wrong::toString);
        assertEquals(201, claim(code, TestGateway.freshCredential()).status());
    }

    @Test
    void two_spellings_of_one_name_are_one_person() {
        gateway.person("Ren\u00e9");
        for (String alike : List.of("ren\u00e9", "REN\u00c9", "Rene\u0301")) {
            for (String replace : List.of("", ",\"replace\":true")) {
                Heard refused = invite("{\"name\":\"" + alike + "\"" + replace + "}");
                assertEquals(409, refused.status(), refused::toString);
                assertEquals("approver_name_alike", refused.code());
            }
        }
    }

    @Test
    void the_owner_of_an_agent_can_not_approve_under_another_spelling() {
        String olive = gateway.person("olive");
        Enrolled agent = gateway.agent(gateway.enrolment(), "a1", ",\"owner\":\"\uff2flive\"");
        Heard own = vote(gateway.held(agent), olive);
        assertEquals(403, own.status(), own::toString);
        assertEquals("approver_not_allowed", own.code());
    }

    @Test
    void every_enrolment_and_replacement_is_a_receipt_and_is_listed_with_time_and_key() {
        long before = gateway.receipts(gateway.operator());
        gateway.person("anna");
        gateway.person(gateway.operator(), "anna", ",\"replace\":true");
        invite("{\"name\":\"ben\"}");
        assertEquals(before + 5, gateway.receipts(gateway.operator()));
        String receipts =
                gateway.client().get("/v1/receipts?limit=5", gateway.operator()).text();
        for (String change : List.of("invite_approver", "enrol_approver", "replace_approver")) {
            assertTrue(receipts.contains("\"change\":\"" + change + "\""), change + receipts);
        }
        Heard listed = gateway.client().get("/v1/approvers", gateway.operator());
        assertEquals(2, listed.items("approvers").size(), listed::toString);
        assertTrue(listed.text().contains("\"replaced\":true"), listed::toString);
        assertTrue(listed.text().contains("\"enrolled_by\":\"key-"), listed::toString);
        assertTrue(listed.text().contains("\"enrolled_at\":\"20"), listed::toString);
        assertTrue(listed.text().contains("\"status\":\"invited\""), listed::toString);
        assertFalse(listed.text().contains("sp_"), listed::toString);
    }

    @Test
    void the_answer_of_somebody_enrolled_lately_is_marked() {
        Enrolled agent = gateway.agent("a1");
        String anna = gateway.person("anna");
        String early = gateway.held(agent);
        assertTrue(vote(early, anna).text().contains("\"recently_enrolled\":true"));
        gateway.clock().advanceMillis(DAY_MILLIS);
        String later = gateway.held(agent);
        assertTrue(vote(later, anna).text().contains("\"recently_enrolled\":false"));
        gateway.person(gateway.operator(), "anna", ",\"replace\":true");
        Heard seen = gateway.client().get("/v1/approvals/" + later, gateway.operator());
        assertTrue(seen.text().contains("\"recently_enrolled\":true"), "an earlier credential's answer: " + seen);
    }

    @Test
    void an_enrolment_key_follows_the_agents_it_registered_and_no_others() {
        Enrolled own = gateway.agent("own");
        Enrolled foreign = gateway.agent(gateway.operator(), "foreign", "");
        String ownApproval = gateway.held(own);
        String foreignApproval = gateway.held(foreign);
        String anna = gateway.person("anna");
        assertEquals(200, vote(ownApproval, anna).status());
        assertEquals(200, vote(foreignApproval, anna).status());
        gateway.restart();
        String key = gateway.enrolment();
        String path = "/v1/approvals/" + foreignApproval;
        assertEquals(404, gateway.client().get(path, key).status());
        assertEquals(404, gateway.client().post(path + "/consume", key, "{}").status());
        Heard listed = gateway.client().get("/v1/approvals", key);
        assertTrue(listed.text().contains(ownApproval), listed::toString);
        assertFalse(listed.text().contains(foreignApproval), listed::toString);
        Heard agents = gateway.client().get("/v1/agents", key);
        assertTrue(agents.text().contains(own.id()), agents::toString);
        assertFalse(agents.text().contains(foreign.id()), agents::toString);
        assertEquals(
                200,
                gateway.client()
                        .post("/v1/approvals/" + ownApproval + "/consume", key, "{}")
                        .status());
        assertEquals(
                200,
                gateway.client().post(path + "/consume", foreign.token(), "{}").status());
    }

    @Test
    void an_agent_that_an_operator_took_over_is_no_longer_the_enrolment_keys() {
        Enrolled agent = gateway.agent("own");
        String approval = gateway.held(agent);
        gateway.agent(gateway.operator(), "own", ",\"replace\":true");
        assertEquals(
                404,
                gateway.client()
                        .get("/v1/approvals/" + approval, gateway.enrolment())
                        .status());
    }
}
