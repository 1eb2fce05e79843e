package dev.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Enrolment;
import dev.sallyport.gate.registry.Invitation;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.RegistryCodec;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;
import dev.sallyport.gate.registry.SessionEnd;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.TestInstall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People are who they are however their names are written, and what was stored of them long ago is still read. */
class PeopleTest {
    private final MemoryJournal journal = MemoryJournal.automatic();
    private final Gate gate = new Gate(TestInstall.parts(journal, journal, new ManualClock(), 1));

    @BeforeEach
    void setUp() {
        TestInstall.setUp(gate);
    }

    @ParameterizedTest
    @CsvSource({
        "alice, Alice",
        "alice, \uff21\uff2c\uff29\uff23\uff25",
        "ren\u00e9, Rene\u0301",
        "stra\u00dfe, STRASSE",
        "\ufb01ona, FIONA",
        "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2, \u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c3",
        "al\ufe0fice, alice",
    })
    void two_spellings_of_a_name_are_one_person(String one, String other) {
        assertEquals(new PersonId(one), new PersonId(other));
        assertEquals(new PersonId(one).hashCode(), new PersonId(other).hashCode());
        assertEquals(0, new PersonId(one).compareTo(new PersonId(other)));
        assertEquals(one, new PersonId(one).value(), "the name stays as it was written");
    }

    @Test
    void other_names_are_other_people() {
        assertNotEquals(new PersonId("alice"), new PersonId("alicia"));
        assertNotEquals(new PersonId("alice"), new PersonId("\u0430lice"), "a Cyrillic letter that looks alike");
        assertThrows(IllegalArgumentException.class, () -> new PersonId("\ufe0f"));
    }

    @Test
    void nobody_approves_for_an_own_agent_or_twice_under_another_spelling() {
        gate.change(Actor.system(TestInstall.TENANT), TestInstall.policy("ask-two"), "test");
        ApprovalId approval = assertInstanceOf(
                        Answer.Recorded.class, gate.authorize(TestInstall.mcpCall("s1", "write_file", json())))
                .decided()
                .approval()
                .orElseThrow()
                .id();
        assertInstanceOf(VoteResult.NotAllowed.class, gate.vote(TestInstall.TENANT, as("OLIVE"), approval, true));
        assertInstanceOf(VoteResult.Voted.class, gate.vote(TestInstall.TENANT, as("anna"), approval, true));
        assertInstanceOf(VoteResult.NotAllowed.class, gate.vote(TestInstall.TENANT, as("Anna"), approval, true));
    }

    @Test
    void an_invitation_ends_the_credential_and_is_used_up_by_the_next_one() {
        PersonId anna = TestInstall.ANNA.person();
        Invitation invitation = invitation();
        Registry invited = journal.registry().apply(new RegistryChange.InviteApprover(invitation));
        assertEquals(Optional.empty(), invited.approver(TestInstall.TENANT, anna));
        assertEquals(Optional.empty(), invited.approverByCredential(TestInstall.ANNA.credentialHash()));
        assertEquals(Optional.of(invitation), invited.invitationByCode(invitation.codeHash()));
        Registry enrolled = invited.apply(new RegistryChange.EnrolApprover(TestInstall.ANNA));
        assertEquals(Optional.empty(), enrolled.invitationByCode(invitation.codeHash()));
        assertTrue(enrolled.approver(TestInstall.TENANT, new PersonId("ANNA")).isPresent());
    }

    @Test
    void what_is_stored_of_people_is_read_back() {
        Approver approver = new Approver(
                TestInstall.TENANT,
                new PersonId("anna"),
                Set.of("a", "b"),
                "c".repeat(64),
                new Enrolment(7, "key-1", true));
        Approver auditor = approver.with(new Roles(Set.of(Role.AUDITOR)), Set.of());
        for (RegistryChange change : List.of(
                new RegistryChange.InviteApprover(invitation()),
                new RegistryChange.EnrolApprover(approver),
                new RegistryChange.EnrolApprover(auditor),
                new RegistryChange.SetRoles(TestInstall.TENANT, approver.person(), Roles.BEFORE, Set.of("g")),
                new RegistryChange.EndSessions(
                        TestInstall.TENANT, new SessionEnd(approver.person(), Optional.of("ses_1"), 9)),
                new RegistryChange.EndSessions(
                        TestInstall.TENANT, new SessionEnd(approver.person(), Optional.empty(), 9)))) {
            assertEquals(change, RegistryCodec.read(RegistryCodec.write(change)));
        }
    }

