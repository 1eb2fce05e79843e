package dev.sallyport.gate.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.facts.Held;
import dev.sallyport.gate.facts.PinState;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Assurance;
import dev.sallyport.testkit.TestInstall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultPackTest {
    private final Policies policies = new CedarPolicies();
    private final PolicyBundle pack = policies.bundle(PolicyPacks.defaultPack(TestInstall.TENANT));

    @ParameterizedTest
    @CsvSource({
        "trusted_internal_signed, PERMIT",
        "trusted_internal_unsigned, PERMIT",
        "semi_trusted_customer, ASK",
        "unknown, ASK",
        "untrusted_external, FORBID",
        "malicious_suspected, FORBID"
    })
    void a_change_is_answered_by_what_influences_it(String trust, PolicyAnswer.Verdict verdict) {
        TrustLevel level = TrustLevel.byWire(trust).orElseThrow();
        assertEquals(verdict, pack.evaluate(facts(level, List.of(), true)).verdict());
    }

    @Test
    void a_read_is_permitted_whatever_influences_it() {
        for (TrustLevel level : TrustLevel.values()) {
            assertEquals(
                    PolicyAnswer.Verdict.PERMIT,
                    pack.evaluate(facts(level, List.of(), false)).verdict());
        }
    }

    @Test
    void no_claim_of_a_caller_lifts_what_entered_the_session() {
        for (TrustLevel level : TrustLevel.values()) {
            assertEquals(
                    PolicyAnswer.Verdict.FORBID,
                    pack.evaluate(facts(level, List.of(TrustLevel.UNTRUSTED_EXTERNAL), true))
                            .verdict());
        }
    }

    @Test
    void the_demand_names_group_quorum_and_expiry() {
        PolicyAnswer answer = pack.evaluate(facts(TrustLevel.UNKNOWN, List.of(), true));
        assertEquals(
                new PolicyAnswer.Demand("approvers", 1, 900_000),
                answer.demand().orElseThrow());
        assertEquals(List.of("default.doubtful-changes"), answer.policies());
    }

    @Test
    void a_forbid_that_cannot_be_evaluated_is_an_error_and_not_a_permit() {
        PolicyBundle bundle = bundle("permit (principal, action, resource);"
                + "forbid (principal, action, resource) when { 9223372036854775807 + 1 == 0 };");
        assertEquals(
                PolicyAnswer.Verdict.ERROR,
                bundle.evaluate(facts(TrustLevel.UNKNOWN, List.of(), true)).verdict());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permit (principal, action, resource) when {|p.cedar:1",
                "@decison(\"require_approval\") permit (principal, action, resource);|unknown annotation",
                "@group(\"g\") permit (principal, action, resource);|without",
                "@decision(\"require_approval\") forbid (principal, action, resource);|only on a permit",
                "@decision(\"require_approval\") @quorum(\"0\") permit (principal, action, resource);|quorum",
                "@decision(\"require_approval\") @expires(\"soon\") permit (principal, action, resource);|duration",
                "permit (principal == ?principal, action, resource);|template",
                "permit (principal, action, resource) when { context.risk_score < 5 };|risk_score",
                "permit (principal, action, resource) when { context.tool == 5 };|p.cedar:1"
            })
    void a_bundle_with_a_fault_is_refused_with_a_position(String text, String expected) {
        PolicyRefused refused = assertThrows(PolicyRefused.class, () -> bundle(text));
        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused::getMessage);
    }

    @Test
    void demands_of_different_groups_on_one_call_are_a_conflict_that_names_them() {
        PolicyBundle bundle = bundle(asking("legal", "1", "15m", "true") + asking("finance", "1", "15m", "true")
                + "@id(\"reads\") permit (principal, action, resource);");
        PolicyAnswer answer = bundle.evaluate(facts(TrustLevel.UNKNOWN, List.of(), true));
        assertEquals(PolicyAnswer.Verdict.CONFLICT, answer.verdict());
        assertEquals(
                List.of("finance", "legal"), answer.policies().stream().sorted().toList());
        Judgement judgement = Judge.judge(facts(TrustLevel.UNKNOWN, List.of(), true), bundle);
        assertEquals(ReasonCode.CONFLICTING_DEMANDS, judgement.decision().reason());
        assertEquals("deny", judgement.decision().wire());
        assertEquals(List.of("finance", "legal"), judgement.policies());
    }

    @Test
    void demands_of_one_group_all_hold_the_larger_quorum_and_the_shorter_life() {
        String one = asking("office", "3", "2h", "true");
        String two = asking("office", "1", "5m", "true").replace("@id(\"office\")", "@id(\"office2\")");
        PolicyAnswer answer = bundle(one + two).evaluate(facts(TrustLevel.UNKNOWN, List.of(), true));
        assertEquals(
                new PolicyAnswer.Demand("office", 3, 300_000), answer.demand().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true|true|1",
                "context.action == \"a\"|context.action == \"b\"|0",
                "context.action == \"a\"|context.tool == \"b\"|1",
                "context.mutates|!context.mutates|0",
                "[\"a\", \"b\"].contains(context.tool) && context.mutates|context.tool == \"c\"|0",
                "[\"a\", \"b\"].contains(context.tool)|context.tool == \"b\"|1"
            })
    void demands_that_could_meet_are_warned_of(String one, String other, int warnings) {
        PolicyBundle bundle = bundle(asking("legal", "1", "15m", one) + asking("finance", "1", "15m", other));
        assertEquals(warnings, bundle.warnings().size(), bundle.warnings().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permit (principal, action, resource) when { context.stated_trust == \"unknown\" };",
                "permit (principal, action, resource) when { context has user_role && context.user_role == \"admin\" };",
                "permit (principal, action, resource) when { context.session == \"mine\" };",
                "permit (principal, action, resource) when { context.sensitive };",
                "permit (principal, action, resource) unless { !context.sensitive };",
                "permit (principal, action, resource) when { context.sensitive == true };",
                "forbid (principal, action, resource) when { !context.sensitive };",
                "forbid (principal, action, resource) unless { context.mutates && context.sensitive };",
                "permit (principal, action, resource) when { if context.sensitive then true else false };"
            })
    void a_policy_that_a_callers_word_would_loosen_is_refused(String text) {
        assertThrows(PolicyRefused.class, () -> bundle(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permit (principal, action, resource) when { !context.sensitive };",
                "permit (principal, action, resource) unless { context.sensitive || context.mutates };",
                "forbid (principal, action, resource) when { context.sensitive && context.mutates };",
                "@decision(\"require_approval\") permit (principal, action, resource) when { context.sensitive };"
            })
    void a_policy_that_a_callers_word_tightens_loads(String text) {
        assertEquals(List.of(), bundle(text).warnings());
    }

    @Test
    void a_hostile_claim_stays_under_the_ceiling_unknown() {
        for (TrustLevel hostile : List.of(TrustLevel.UNTRUSTED_EXTERNAL, TrustLevel.MALICIOUS_SUSPECTED)) {
            Facts.Trust trust = new Facts.Trust(hostile, TrustLevel.UNKNOWN, List.of(), List.of(), false);
            assertEquals(hostile, trust.weightiest());
        }
        assertEquals(
                TrustLevel.UNKNOWN,
                new Facts.Trust(TrustLevel.TRUSTED_INTERNAL_SIGNED, TrustLevel.UNKNOWN, List.of(), List.of(), false)
                        .weightiest());
    }

    @Test
    void a_slash_in_a_servers_name_gives_no_other_tools_name() {
        String policy = "permit (principal, action, resource == Sallyport::Tool::\"%s\");";
        Facts slashed = named(facts(TrustLevel.UNKNOWN, List.of(), true), "a/b", "c");
        Facts plain = named(facts(TrustLevel.UNKNOWN, List.of(), true), "a", "b/c");
        assertEquals(
                PolicyAnswer.Verdict.PERMIT,
                bundle(policy.formatted("a/b/c")).evaluate(plain).verdict());
        assertEquals(
                PolicyAnswer.Verdict.SILENT,
                bundle(policy.formatted("a/b/c")).evaluate(slashed).verdict());
        assertEquals(
                PolicyAnswer.Verdict.PERMIT,
                bundle(policy.formatted("a%2Fb/c")).evaluate(slashed).verdict());
    }

    private static Facts named(Facts f, String tool, String action) {
        Facts.What w = f.what();
        Facts.What what = new Facts.What(
                w.door(),
                tool,
                action,
                w.resource(),
                w.capability(),
                w.declaredMutates(),
                w.catalogue(),
                w.pin(),
                w.schemaHash(),
                w.authority(),
                w.ownGround(),
                w.actionHash(),
                w.actionHash2(),
                w.dispatchHash());
        return new Facts(f.who(), what, f.trust(), f.standing(), f.policyDigest(), f.timeMillis(), f.held());
    }

    private static String asking(String group, String quorum, String expires, String when) {
        return "@id(\"%1$s\") @decision(\"require_approval\") @group(\"%1$s\") @quorum(\"%2$s\") @expires(\"%3$s\") permit (principal, action, resource) when { %4$s };"
                .formatted(group, quorum, expires, when);
    }

    @Test
    void facts_read_back_equal() {
        Facts facts = facts(TrustLevel.UNKNOWN, List.of(TrustLevel.UNTRUSTED_EXTERNAL), true);
        assertEquals(facts, FactsCodec.parse(FactsCodec.bytes(facts)));
    }

    @Test
    void facts_written_straight_are_the_canonical_form_of_their_members() {
        Facts plain = facts(TrustLevel.UNKNOWN, List.of(TrustLevel.UNTRUSTED_EXTERNAL), true);
        Facts.What what = plain.what();
        Facts full = new Facts(
                plain.who(),
                new Facts.What(
                        Door.MCP,
                        what.tool(),
                        what.action(),
                        what.resource(),
                        what.capability(),
                        what.declaredMutates(),
                        what.catalogue(),
                        what.pin(),
                        Optional.of("d".repeat(64)),
                        true,
                        true,
                        what.actionHash(),
                        what.actionHash2(),
                        Optional.of("e".repeat(64))),
                plain.trust(),
                plain.standing(),
                plain.policyDigest(),
                plain.timeMillis(),
                Optional.of(new Held(new ApprovalId("apr_1"), "approvers", 2, List.of("p", "q"))));
        for (Facts facts : List.of(plain, full)) {
            assertArrayEquals(
                    CanonicalForm.of(FactsCodec.toJson(facts), Scheme.SALLYPORT_JCS_2), FactsCodec.bytes(facts));
            assertEquals(facts, FactsCodec.parse(FactsCodec.bytes(facts)));
            assertNoMemberMoreIsRead(FactsCodec.toJson(facts));
        }
    }

    /** What a reader passes over, a later one could take for a fact. */
    private static void assertNoMemberMoreIsRead(JsonObject facts) {
        List<JsonObject> larger = new ArrayList<>(List.of(withOneMore(facts)));
        facts.members().forEach((name, value) -> {
            if (value instanceof JsonObject part) {
                Map<String, Json> members = new LinkedHashMap<>(facts.members());
                members.put(name, withOneMore(part));
                larger.add(new JsonObject(members));
            }
        });
        assertTrue(larger.size() > 4, larger::toString);
        for (JsonObject each : larger) {
            byte[] bytes = CanonicalForm.of(each, Scheme.SALLYPORT_JCS_2);
            assertThrows(FormBroken.class, () -> FactsCodec.parse(bytes), each::toString);
        }
    }

    private static JsonObject withOneMore(JsonObject object) {
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        members.put("more", new JsonString("x"));
        return new JsonObject(members);
    }

    private PolicyBundle bundle(String text) {
        return policies.bundle(PolicyPacks.of(TestInstall.TENANT, Map.of("p.cedar", text)));
    }

    static Facts facts(TrustLevel stated, List<TrustLevel> session, boolean mutates) {
        return new Facts(
                new Facts.Who(
                        TestInstall.TENANT,
                        TestInstall.AGENT,
                        new SessionId("s1"),
                        "prod",
                        "medium",
                        Assurance.ADVISORY,
                        Optional.of("developer")),
                new Facts.What(
                        Door.API,
                        "desk",
                        "write_file",
                        Optional.of("a.txt"),
                        Capability.WRITE,
                        mutates,
                        Optional.of(mutates ? Effect.MUTATES : Effect.READS),
                        PinState.CATALOGUED,
                        Optional.empty(),
                        false,
                        false,
                        "a".repeat(64),
                        "b".repeat(64),
                        Optional.empty()),
                new Facts.Trust(
                        stated,
                        TrustLevel.TRUSTED_INTERNAL_SIGNED,
                        session,
                        session.isEmpty() ? List.of() : List.of("web/read_page"),
                        false),
                new Facts.Standing(AgentStatus.ACTIVE, false, false),
                "c".repeat(64),
                1_767_225_600_000L,
                Optional.empty());
    }
}
