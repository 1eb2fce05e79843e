package dev.sallyport.gate.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApprovalTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final AgentId AGENT = new AgentId("agt_1");
    private static final SessionId SESSION = new SessionId("s1");
    private static final Vote ANNA = new Vote(new PersonId("anna"), true, 1);
    private static final Vote BEN = new Vote(new PersonId("ben"), true, 2);

    @Test
    void an_approval_expires_at_its_time_and_not_before() {
        Approval approval = pending(1);
        assertFalse(approval.expiredAt(1_999));
        assertTrue(approval.expiredAt(2_000));
        assertTrue(approval.expiredAt(2_001));
    }

    @Test
    void a_quorum_of_distinct_people_approves_and_one_person_twice_is_one() {
        Approval once = pending(2).with(ANNA);
        assertEquals(ApprovalStatus.PENDING, once.status());
        assertTrue(once.answeredBy(ANNA.person()));
        assertFalse(once.answeredBy(BEN.person()));
        assertSame(once, once.with(ANNA));
        Approval twice = once.with(BEN);
        assertEquals(ApprovalStatus.APPROVED, twice.status());
        assertEquals(List.of(ANNA, BEN), twice.votes());
    }

    @Test
    void a_refusal_wins_whoever_agreed_before() {
        Approval refused = pending(2).with(ANNA).with(new Vote(BEN.person(), false, 2));
        assertEquals(ApprovalStatus.REJECTED, refused.status());
        assertSame(refused, refused.with(new Vote(new PersonId("cleo"), true, 3)));
    }

    @ParameterizedTest
    @EnumSource(ApprovalStatus.class)
    void only_a_pending_approval_takes_answers(ApprovalStatus status) {
        Approval approval = pending(1).withStatus(status);
        assertEquals(status, approval.status());
        assertEquals(status == ApprovalStatus.PENDING, !approval.with(ANNA).equals(approval));
    }

    @ParameterizedTest
    @EnumSource(ApprovalStatus.class)
    void only_pending_and_approved_can_still_change(ApprovalStatus status) {
        assertEquals(status != ApprovalStatus.PENDING && status != ApprovalStatus.APPROVED, status.isFinal());
        assertEquals(Optional.of(status), ApprovalStatus.byWire(status.name()));
        assertEquals(Optional.empty(), ApprovalStatus.byWire(status.name() + "X"));
    }

    @Test
    void whatever_is_changed_is_another_binding() {
        Optional<String> schema = Optional.of("5".repeat(64));
        List<Binding> bindings = List.of(
                binding(TENANT, AGENT, SESSION, "desk", schema, "a", "f", List.of("p1", "p2"), "g", 2, 9),
                binding(
                        new TenantId("other"),
                        AGENT,
                        SESSION,
                        "desk",
                        schema,
                        "a",
                        "f",
                        List.of("p1", "p2"),
                        "g",
                        2,
                        9),
                binding(
                        TENANT,
                        new AgentId("agt_2"),
                        SESSION,
                        "desk",
                        schema,
                        "a",
                        "f",
                        List.of("p1", "p2"),
                        "g",
                        2,
                        9),
                binding(TENANT, AGENT, new SessionId("s2"), "desk", schema, "a", "f", List.of("p1", "p2"), "g", 2, 9),
                binding(TENANT, AGENT, SESSION, "mail", schema, "a", "f", List.of("p1", "p2"), "g", 2, 9),
                binding(TENANT, AGENT, SESSION, "desk", Optional.empty(), "a", "f", List.of("p1", "p2"), "g", 2, 9),
                binding(TENANT, AGENT, SESSION, "desk", schema, "b", "f", List.of("p1", "p2"), "g", 2, 9),
                binding(TENANT, AGENT, SESSION, "desk", schema, "a", "e", List.of("p1", "p2"), "g", 2, 9),
                binding(TENANT, AGENT, SESSION, "desk", schema, "a", "f", List.of("p1"), "g", 2, 9),
                binding(TENANT, AGENT, SESSION, "desk", schema, "a", "f", List.of("p1", "p2"), "h", 2, 9),
                binding(TENANT, AGENT, SESSION, "desk", schema, "a", "f", List.of("p1", "p2"), "g", 1, 9),
                binding(TENANT, AGENT, SESSION, "desk", schema, "a", "f", List.of("p1", "p2"), "g", 2, 8));
        Set<String> hashes = new HashSet<>();
        bindings.forEach(binding -> hashes.add(binding.hex()));
        assertEquals(bindings.size(), hashes.size());
    }

    @Test
    void the_binding_is_the_published_hash_of_its_canonical_form() throws Exception {
        Binding binding =
                binding(TENANT, AGENT, SESSION, "desk", Optional.empty(), "a", "f", List.of("p2", "p1"), "g", 2, 9);
        String text = "sallyport/approval/2\n{\"action_hash_2\":\"a\",\"agent\":\"agt_1\","
                + "\"determining_policies\":[\"p1\",\"p2\"],\"expires_at\":9,\"facts_digest\":\"f\",\"group\":\"g\","
                + "\"quorum\":2,\"schema_hash\":null,\"server\":\"desk\",\"session\":\"s1\",\"tenant\":\"acme\"}";
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(java.util.HexFormat.of().formatHex(digest), binding.hex());
    }

    private static Binding binding(
            TenantId tenant,
            AgentId agent,
            SessionId session,
            String server,
            Optional<String> schema,
            String action,
            String facts,
            List<String> policies,
            String group,
            int quorum,
            long expires) {
        return new Binding(
                tenant,
                agent,
                session,
                server,
                schema,
                action,
                facts,
                new ArrayList<>(policies),
                group,
                quorum,
                expires);
    }

    private static Approval pending(int quorum) {
        return new Approval(
                TENANT,
                new ApprovalId("apr_1"),
                new DecisionId("dec_1"),
                AGENT,
                SESSION,
                "desk",
                "write_file",
                "a".repeat(64),
                "approvers",
                quorum,
                "b".repeat(64),
                ApprovalStatus.PENDING,
                1_000,
                2_000,
                List.of(),
                new byte[] {1});
    }
}
