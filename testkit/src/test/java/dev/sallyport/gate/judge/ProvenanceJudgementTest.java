package dev.sallyport.gate.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.policy.PolicyPacks;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.provenance.assess.CallProvenance;
import dev.sallyport.provenance.assess.CallProvenance.Asked;
import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.source.OriginKind;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts with provenance: their form, and what the default pack makes of them. */
class ProvenanceJudgementTest {
    private static final PolicyBundle PACK =
            new CedarPolicies().bundle(PolicyPacks.defaultPack(new TenantId("default")));

    private static CallProvenance calm(Kind kind, Tier tier, Map<Role, Set<OriginKind>> origins) {
        return new CallProvenance(kind, tier, Asked.KIND, origins, false, false, false, true);
    }

    private static Judgement judge(Facts facts) {
        return Judge.judge(facts, PACK);
    }

    private static String decision(CallProvenance provenance) {
        return judge(facts().with(provenance)).decision().wire();
    }

    private static Facts facts() {
        return SampleFacts.clean().facts();
    }

    private static Facts under(TrustLevel stated, List<TrustLevel> session) {
        Facts f = facts();
        Facts.Trust trust = new Facts.Trust(stated, TrustLevel.TRUSTED_INTERNAL_SIGNED, session, List.of(), false);
        return new Facts(
                f.who(), f.what(), trust, f.standing(), f.policyDigest(), f.timeMillis(), f.held(), f.provenance());
    }

    @Test
    void facts_with_provenance_are_form_2_and_read_back_equal() {
        Facts facts = facts().with(new CallProvenance(
                Kind.MONEY,
                Tier.COMMIT,
                Asked.NAMED,
                Map.of(
                        Role.RECIPIENT,
                        EnumSet.of(OriginKind.USER, OriginKind.UNTRUSTED),
                        Role.AMOUNT,
                        EnumSet.of(OriginKind.GENERATED)),
                true,
                false,
                true,
                true));
        byte[] bytes = FactsCodec.bytes(facts);
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertTrue(text.contains("\"form\":\"sallyport-facts/2\""), text);
        assertTrue(text.contains("\"recipient\":[\"user\",\"untrusted\"]"), text);
        assertEquals(facts, FactsCodec.parse(bytes));
        assertEquals(
                "sallyport-facts/2",
                FactsCodec.toJson(facts).get("form") instanceof dev.sallyport.action.json.JsonString s
                        ? s.value()
                        : "");
    }