    @Test
    void records_of_before_are_read_as_of_an_unknown_time_and_as_the_operators() {
        RegistryChange.EnrolApprover person = assertInstanceOf(
                RegistryChange.EnrolApprover.class,
                read(
                        "{\"credential_hash\":\"c1\",\"do\":\"enrol_approver\",\"groups\":[\"g\"],\"person\":\"anna\",\"tenant\":\"acme\"}"));
        assertEquals(Enrolment.UNKNOWN, person.approver().enrolment());
        assertEquals(Roles.BEFORE, person.approver().roles(), "what people could do before there were roles");
        RegistryChange.RegisterAgent agent = assertInstanceOf(
                RegistryChange.RegisterAgent.class,
                read(
                        "{\"agent\":{\"assurance\":\"advisory\",\"ceiling\":\"trusted_internal_unsigned\",\"environment\":\"prod\",\"id\":\"agt_1\","
                                + "\"key\":\"k\",\"name\":\"n\",\"owner_team\":\"t\",\"risk_tier\":\"low\",\"scheme\":\"aegis-jcs-1\","
                                + "\"status\":\"ACTIVE\",\"token_hash\":\"h\"},\"do\":\"register_agent\",\"tenant\":\"acme\"}"));
        assertEquals(new AgentId("agt_1"), agent.agent().id());
        assertEquals(Optional.empty(), agent.agent().enrolledBy());
    }

    @Test
    void roles_change_without_the_credential_and_only_an_approvers_vote_counts() {
        gate.change(Actor.system(TestInstall.TENANT), TestInstall.policy("ask-two"), "test");
        ApprovalId approval = assertInstanceOf(
                        Answer.Recorded.class, gate.authorize(TestInstall.mcpCall("s1", "write_file", json())))
                .decided()
                .approval()
                .orElseThrow()
                .id();
        gate.change(
                Actor.system(TestInstall.TENANT),
                new RegistryChange.SetRoles(
                        TestInstall.TENANT,
                        TestInstall.ANNA.person(),
                        new Roles(Set.of(Role.OPERATOR)),
                        TestInstall.ANNA.groups()),
                "test");
        Approver anna = journal.registry()
                .approverByCredential(TestInstall.ANNA.credentialHash())
                .orElseThrow();
        assertInstanceOf(VoteResult.NotAllowed.class, gate.vote(TestInstall.TENANT, anna, approval, true));
        assertInstanceOf(VoteResult.Voted.class, gate.vote(TestInstall.TENANT, as("bea"), approval, true));
    }

    @Test
    void two_people_of_before_whose_names_were_alike_are_one_and_the_later_credential_holds() {
        Registry registry = Registry.EMPTY.apply(read(stored("anna", "c1"))).apply(read(stored("Anna", "c2")));
        assertEquals(1, registry.approvers(TestInstall.TENANT).size());
        assertEquals(Optional.empty(), registry.approverByCredential("c1"));
        assertTrue(registry.approverByCredential("c2").isPresent());
    }

    private static String stored(String name, String hash) {
        return "{\"credential_hash\":\"" + hash + "\",\"do\":\"enrol_approver\",\"groups\":[\"g\"],\"person\":\"" + name
                + "\",\"tenant\":\"acme\"}";
    }

    private static RegistryChange read(String json) {
        return RegistryCodec.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Invitation invitation() {
        return new Invitation(
                TestInstall.TENANT,
                TestInstall.ANNA.person(),
                Set.of("approvers"),
                "d".repeat(64),
                "key-1",
                1,
                2,
                true);
    }

    private static Approver as(String name) {
        return new Approver(
                TestInstall.TENANT, new PersonId(name), Set.of("approvers"), "e".repeat(64), Enrolment.UNKNOWN);
    }

    private static JsonObject json() {
        return JsonObject.builder().put("path", "a.txt").put("content", "hello").build();
    }
}
