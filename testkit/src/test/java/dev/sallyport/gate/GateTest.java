package dev.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.ScriptedPolicies;
import dev.sallyport.testkit.TestInstall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final JsonObject NOTE =
            JsonObject.builder().put("path", "a.txt").put("content", "hello").build();

    private final ManualClock clock = new ManualClock();
    private final MemoryJournal journal = MemoryJournal.automatic();
    private final Gate gate = new Gate(TestInstall.parts(journal, journal, clock, 1));

    @BeforeEach
    void setUp() {
        TestInstall.setUp(gate);
    }

    @Test
    void a_change_by_a_trusted_session_is_released_and_recorded() {
        Answer answer = gate.authorize(TestInstall.mcpCall("s1", "write_file", NOTE));

        Decided decided = assertInstanceOf(Answer.Released.class, answer).decided();
        assertTrue(journal.receipt(TestInstall.TENANT, decided.receiptId()).isPresent());
        assertTrue(gate.stillReleasable(decided));
    }

    @Test
    void after_strangers_text_was_read_a_change_is_denied_in_that_session_only() {
        gate.authorize(TestInstall.mcpCall("s1", "read_page", JsonObject.of()));

        assertDenied(ReasonCode.POLICY_FORBIDS, gate.authorize(TestInstall.mcpCall("s1", "write_file", NOTE)));
        assertInstanceOf(Answer.Released.class, gate.authorize(TestInstall.mcpCall("other", "write_file", NOTE)));
    }

    @Test
    void a_session_the_gateway_did_not_open_inherits_what_its_agent_read_within_24_hours() {
        gate.authorize(TestInstall.mcpCall("s1", "read_page", JsonObject.of()));
        Call elsewhere =
                TestInstall.apiCall("s2", "write_file", true, Optional.of(TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
        assertDenied(ReasonCode.POLICY_FORBIDS, gate.authorize(elsewhere));

        clock.advanceMillis(24 * 60 * 60 * 1000L + 1);
        Call nextDay = TestInstall.apiCall("s3", "write_file", true, Optional.of(TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
        assertInstanceOf(Answer.Released.class, gate.authorize(nextDay));
    }

    @Test
    void a_session_that_was_in_use_already_inherits_as_a_new_one_does() {
        Call before = TestInstall.apiCall("early", "read_file", false, Optional.empty());
        assertInstanceOf(Answer.Released.class, gate.authorize(before));
        gate.authorize(TestInstall.mcpCall("s1", "read_page", JsonObject.of()));

        Call after =
                TestInstall.apiCall("early", "write_file", true, Optional.of(TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
        assertDenied(ReasonCode.POLICY_FORBIDS, gate.authorize(after));
    }

    @Test
    void what_is_read_again_a_day_later_is_inherited_again() {
        gate.authorize(TestInstall.mcpCall("s1", "read_page", JsonObject.of()));
        clock.advanceMillis(25 * 60 * 60 * 1000L);
        gate.authorize(TestInstall.mcpCall("s1", "read_page", JsonObject.of()));
        MemoryJournal after = journal.crash();
        Gate restarted = new Gate(TestInstall.parts(after, after, clock, 2));

        Call elsewhere =
                TestInstall.apiCall("s2", "write_file", true, Optional.of(TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
        assertDenied(ReasonCode.POLICY_FORBIDS, gate.authorize(elsewhere));
        assertDenied(ReasonCode.POLICY_FORBIDS, restarted.authorize(elsewhere));
    }

    @Test
    void saying_unknown_never_loosens_what_an_untrusted_session_gets() {
        gate.authorize(TestInstall.mcpCall("s1", "read_page", JsonObject.of()));
        Call vague = TestInstall.apiCall("s1", "write_file", true, Optional.of(TrustLevel.UNKNOWN));
        assertDenied(ReasonCode.POLICY_FORBIDS, gate.authorize(vague));
    }

    @Test
    void a_tool_is_denied_outright_once_no_arguments_could_help_and_nothing_is_recorded() {
        Call write = TestInstall.mcpCall("s1", "write_file", JsonObject.of());
        assertFalse(gate.deniesOutright(write));
        gate.authorize(TestInstall.mcpCall("s1", "read_page", JsonObject.of()));
        long receipts = journal.receiptCount(TestInstall.TENANT);
        assertTrue(gate.deniesOutright(write));
        assertFalse(gate.deniesOutright(TestInstall.mcpCall("s1", "read_file", JsonObject.of())));
        assertEquals(receipts, journal.receiptCount(TestInstall.TENANT));
    }

    @Test
    void a_claim_above_the_ceiling_is_lowered_to_it() {
        gate.change(
                Actor.system(TestInstall.TENANT),
                new RegistryChange.RegisterAgent(TestInstall.agent(TrustLevel.SEMI_TRUSTED_CUSTOMER)),
                "lower the ceiling");
        Call boast = TestInstall.apiCall("s1", "write_file", true, Optional.of(TrustLevel.TRUSTED_INTERNAL_SIGNED));
        Decided decided =
                assertInstanceOf(Answer.Recorded.class, gate.authorize(boast)).decided();
        assertEquals("require_approval", decided.judgement().decision().wire());
    }

    @Test
    void calling_a_change_a_read_is_an_effect_mismatch() {
        Call lie = TestInstall.apiCall("s1", "write_file", false, Optional.of(TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
        assertDenied(ReasonCode.EFFECT_MISMATCH, gate.authorize(lie));
    }

    @Test
    void an_unknown_tool_counts_as_changing_and_is_refused_where_the_gateway_dispatches() {
        assertDenied(
                ReasonCode.TOOL_UNKNOWN, gate.authorize(TestInstall.mcpCall("s1", "no_such_tool", JsonObject.of())));
        Call overApi = TestInstall.apiCall("s1", "no_such_tool", false, Optional.of(TrustLevel.UNTRUSTED_EXTERNAL));
        assertDenied(ReasonCode.POLICY_FORBIDS, gate.authorize(overApi));
    }

    @Test
    void a_drifted_tool_is_denied() {
        Call call = TestInstall.mcpCall("s1", "read_file", JsonObject.of());
        Call drifted = new Call(
                call.tenant(),
                call.agent(),
                call.door(),
                call.server(),
                call.action(),
                call.session(),
                call.openedHere(),
                call.stated(),
                call.sensitive(),
                call.userId(),
                call.userRole(),
                call.traceId(),
                Optional.of(new Call.Observed("f".repeat(64), false)),
                call.dispatch(),
                call.repeatable(),
                call.nonce());
        assertDenied(ReasonCode.TOOL_DRIFTED, gate.authorize(drifted));
    }

    @Test
    void the_gateways_own_ground_is_forbidden_however_the_path_is_written() {
        for (String path : new String[] {
            "/var/lib/sallyport/keys/seal.key",
            "/var/lib/../lib//sallyport/./keys",
            "file:///var/lib/sallyport/sallyport.db",
            "/srv/dev/.claude/settings.json",
            "/../var/lib/sallyport/keys/seal.key",
            "/tmp/../../var/lib/sallyport/keys/seal.key",
            "/VAR/lib/Sallyport/keys/seal.key",
            "/srv/dev/.Claude/Settings.json",
            "FILE://localhost/var/lib/sallyport/sallyport.db",
            "file:/var/lib/sallyport/sallyport.db",
            "file:///var/lib/%73allyport/keys/seal.key",
            "/var/lib/%2573allyport/keys/seal.key",
            "\\var\\lib\\sallyport\\keys",
            " /var/lib/sallyport/keys",
            "/a\n/../var/lib/sallyport/keys/seal.key",
            "/var/lib" + "/.".repeat(3000) + "/sallyport/keys/seal.key",
            "../../../../var/lib/sallyport/keys/seal.key",
            "../sallyport/keys/seal.key",
            "lib/sallyport/keys/seal.key",
            "sallyport/keys/seal.key",
            "/var/lib/\u017fallyport/keys/seal.key",
            "/proc/self/root/var/lib/sallyport/keys/seal.key",
            "//proc/./1//task/7/root/./var/lib/sallyport/keys/seal.key",
            "/srv/../proc/self/root/proc/self/root/var/lib/sallyport",
            "/proc/self/cwd/../sallyport/keys/seal.key",
            "/proc/self/fd/3/../sallyport/keys/seal.key",
            "/dev/fd/3/sallyport/keys/seal.key",
            "/var/lib/sallyport\0.txt"
        }) {
            JsonObject arguments =
                    JsonObject.builder().put("path", path).put("content", "").build();
            assertDenied(ReasonCode.OWN_GROUND, gate.authorize(TestInstall.mcpCall("s1", "write_file", arguments)));
        }
    }

    @Test
    void a_path_that_is_a_members_name_counts_too() {
        JsonObject arguments = JsonObject.builder()
                .put(
                        "files",
                        JsonObject.builder()
                                .put("/var/lib/sallyport/policies/mine.cedar", "permit")
                                .build())
                .build();
        assertDenied(ReasonCode.OWN_GROUND, gate.authorize(TestInstall.mcpCall("s1", "write_file", arguments)));
    }

    @Test
    void a_command_is_read_as_a_shell_would() {
        for (String command : new String[] {
            "cat /var/lib/'sally'port/keys/*",
            "cat /var/lib/sally\\port/keys/seal.key",
            "s\"ally\"port approve apr_1",
            "java -cp x.jar dev.sallyport.cli.Main receipts",
            "cat /var/lib/sallyport /../../x"
        }) {
            JsonObject arguments =
                    JsonObject.builder().put("command_line", command).build();
            assertDenied(ReasonCode.OWN_GROUND, gate.authorize(TestInstall.mcpCall("s1", "write_file", arguments)));
        }
    }

    @Test
    void the_arguments_of_a_tool_that_is_pinned_as_running_commands_are_commands() {
        PinnedTool magic = new PinnedTool(
                "magic",
                TestInstall.schemaHash("magic"),
                Effect.MUTATES,
                Capability.EXEC,
                Optional.empty(),
                Optional.empty(),
                Set.of());
        change(new RegistryChange.PinTools(TestInstall.TENANT, TestInstall.SERVER, List.of(magic)));
        JsonObject arguments = JsonObject.builder()
                .put("spell", "tar c /var/lib/sallyport/keys")
                .build();
        assertDenied(ReasonCode.OWN_GROUND, gate.authorize(TestInstall.mcpCall("s1", "magic", arguments)));
    }

    @Test
    void a_document_that_talks_about_the_gateway_is_not_its_ground() {
        for (String content : new String[] {
            "Notes\nThe keys lie in /var/lib/sallyport/keys and hooks in .claude/settings.json\n",
            "/var/lib/sallyport holds the data.\nDo not touch it.",
            "x".repeat(5000) + " see .claude/settings.json",
            "sallyport is a gateway",
            "reports/sallyport/keys.txt"
        }) {
            JsonObject arguments = JsonObject.builder()
                    .put("path", "notes/today.md")
                    .put("content", content)
                    .build();
            assertInstanceOf(
                    Answer.Released.class, gate.authorize(TestInstall.mcpCall("s1", "write_file", arguments)), content);
        }
    }

    @Test
    void a_frozen_agent_and_a_frozen_session_are_denied() {
        change(new RegistryChange.SetSessionFrozen(TestInstall.TENANT, new SessionId("s1"), true));
        assertDenied(ReasonCode.SESSION_FROZEN, gate.authorize(TestInstall.mcpCall("s1", "read_file", NOTE)));
        change(new RegistryChange.SetAgentStatus(TestInstall.TENANT, TestInstall.AGENT, AgentStatus.FROZEN));
        assertDenied(ReasonCode.AGENT_FROZEN, gate.authorize(TestInstall.mcpCall("s2", "read_file", NOTE)));
    }

    @Test
    void a_freeze_between_record_and_dispatch_stops_the_release() {
        Decided decided = assertInstanceOf(
                        Answer.Released.class, gate.authorize(TestInstall.mcpCall("s1", "write_file", NOTE)))
                .decided();
        change(new RegistryChange.SetAgentStatus(TestInstall.TENANT, TestInstall.AGENT, AgentStatus.FROZEN));
        assertFalse(gate.stillReleasable(decided));
    }

    @Test
    void a_policy_that_cannot_be_evaluated_denies() {
        change(TestInstall.policy("broken"));
        assertDenied(ReasonCode.POLICY_ERROR, gate.authorize(TestInstall.mcpCall("s1", "read_file", NOTE)));
    }

    @Test
    void a_full_disk_refuses_and_invents_nothing() {
        long before = journal.receiptCount(TestInstall.TENANT);
        journal.full(true);
        Answer answer = gate.authorize(TestInstall.mcpCall("s1", "write_file", NOTE));
        assertEquals(
                ReasonCode.JOURNAL_UNAVAILABLE,
                assertInstanceOf(Answer.Failed.class, answer).reason());
        journal.full(false);
        assertEquals(before, journal.receiptCount(TestInstall.TENANT));
    }

    @Test
    void a_repeated_request_gets_the_first_answer_and_a_frozen_agent_gets_a_refusal_instead() {
        Call call = repeatable("r1");
        gate.authorize(call);
        Answer.Repeated second = assertInstanceOf(Answer.Repeated.class, gate.authorize(call));
        assertArrayEquals("first".getBytes(StandardCharsets.UTF_8), second.answer());

        change(new RegistryChange.SetAgentStatus(TestInstall.TENANT, TestInstall.AGENT, AgentStatus.FROZEN));
        assertDenied(ReasonCode.AGENT_FROZEN, gate.authorize(call));
    }

    @Test
    void an_old_allow_is_not_repeated_once_the_call_would_be_denied() {
        Call call = repeatable("r1");
        gate.authorize(call);
        change(new RegistryChange.SetQuarantine(TestInstall.TENANT, TestInstall.SERVER, true));
        assertDenied(ReasonCode.SERVER_QUARANTINED, gate.authorize(call));

        change(new RegistryChange.SetQuarantine(TestInstall.TENANT, TestInstall.SERVER, false));
        assertInstanceOf(Answer.Repeated.class, gate.authorize(call));
        change(TestInstall.policy("deny-all"));
        assertDenied(ReasonCode.POLICY_FORBIDS, gate.authorize(call));
    }

    @Test
    void an_agent_is_not_heard_on_what_became_of_an_action_the_gateway_dispatched() {
        Decided decided = assertInstanceOf(
                        Answer.Released.class, gate.authorize(TestInstall.mcpCall("s1", "write_file", NOTE)))
                .decided();
        Outcome claim = outcome(decided, decided.shown().hex());
        assertInstanceOf(Outcome.Report.NoSuchDecision.class, gate.reportOfAgent(claim));
        assertInstanceOf(Outcome.Report.Recorded.class, gate.report(claim));
    }

    @Test
    void an_approval_is_for_exactly_one_run() {
        Approval approval = approved(hold("s1"));
        Answer first = claim(approval, Optional.of(approval.actionHash()));
        assertEquals(
                ReasonCode.APPROVED,
                assertInstanceOf(Answer.Released.class, first)
                        .decided()
                        .judgement()
                        .decision()
                        .reason());
        assertEquals(
                ApprovalStatus.CONSUMED,
                assertInstanceOf(Answer.NotClaimable.class, claim(approval, Optional.empty()))
                        .status());
    }

    @Test
    void other_bytes_than_the_approved_ones_are_tampering_and_end_the_approval() {
        Approval approval = approved(hold("s1"));
        Answer swapped = claim(approval, Optional.of("b".repeat(64)));
        assertEquals(
                ReasonCode.APPROVAL_HASH_MISMATCH,
                assertInstanceOf(Answer.Failed.class, swapped).reason());
        assertEquals(ApprovalStatus.INVALIDATED, status(approval));
    }

    @Test
    void an_approval_is_invalid_once_the_judgement_changes() {
        Approval approval = approved(hold("s1"));
        change(TestInstall.policy("ask-two"));
        assertDenied(ReasonCode.APPROVAL_INVALIDATED, claim(approval, Optional.empty()));
        assertEquals(ApprovalStatus.INVALIDATED, status(approval));
    }

    @Test
    void an_approval_expires() {
        Approval approval = approved(hold("s1"));
        clock.advanceMillis(ScriptedPolicies.EXPIRY_MILLIS);
        assertEquals(
                ApprovalStatus.EXPIRED,
                assertInstanceOf(Answer.NotClaimable.class, claim(approval, Optional.empty()))
                        .status());
    }

    @Test
    void a_pending_approval_past_its_time_is_swept_with_a_receipt() {
        Approval approval = hold("s1");
        long before = journal.receiptCount(TestInstall.TENANT);
        clock.advanceMillis(ScriptedPolicies.EXPIRY_MILLIS);
        assertEquals(1, gate.expire());
        assertEquals(ApprovalStatus.EXPIRED, status(approval));
        assertEquals(before + 1, journal.receiptCount(TestInstall.TENANT));
    }

    @Test
    void the_agents_owner_and_strangers_may_not_answer_and_a_refusal_wins() {
        Approval approval = hold("s1");
        var owner = journal.registry()
                .approver(TestInstall.TENANT, TestInstall.OWNER)
                .orElseThrow();
        assertInstanceOf(VoteResult.NotAllowed.class, gate.vote(TestInstall.TENANT, owner, approval.id(), true));
        assertInstanceOf(VoteResult.Voted.class, gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), false));
        assertInstanceOf(
                VoteResult.NotPending.class, gate.vote(TestInstall.TENANT, TestInstall.BEN, approval.id(), true));
        assertEquals(ApprovalStatus.REJECTED, status(approval));
    }

    @Test
    void a_quorum_counts_distinct_people() {
        change(TestInstall.policy("ask-two"));
        Approval approval = hold("s1");
        gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), true);
        assertInstanceOf(
                VoteResult.NotAllowed.class, gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), true));
        assertEquals(ApprovalStatus.PENDING, status(approval));
        gate.vote(TestInstall.TENANT, TestInstall.BEN, approval.id(), true);
        assertEquals(ApprovalStatus.APPROVED, status(approval));
    }

    @Test
    void an_outcome_is_recorded_once_and_other_bytes_are_a_mismatch() {
        Decided decided = assertInstanceOf(
                        Answer.Released.class, gate.authorize(TestInstall.mcpCall("s1", "write_file", NOTE)))
                .decided();
        assertInstanceOf(Outcome.Report.Mismatch.class, gate.report(outcome(decided, "c".repeat(64))));
        assertInstanceOf(
                Outcome.Report.AlreadyRecorded.class,
                gate.report(outcome(decided, decided.shown().hex())));
    }

    @Test
    void only_the_decision_that_released_a_held_call_has_an_outcome() {
        Approval approval = approved(hold("s1"));
        Outcome ofTheHeld = new Outcome(
                TestInstall.TENANT,
                TestInstall.AGENT,
                approval.decision(),
                Outcome.Status.SUCCEEDED,
                Optional.of(approval.actionHash()),
                Optional.empty());
        assertInstanceOf(Outcome.Report.NoSuchDecision.class, gate.report(ofTheHeld));
        Decided claimed = assertInstanceOf(Answer.Released.class, claim(approval, Optional.empty()))
                .decided();
        assertInstanceOf(Outcome.Report.NoSuchDecision.class, gate.report(ofTheHeld));
        assertInstanceOf(
                Outcome.Report.Recorded.class,
                gate.report(outcome(claimed, claimed.shown().hex())));
    }

    @Test
    void a_withdrawn_approval_is_over_with_a_receipt_and_nobody_can_answer_or_claim_it() {
        Approval approval = hold("s1");
        long before = journal.receiptCount(TestInstall.TENANT);
        assertFalse(gate.withdraw(TestInstall.TENANT, new AgentId("agt_2"), approval.id()));
        assertTrue(gate.withdraw(TestInstall.TENANT, TestInstall.AGENT, approval.id()));
        assertFalse(gate.withdraw(TestInstall.TENANT, TestInstall.AGENT, approval.id()));
        assertEquals(before + 1, journal.receiptCount(TestInstall.TENANT));
        assertEquals(ApprovalStatus.INVALIDATED, status(approval));
        assertInstanceOf(
                VoteResult.NotPending.class, gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), true));
        assertInstanceOf(Answer.NotClaimable.class, claim(approval, Optional.empty()));
    }

    @Test
    void what_is_sent_beside_the_arguments_is_searched_for_own_ground_and_kept_for_people() {
        JsonObject beside = JsonObject.builder()
                .put(
                        "_meta",
                        JsonObject.builder()
                                .put("log", "/var/lib/sallyport/keys/seal.key")
                                .build())
                .build();
        assertDenied(ReasonCode.OWN_GROUND, gate.authorize(sending("write_file", NOTE, beside)));

        change(TestInstall.policy("ask-all"));
        JsonObject task = JsonObject.builder().put("requestState", "s").build();
        Decided held = assertInstanceOf(Answer.Recorded.class, gate.authorize(sending("write_file", NOTE, task)))
                .decided();
        HeldCall kept = gate.held(
                        TestInstall.TENANT, held.approval().orElseThrow().id())
                .orElseThrow();
        assertEquals(task, kept.call().dispatch().orElseThrow().beside());
    }

    @Test
    void a_read_of_an_address_that_leads_to_a_host_counts_as_a_change_and_other_reads_do_not() {
        change(new RegistryChange.PinTools(
                TestInstall.TENANT,
                TestInstall.SERVER,
                List.of(
                        protocol("resources/read", Optional.empty()),
                        protocol("completion/complete", Optional.empty()))));
        for (String address : new String[] {
            "https://collector.example/?q=secret",
            "HTTP://collector.example",
            "fetch://it?url=https%3A%2F%2Fcollector.example",
            "file://collector.example/share",
            "//collector.example/share",
            "mailto:eve@collector.example"
        }) {
            assertEquals(Effect.MUTATES, effectOf("resources/read", address), address);
        }
        for (String address : new String[] {
            "file:///srv/notes.txt", "demo://resource/static/1", "file://localhost/srv/a", "postgres-schema://t", "note"
        }) {
            assertEquals(Effect.READS, effectOf("resources/read", address), address);
        }
    }

    @Test
    void what_a_resource_brings_in_labels_the_session_like_a_tools_result() {
        change(new RegistryChange.PinTools(
                TestInstall.TENANT,
                TestInstall.SERVER,
                List.of(
                        protocol("resources/read", Optional.of(TrustLevel.UNTRUSTED_EXTERNAL)),
                        new PinnedTool(
                                "write_file",
                                TestInstall.schemaHash("write_file"),
                                Effect.MUTATES,
                                Capability.WRITE,
                                Optional.empty(),
                                Optional.empty(),
                                Set.of()))));
        gate.authorize(TestInstall.mcpCall(
                "s1",
                "resources/read",
                JsonObject.builder().put("uri", "file:///a").build()));
        assertDenied(ReasonCode.POLICY_FORBIDS, gate.authorize(TestInstall.mcpCall("s1", "write_file", NOTE)));
    }

    @Test
    void a_pin_that_nobody_looked_at_counts_only_where_the_live_tool_is_compared_with_it() {
        change(new RegistryChange.PinTools(
                TestInstall.TENANT,
                TestInstall.SERVER,
                List.of(new PinnedTool(
                        "run",
                        TestInstall.schemaHash("run"),
                        Effect.READS,
                        Capability.READ,
                        Optional.of(TrustLevel.UNKNOWN),
                        Optional.empty(),
                        Set.of(),
                        false))));
        Decided asked = assertInstanceOf(
                        Answer.Recorded.class,
                        gate.authorize(TestInstall.apiCall("s1", "run", false, Optional.of(TrustLevel.UNKNOWN))))
                .decided();
        assertEquals(Effect.MUTATES, asked.facts().what().effect());
        assertInstanceOf(Answer.Released.class, gate.authorize(TestInstall.mcpCall("s1", "run", JsonObject.of())));
    }

    private Effect effectOf(String operation, String address) {
        Call call = TestInstall.mcpCall(
                "s1", operation, JsonObject.builder().put("uri", address).build());
        return assertInstanceOf(Answer.Released.class, gate.authorize(call))
                .decided()
                .facts()
                .what()
                .effect();
    }

    private static PinnedTool protocol(String name, Optional<TrustLevel> results) {
        return new PinnedTool(
                name, TestInstall.schemaHash(name), Effect.READS, Capability.READ, results, Optional.empty(), Set.of());
    }

    private static Call sending(String tool, JsonObject arguments, JsonObject beside) {
        Call call = TestInstall.mcpCall("s1", tool, arguments);
        return new Call(
                call.tenant(),
                call.agent(),
                call.door(),
                call.server(),
                call.action(),
                call.session(),
                call.openedHere(),
                call.stated(),
                call.sensitive(),
                call.userId(),
                call.userRole(),
                call.traceId(),
                call.observed(),
                call.dispatch().map(d -> new Call.Dispatch(d.bytes(), beside)),
                call.repeatable(),
                call.nonce());
    }

    @Test
    void a_refused_action_has_no_outcome() {
        gate.authorize(TestInstall.mcpCall("s1", "read_page", JsonObject.of()));
        Decided denied = assertInstanceOf(
                        Answer.Recorded.class, gate.authorize(TestInstall.mcpCall("s1", "write_file", NOTE)))
                .decided();
        assertInstanceOf(
                Outcome.Report.NoSuchDecision.class,
                gate.report(outcome(denied, denied.shown().hex())));
    }

    @Test
    void a_release_without_an_outcome_becomes_unknown_after_a_restart_and_is_not_run_again() {
        gate.authorize(TestInstall.mcpCall("s1", "write_file", NOTE));
        MemoryJournal after = journal.crash();
        Gate restarted = new Gate(TestInstall.parts(after, after, clock, 2));
        assertEquals(1, restarted.recoverUnknown());
        assertEquals(0, restarted.recoverUnknown());
    }

    @Test
    void an_approval_survives_a_restart() {
        Approval approval = approved(hold("s1"));
        MemoryJournal after = journal.crash();
        Gate restarted = new Gate(TestInstall.parts(after, after, clock, 2));
        assertInstanceOf(
                Answer.Released.class,
                restarted.consume(TestInstall.TENANT, TestInstall.AGENT, approval.id(), Optional.empty()));
    }

    private Call repeatable(String requestId) {
        Call call = TestInstall.mcpCall("s1", "read_file", JsonObject.of());
        return new Call(
                call.tenant(),
                call.agent(),
                call.door(),
                call.server(),
                call.action(),
                call.session(),
                call.openedHere(),
                call.stated(),
                call.sensitive(),
                call.userId(),
                call.userRole(),
                call.traceId(),
                call.observed(),
                call.dispatch(),
                Optional.of(
                        new Call.Repeatable(requestId, d -> "first".getBytes(StandardCharsets.UTF_8), answer -> true)),
                call.nonce());
    }

    private Approval hold(String session) {
        Call call = TestInstall.apiCall(session, "write_file", true, Optional.of(TrustLevel.UNKNOWN));
        Decided decided =
                assertInstanceOf(Answer.Recorded.class, gate.authorize(call)).decided();
        return decided.approval().orElseThrow();
    }

    private Approval approved(Approval approval) {
        return assertInstanceOf(
                        VoteResult.Voted.class, gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), true))
                .approval();
    }

    private Answer claim(Approval approval, Optional<String> hash) {
        return gate.consume(TestInstall.TENANT, TestInstall.AGENT, approval.id(), hash);
    }

    private ApprovalStatus status(Approval approval) {
        return gate.approval(TestInstall.TENANT, approval.id()).orElseThrow().status();
    }

    private void change(RegistryChange change) {
        gate.change(Actor.system(TestInstall.TENANT), change, "test");
    }

    private static Outcome outcome(Decided decided, String hash) {
        return new Outcome(
                TestInstall.TENANT,
                TestInstall.AGENT,
                decided.id(),
                Outcome.Status.SUCCEEDED,
                Optional.of(hash),
                Optional.empty());
    }

    private static void assertDenied(ReasonCode reason, Answer answer) {
        Decided decided = assertInstanceOf(Answer.Recorded.class, answer).decided();
        assertEquals("deny", decided.judgement().decision().wire());
        assertEquals(reason, decided.judgement().decision().reason());
    }
}