    @Test
    void facts_without_provenance_stay_form_1() {
        byte[] bytes = FactsCodec.bytes(facts());
        assertTrue(new String(bytes, StandardCharsets.UTF_8).contains("sallyport-facts/1"));
        assertEquals(facts(), FactsCodec.parse(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sallyport-facts/2;sallyport-facts/1",
                "\"untrusted\";\"unheard-of\"",
                "\"recipient\";\"reciever\"",
                "[\"untrusted\"];[]",
            })
    void a_form_that_does_not_fit_is_refused(String part, String wrong) {
        CallProvenance provenance =
                calm(Kind.MONEY, Tier.COMMIT, Map.of(Role.RECIPIENT, EnumSet.of(OriginKind.UNTRUSTED)));
        String text = new String(FactsCodec.bytes(facts().with(provenance)), StandardCharsets.UTF_8);
        byte[] broken = text.replace(part, wrong).getBytes(StandardCharsets.UTF_8);
        assertThrows(RuntimeException.class, () -> FactsCodec.parse(broken));
    }

    @ParameterizedTest
    @CsvSource({
        "MONEY, COMMIT, RECIPIENT, KNOWN, NAMED",
        "MONEY, COMMIT, ACCOUNT, OWN, RECORD",
        "MESSAGE, OUTWARD, RECIPIENT, RECORD, LISTED",
        "MESSAGE, INTERNAL, RECIPIENT, LISTED, GENERATED",
        "RECORD, INTERNAL, ACCOUNT, KNOWN, NAMED",
        "CREDENTIAL, COMMIT, CREDENTIAL, RECORD, UNTRUSTED",
        "NONE, READ_OUT, URL, HOST, LISTED",
        "FILE, LOCAL, PATH, WITHIN, GENERATED",
        "COMMAND, COMMIT, COMMAND, WITHIN, GENERATED",
        "ACCESS, OUTWARD, PERMISSION, GENERATED, EVICTED",
        "ACCESS, OUTWARD, VISIBILITY, GENERATED, MIXED",
        "MESSAGE, INTERNAL, PLACE, LISTED, CONTESTED",
        "MESSAGE, OUTWARD, SELECTOR, LISTED, UNTRUSTED",
        "RECORD, INTERNAL, SELECTOR, UNTRUSTED, MIXED",
        "REMOVAL, COMMIT, SELECTOR, LISTED, GENERATED",
        "REMOVAL, COMMIT, PLACE, LISTED, CONTESTED",
        "PURCHASE, LOCAL, SELECTOR, GENERATED, CONTESTED",
        "REMOVAL, COMMIT, SELECTOR, LISTED, LED",
        "RECORD, LOCAL, TITLE, GENERATED, UNTRUSTED",
    })
    void each_role_has_the_origins_that_are_enough_and_the_next_is_not(
            Kind kind, Tier tier, Role role, OriginKind enough, OriginKind tooWeak) {
        assertEquals("allow", decision(calm(kind, tier, Map.of(role, EnumSet.of(enough)))));
        assertEquals("require_approval", decision(calm(kind, tier, Map.of(role, EnumSet.of(tooWeak)))));
        assertEquals(
                "require_approval", decision(calm(kind, tier, Map.of(role, EnumSet.of(OriginKind.USER, tooWeak)))));
        assertEquals("require_approval", decision(calm(kind, tier, Map.of(role, EnumSet.of(OriginKind.EVICTED)))));
    }

    @Test
    void an_unasked_act_is_held_once_a_stranger_spoke() {
        CallProvenance unasked =
                new CallProvenance(Kind.RECORD, Tier.LOCAL, Asked.NONE, Map.of(), false, false, false, true);
        assertEquals("require_approval", decision(unasked));
        assertEquals(
                List.of("provenance.unasked", "provenance.vouched"),
                judge(facts().with(unasked)).policies());
        assertEquals(
                "allow",
                decision(
                        new CallProvenance(Kind.RECORD, Tier.LOCAL, Asked.NONE, Map.of(), false, false, false, false)));
        assertEquals(
                "allow",
                decision(new CallProvenance(Kind.FILE, Tier.LOCAL, Asked.NONE, Map.of(), false, false, false, true)));
    }

    @Test
    void a_strangers_link_and_a_secret_are_held_on_their_way_out_only() {
        for (Tier tier : Tier.values()) {
            boolean out = tier.compareTo(Tier.INTERNAL) >= 0;
            assertEquals(
                    out ? "require_approval" : "allow",
                    decision(new CallProvenance(Kind.FILE, tier, Asked.KIND, Map.of(), true, false, false, true)));
            // An address can carry a secret by being asked.
            assertEquals(
                    out || tier == Tier.READ_OUT ? "require_approval" : "allow",
                    decision(new CallProvenance(Kind.FILE, tier, Asked.KIND, Map.of(), false, true, false, true)));
        }
    }

    @Test
    void an_entry_of_the_users_own_with_guests_reaches_others() {
        Map<Role, Set<OriginKind>> guests = Map.of(Role.RECIPIENT, EnumSet.of(OriginKind.USER));
        assertEquals(
                "require_approval",
                decision(new CallProvenance(Kind.RECORD, Tier.LOCAL, Asked.KIND, guests, true, false, false, true)));
        assertEquals(
                "allow",
                decision(new CallProvenance(Kind.RECORD, Tier.LOCAL, Asked.KIND, Map.of(), true, false, false, true)));
    }

    @Test
    void a_path_or_a_command_the_agent_made_is_its_own_until_a_stranger_spoke() {
        for (Role role : List.of(Role.PATH, Role.COMMAND)) {
            Map<Role, Set<OriginKind>> made = Map.of(role, EnumSet.of(OriginKind.GENERATED));
            assertEquals(
                    "allow",
                    decision(new CallProvenance(Kind.FILE, Tier.LOCAL, Asked.KIND, made, false, false, false, false)));
            assertEquals(
                    "require_approval",
                    decision(new CallProvenance(Kind.FILE, Tier.LOCAL, Asked.KIND, made, false, false, false, true)));
        }
    }

    @Test
    void private_data_a_stranger_and_a_way_out_need_a_person() {
        assertEquals(
                "require_approval",
                decision(new CallProvenance(
                        Kind.MESSAGE, Tier.OUTWARD, Asked.KIND, Map.of(), false, false, true, true)));
        assertEquals(
                "allow",
                decision(new CallProvenance(
                        Kind.MESSAGE, Tier.OUTWARD, Asked.NAMED, Map.of(), false, false, true, true)));
        assertEquals(
                "allow",
                decision(new CallProvenance(
                        Kind.MESSAGE, Tier.OUTWARD, Asked.KIND, Map.of(), false, false, true, false)));
    }

    @Test
    void provenance_takes_the_place_of_the_session_wide_level_and_not_of_malice() {
        CallProvenance vouched = calm(Kind.MESSAGE, Tier.OUTWARD, Map.of(Role.RECIPIENT, EnumSet.of(OriginKind.USER)));
        TrustLevel own = TrustLevel.TRUSTED_INTERNAL_UNSIGNED;
        Facts read = under(own, List.of(TrustLevel.UNTRUSTED_EXTERNAL));
        assertEquals("deny", judge(read).decision().wire());
        assertEquals("allow", judge(read.with(vouched)).decision().wire());
        assertEquals(
                "deny",
                judge(under(own, List.of(TrustLevel.MALICIOUS_SUSPECTED)).with(vouched))
                        .decision()
                        .wire());
    }

    @ParameterizedTest
    @EnumSource(TrustLevel.class)
    void a_caller_that_states_a_doubtful_influence_gains_nothing_by_provenance(TrustLevel stated) {
        CallProvenance vouched = calm(Kind.MESSAGE, Tier.OUTWARD, Map.of(Role.RECIPIENT, EnumSet.of(OriginKind.USER)));
        Facts with = under(stated, List.of()).with(vouched);
        boolean doubtful = EnumSet.of(
                        TrustLevel.SEMI_TRUSTED_CUSTOMER, TrustLevel.UNTRUSTED_EXTERNAL, TrustLevel.MALICIOUS_SUSPECTED)
                .contains(stated);
        assertEquals(doubtful, with.assessed().isEmpty());
        if (doubtful) {
            assertEquals(judge(under(stated, List.of())).decision(), judge(with).decision());
            assertFalse(judge(with).decision().wire().equals("allow"));
        }
    }
}
