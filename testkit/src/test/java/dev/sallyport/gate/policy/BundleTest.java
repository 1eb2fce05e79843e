package dev.sallyport.gate.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.Held;
import dev.sallyport.gate.facts.PinState;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.testkit.TestInstall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bundle's text says: whom its permits ask, which of them could meet, and what it reads. */
class BundleTest {
    private static final String ANY = "(principal, action, resource)";

    private final Policies policies = new CedarPolicies();

    @ParameterizedTest
    @CsvSource({
        "'', approvers, 1, 900000",
        "'@quorum(\"1\") @expires(\"1ms\")', approvers, 1, 1",
        "'@quorum(\"20\") @expires(\"2h\")', approvers, 20, 7200000",
        "'@group(\"legal\")', legal, 1, 900000",
    })
    void a_demand_takes_every_value_within_its_limits(String written, String group, int quorum, long expiryMillis) {
        PolicyAnswer answer = bundle("@decision(\"require_approval\") " + written + " permit " + ANY + ";")
                .evaluate(facts());
        assertEquals(
                Optional.of(new PolicyAnswer.Demand(group, quorum, expiryMillis)),
                answer.demand(),
                answer.verdict()::name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@decision(\"require_approval\") @quorum(\"21\")",
                "@decision(\"require_approval\") @quorum(\"100\")",
                "@decision(\"require_approval\") @quorum(\"01\")",
                "@decision(\"require_approval\") @expires(\"0s\")",
                "@decision(\"require_approval\") @expires(\"-1s\")",
                "@decision(\"require_approval\") @group(\"\")",
                "@decision(\"allow\")",
                "@quorum(\"1\")",
                "@expires(\"1m\")"
            })
    void a_demand_beyond_its_limits_is_refused(String written) {
        assertThrows(PolicyRefused.class, () -> bundle(written + " permit " + ANY + ";"));
    }

    @Test
    void a_bundle_without_a_policy_is_refused() {
        PolicyRefused refused = assertThrows(PolicyRefused.class, () -> bundle("// nothing\n"));
        assertTrue(String.valueOf(refused.getMessage()).contains("no policy"), refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context.session == \"mine\"",
                "context has stated_trust",
                "context.mutates && !(context has user_role)"
            })
    void what_a_caller_says_of_itself_is_refused_by_that_name(String when) {
        PolicyRefused refused =
                assertThrows(PolicyRefused.class, () -> bundle("permit " + ANY + " when { " + when + " };"));
        assertTrue(String.valueOf(refused.getMessage()).contains("which a caller says of itself"), refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context == context",
                "(if context.mutates then context else context) has resource",
                "context.sensitive || context.mutates"
            })
    void whatever_could_hold_a_callers_claim_counts_as_the_claim(String when) {
        PolicyRefused refused =
                assertThrows(PolicyRefused.class, () -> bundle("permit " + ANY + " when { " + when + " };"));
        assertTrue(String.valueOf(refused.getMessage()).contains("a caller's own word"), refused::getMessage);
    }

    @Test
    void a_comparison_that_holds_no_claim_loads() {
        assertEquals(
                PolicyAnswer.Verdict.PERMIT,
                bundle("permit " + ANY + " when { principal == principal };")
                        .evaluate(facts())
                        .verdict());
    }

    @Test
    void a_bundle_is_read_once_for_each_text() {
        assertSame(bundle("permit " + ANY + ";"), bundle("permit " + ANY + ";"));
    }

    @ParameterizedTest
    @CsvSource({
        "context has resource && context.resource == \"a\", true",
        "context.tool == \"a\", false",
    })
    void a_bundle_says_whether_the_resource_could_matter(String when, boolean reads) {
        assertEquals(reads, bundle("permit " + ANY + " when { " + when + " };").readsResource());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(principal == Sallyport::Agent::\"a\", action, resource)|(principal == Sallyport::Agent::\"b\", action, resource)|0",
                "(principal == Sallyport::Agent::\"a\", action, resource)|(principal == Sallyport::Agent::\"a\", action, resource)|1",
                "(principal == Sallyport::Agent::\"a\", action, resource)|(principal, action, resource)|1",
                "(principal, action, resource == Sallyport::Tool::\"a/x\")|(principal, action, resource == Sallyport::Tool::\"a/y\")|0",
                "(principal, action, resource in Sallyport::Server::\"a\")|(principal, action, resource in Sallyport::Server::\"b\")|1",
                "(principal, action == Sallyport::Action::\"read\", resource)|(principal, action == Sallyport::Action::\"exec\", resource)|0",
                "(principal, action == Sallyport::Action::\"read\", resource)|(principal, action == Sallyport::Action::\"read\", resource)|1",
                "(principal, action in [Sallyport::Action::\"read\", Sallyport::Action::\"write\"], resource)|(principal, action == Sallyport::Action::\"read\", resource)|1",
                "(principal, action in [Sallyport::Action::\"read\", Sallyport::Action::\"write\"], resource)|(principal, action == Sallyport::Action::\"exec\", resource)|0",
                "(principal, action in [Sallyport::Action::\"any\"], resource)|(principal, action == Sallyport::Action::\"exec\", resource)|1"
            })
    void scopes_that_exclude_each_other_take_demands_apart(String one, String other, int warnings) {
        assertEquals(warnings, warned(one, other).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "when { context.mutates };unless { context.mutates };0",
                "unless { context.mutates };unless { context.mutates };1",
                "when { !(context.mutates || context.authority) };when { context.authority };0",
                "when { context.mutates || context.authority };when { !context.mutates };1",
                "unless { context.mutates && context.authority };when { context.mutates };1",
                "when { !(context.tool == \"a\") };when { context.tool == \"b\" };1",
                "when { context.tool != \"a\" };when { context.tool == \"b\" };1",
                "when { principal.environment == \"a\" };when { principal.environment == \"b\" };1",
                "when { [\"a\"].contains(principal.environment) };when { [\"b\"].contains(principal.environment) };1",
                "when { [\"a\", context.action].contains(context.tool) };when { context.tool == \"b\" };1",
                "when { [\"a\", \"b\"].contains(context.tool) && [\"b\", \"c\"].contains(context.tool) };when { context.tool == \"a\" };0",
                "when { [\"a\", \"b\"].contains(context.tool) && [\"b\", \"c\"].contains(context.tool) };when { context.tool == \"c\" };0",
                "when { [\"a\", \"b\"].contains(context.tool) && [\"b\", \"c\"].contains(context.tool) };when { context.tool == \"b\" };1"
            })
    void only_what_the_text_says_outright_takes_demands_apart(String one, String other, int warnings) {
        assertEquals(warnings, warned(ANY + " " + one, ANY + " " + other).size());
    }

    @Test
    void every_pair_of_groups_that_could_meet_is_named_once_and_pairs_of_one_group_are_not() {
        List<String> warnings = bundle(asking("one", "legal", ANY) + asking("two", "finance", ANY)
                        + asking("three", "legal", ANY) + "permit " + ANY + ";")
                .warnings();
        assertEquals(2, warnings.size(), warnings::toString);
        assertTrue(warnings.getFirst().contains("`two` asks `finance` and `one` asks `legal`"), warnings::toString);
        assertTrue(warnings.getLast().contains("`three` asks `legal` and `two` asks `finance`"), warnings::toString);
    }

    @Test
    void demands_of_two_groups_are_never_one_demand() {
        PolicyAnswer.Demand legal = new PolicyAnswer.Demand("legal", 1, 2);
        assertThrows(IllegalArgumentException.class, () -> legal.and(new PolicyAnswer.Demand("finance", 1, 2)));
    }

    @ParameterizedTest
    @EnumSource(PinState.class)
    void a_policy_reads_that_a_tool_is_pinned_only_where_it_is(PinState pin) {
        boolean pinned = pin == PinState.PINNED || pin == PinState.CATALOGUED;
        assertEquals(
                pinned ? PolicyAnswer.Verdict.PERMIT : PolicyAnswer.Verdict.SILENT,
                bundle("permit " + ANY + " when { context.pinned };")
                        .evaluate(pinned(facts(), pin))
                        .verdict());
    }

    @Test
    void a_policy_reads_whether_the_call_claims_an_approval() {
        PolicyBundle bundle = bundle("permit " + ANY + " when { context.claim };");
        Facts plain = facts();
        Held held = new Held(new ApprovalId("apr_1"), "approvers", 1, List.of("p"));
        Facts claim = new Facts(
                plain.who(),
                plain.what(),
                plain.trust(),
                plain.standing(),
                plain.policyDigest(),
                plain.timeMillis(),
                Optional.of(held));
        assertEquals(PolicyAnswer.Verdict.SILENT, bundle.evaluate(plain).verdict());
        assertEquals(PolicyAnswer.Verdict.PERMIT, bundle.evaluate(claim).verdict());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(principal, action in [Sallyport::Action::\"any\"], resource)",
                "(principal, action, resource in Sallyport::Server::\"desk\")",
                "(principal, action, resource) when { principal.environment == \"prod\" }",
                "(principal, action, resource) when { context has resource && context.resource == \"a.txt\" }"
            })
    void a_policy_sees_the_actions_hierarchy_the_tools_server_the_agent_and_the_resource(String rest) {
        assertEquals(
                new PolicyAnswer(PolicyAnswer.Verdict.PERMIT, List.of("seen"), Optional.empty()),
                bundle("@id(\"seen\") permit " + rest + ";").evaluate(facts()));
    }

    @Test
    void an_error_names_the_policy_that_could_not_be_evaluated() {
        PolicyAnswer answer = bundle("@id(\"broken\") permit " + ANY + " when { 9223372036854775807 + 1 == 0 };")
                .evaluate(facts());
        assertEquals(new PolicyAnswer(PolicyAnswer.Verdict.ERROR, List.of("broken"), Optional.empty()), answer);
    }

    @Test
    void a_bundle_is_named_by_the_published_hash_of_its_files() throws Exception {
        String text = "permit " + ANY + ";";
        byte[] hashed = ("sallyport/policy/1\n{\"p.cedar\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(hashed));
        assertEquals(digest, bundle(text).digest());
    }

    @Test
    void bundles_are_kept_up_to_a_limit_and_read_again_beyond_it() {
        PolicyBundle first = bundle("permit " + ANY + ";");
        for (int i = 1; i < 64; i++) {
            bundle("@id(\"p" + i + "\") permit " + ANY + ";");
        }
        assertSame(first, bundle("permit " + ANY + ";"));
        bundle("@id(\"one too many\") permit " + ANY + ";");
        assertNotSame(first, bundle("permit " + ANY + ";"));
    }

    @Test
    void a_folders_bundle_is_its_cedar_files_and_a_folder_without_any_is_refused(@TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("readme.txt"), "nothing");
        assertThrows(PolicyRefused.class, () -> PolicyPacks.directory(TestInstall.TENANT, folder));
        assertThrows(PolicyRefused.class, () -> PolicyPacks.directory(TestInstall.TENANT, folder.resolve("none")));
        Files.writeString(folder.resolve("p.cedar"), "permit " + ANY + ";");
        assertEquals(
                PolicyPacks.of(TestInstall.TENANT, Map.of("p.cedar", "permit " + ANY + ";")),
                PolicyPacks.directory(TestInstall.TENANT, folder));
    }

    private List<String> warned(String one, String other) {
        return bundle(asking("one", "legal", one) + asking("two", "finance", other))
                .warnings();
    }

    private static String asking(String id, String group, String rest) {
        return "@id(\"" + id + "\") @decision(\"require_approval\") @group(\"" + group + "\") permit " + rest + ";";
    }

    private static Facts facts() {
        return DefaultPackTest.facts(TrustLevel.UNKNOWN, List.of(), true);
    }

    private static Facts pinned(Facts f, PinState pin) {
        Facts.What w = f.what();
        Facts.What what = new Facts.What(
                w.door(),
                w.tool(),
                w.action(),
                w.resource(),
                w.capability(),
                w.declaredMutates(),
                w.catalogue(),
                pin,
                w.schemaHash(),
                w.authority(),
                w.ownGround(),
                w.actionHash(),
                w.actionHash2(),
                w.dispatchHash());
        return new Facts(f.who(), what, f.trust(), f.standing(), f.policyDigest(), f.timeMillis(), f.held());
    }

    private PolicyBundle bundle(String text) {
        return policies.bundle(PolicyPacks.of(TestInstall.TENANT, Map.of("p.cedar", text)));
    }
}
