package dev.sallyport.gate.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {

    @ParameterizedTest
    @CsvSource({
        "true, READS, false, MUTATES",
        "false, MUTATES, false, MUTATES",
        "false, , false, MUTATES",
        "false, READS, true, MUTATES",
        "false, READS, false, READS",
    })
    void a_call_mutates_if_anything_says_so(boolean declared, Effect catalogue, boolean authority, Effect effect) {
        assertEquals(
                effect,
                what(Door.API, declared, Optional.ofNullable(catalogue), authority)
                        .effect());
    }

    @ParameterizedTest
    @CsvSource({
        "API, false, MUTATES, true",
        "HOOK, false, MUTATES, true",
        "MCP, false, MUTATES, false",
        "API, true, MUTATES, false",
        "API, false, READS, false",
        "API, false, , false",
    })
    void a_mismatch_is_a_change_called_a_read_by_somebody_else_who_runs_it(
            Door door, boolean declared, Effect catalogue, boolean mismatch) {
        assertEquals(
                mismatch,
                what(door, declared, Optional.ofNullable(catalogue), false).effectMismatch());
    }

    @Test
    void a_claim_above_the_ceiling_is_lowered_and_an_unknown_one_does_not_hide_the_ceiling() {
        assertEquals(
                Set.of(TrustLevel.SEMI_TRUSTED_CUSTOMER),
                trust(TrustLevel.TRUSTED_INTERNAL_SIGNED, TrustLevel.SEMI_TRUSTED_CUSTOMER)
                        .influences());
        assertEquals(
                Set.of(TrustLevel.UNKNOWN, TrustLevel.UNTRUSTED_EXTERNAL),
                trust(TrustLevel.UNKNOWN, TrustLevel.UNTRUSTED_EXTERNAL).influences());
        assertEquals(
                Set.of(TrustLevel.TRUSTED_INTERNAL_UNSIGNED, TrustLevel.UNTRUSTED_EXTERNAL),
                trust(
                                TrustLevel.TRUSTED_INTERNAL_UNSIGNED,
                                TrustLevel.TRUSTED_INTERNAL_SIGNED,
                                TrustLevel.UNTRUSTED_EXTERNAL)
                        .influences());
    }

    @Test
    void the_weightiest_influence_is_the_most_hostile_and_unknown_weighs_less() {
        TrustLevel signed = TrustLevel.TRUSTED_INTERNAL_SIGNED;
        assertEquals(signed, trust(signed, signed).weightiest());
        assertEquals(
                TrustLevel.UNKNOWN, trust(signed, signed, TrustLevel.UNKNOWN).weightiest());
        assertEquals(
                TrustLevel.UNTRUSTED_EXTERNAL,
                trust(TrustLevel.UNKNOWN, signed, TrustLevel.UNTRUSTED_EXTERNAL).weightiest());
        assertEquals(
                TrustLevel.MALICIOUS_SUSPECTED,
                trust(signed, signed, TrustLevel.UNTRUSTED_EXTERNAL, TrustLevel.MALICIOUS_SUSPECTED)
                        .weightiest());
    }

    private static Facts.Trust trust(TrustLevel stated, TrustLevel ceiling, TrustLevel... session) {
        return new Facts.Trust(stated, ceiling, List.of(session), List.of(), false);
    }

    private static Facts.What what(Door door, boolean declared, Optional<Effect> catalogue, boolean authority) {
        return new Facts.What(
                door,
                "desk",
                "send",
                Optional.empty(),
                Capability.WRITE,
                declared,
                catalogue,
                PinState.CATALOGUED,
                Optional.empty(),
                authority,
                false,
                "a".repeat(64),
                "b".repeat(64),
                Optional.empty());
    }
}
