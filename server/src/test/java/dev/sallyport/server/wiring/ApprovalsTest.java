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

/** Held actions over HTTP: who may do what, once, and across a restart. */
class ApprovalsTest {
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

    private Heard vote(String approval, String credential, String verb) {
        return gateway.client().post("/v1/approvals/" + approval + "/" + verb, credential, "{}");
    }

    private Heard consume(String approval, Enrolled agent) {
        return gateway.client().post("/v1/approvals/" + approval + "/consume", agent.token(), "{}");
    }

    @Test
    void an_approval_survives_a_restart_and_is_used_once() {
        Enrolled agent = gateway.agent("a1");
        String person = gateway.person("anna");
        String pending = gateway.held(agent);
        String approved = gateway.held(agent);
        assertEquals(200, vote(approved, person, "approve").status());
        gateway.restart();
        assertEquals(
                "PENDING",
                gateway.client().get("/v1/approvals/" + pending, person).string("status"));
        assertEquals(200, vote(pending, person, "approve").status());
        for (String approval : List.of(pending, approved)) {
            assertEquals(200, consume(approval, agent).status());
            Heard again = consume(approval, agent);
            assertEquals(409, again.status(), again::toString);
            assertEquals("approval_consumed", again.code());
        }
    }

    @Test
    void operators_enrolment_keys_and_agents_can_not_approve() {
        Enrolled agent = gateway.agent("a1");
        String approval = gateway.held(agent);
        for (String credential : List.of(gateway.operator(), gateway.enrolment(), agent.token())) {
            Heard heard = vote(approval, credential, "approve");
            assertEquals(403, heard.status(), heard::toString);
            assertEquals("wrong_credential", heard.code());
        }
        assertEquals("approval_pending", consume(approval, agent).code());
    }

    @Test
    void people_can_neither_register_freeze_nor_change_policies() {
        String person = gateway.person("anna");
        Enrolled agent = gateway.agent("a1");
        for (String path : List.of(
                "/v1/agents/register",
                "/v1/agents/" + agent.id() + "/freeze",
                "/v1/policies",
                "/v1/approvers",
                "/v1/mcp/servers",
                "/v1/receipts/export")) {
            Heard heard = gateway.client().post(path, person, "{}");
            assertEquals(403, heard.status(), path + heard);
        }
    }

    @Test
    void the_owner_of_an_agent_can_not_approve_what_it_asks_for() {
        String olive = gateway.person("olive");
        String anna = gateway.person("anna");
        Enrolled agent = gateway.agent(gateway.enrolment(), "a1", ",\"owner\":\"olive\"");
        String approval = gateway.held(agent);
        Heard own = vote(approval, olive, "approve");
        assertEquals(403, own.status(), own::toString);
        assertEquals("approver_not_allowed", own.code());
        assertEquals(200, vote(approval, anna, "approve").status());
    }

    @Test
    void a_person_of_another_group_neither_sees_the_content_nor_answers() {
        Enrolled agent = gateway.agent("a1");
        String approval = gateway.held(agent);
        String stranger = gateway.person(gateway.operator(), "zoe", ",\"groups\":[\"finance\"]");
        Heard seen = gateway.client().get("/v1/approvals/" + approval, stranger);
        assertEquals(200, seen.status());
        assertFalse(seen.text().contains("squash"), seen::toString);
        assertEquals(403, vote(approval, stranger, "approve").status());
    }

    @Test
    void content_is_shown_to_those_who_may_answer_and_to_the_agent_that_asked() {
        Enrolled agent = gateway.agent("a1");
        Enrolled other = gateway.agent("a2");
        String approval = gateway.held(agent);
        String path = "/v1/approvals/" + approval;
        assertTrue(gateway.client().get(path, gateway.person("anna")).text().contains("squash"));
        assertTrue(gateway.client().get(path, agent.token()).text().contains("squash"));
        assertTrue(gateway.client().get(path, gateway.enrolment()).text().contains("squash"));
        assertFalse(gateway.client().get(path, gateway.operator()).text().contains("squash"));
        assertEquals(404, gateway.client().get(path, other.token()).status());
        assertEquals(404, consume(approval, other).status());
        assertEquals(
                0,
                gateway.client()
                        .get("/v1/approvals", other.token())
                        .items("approvals")
                        .size());
        assertEquals(
                1,
                gateway.client()
                        .get("/v1/approvals", agent.token())
                        .items("approvals")
                        .size());
    }

    @Test
    void a_changed_judgement_invalidates_the_approval() {
        Enrolled agent = gateway.agent("a1");
        String approval = gateway.held(agent);
        assertEquals(200, vote(approval, gateway.person("anna"), "approve").status());
        Heard changed = gateway.client()
                .post(
                        "/v1/policies",
                        gateway.operator(),
                        "{\"files\":{\"none.cedar\":\"@id(\\\"none\\\") forbid (principal, action, resource);\"}}");
        assertEquals(201, changed.status(), changed::toString);
        Heard claim = consume(approval, agent);
        assertEquals(409, claim.status(), claim::toString);
        assertEquals("approval_invalidated", claim.code());
        assertEquals(
                "INVALIDATED",
                gateway.client().get("/v1/approvals/" + approval, agent.token()).string("status"));
    }

    @Test
    void a_frozen_agent_can_not_use_its_approval() {
        Enrolled agent = gateway.agent("a1");
        String approval = gateway.held(agent);
        assertEquals(200, vote(approval, gateway.person("anna"), "approve").status());
        gateway.client().post("/v1/agents/" + agent.id() + "/freeze", gateway.operator(), "{}");
        Heard claim = consume(approval, agent);
        assertEquals(409, claim.status(), claim::toString);
        assertTrue(claim.text().contains("agent_frozen"), claim::toString);
    }

    @Test
    void of_many_claims_at_once_exactly_one_succeeds() throws ExecutionException, InterruptedException {
        Enrolled agent = gateway.agent("a1");
        String person = gateway.person("anna");
        for (int round = 0; round < 5; round++) {
            String approval = gateway.held(agent);
            assertEquals(200, vote(approval, person, "approve").status());
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Heard>> claims = IntStream.range(0, 16)
                        .mapToObj(i -> threads.submit(() -> consume(approval, agent)))
                        .toList();
                int released = 0;
                for (Future<Heard> claim : claims) {
                    int status = claim.get().status();
                    assertTrue(status == 200 || status == 409, () -> "status " + status);
                    released += status == 200 ? 1 : 0;
                }
                assertEquals(1, released);
            }
        }
    }

    @Test
    void an_approval_whose_time_ran_out_shows_so_at_once() {
        Enrolled agent = gateway.agent("a1");
        String approval = gateway.held(agent);
        gateway.clock().advanceMillis(15 * 60 * 1000L);
        String path = "/v1/approvals/" + approval;
        assertEquals("EXPIRED", gateway.client().get(path, agent.token()).string("status"));
        assertEquals("approval_expired", consume(approval, agent).code());
    }
}
