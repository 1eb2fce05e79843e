package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.effect.EffectPlan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How effects are compared. */
class EffectOptionsTest {
    private static final String HASH = "ab".repeat(32);

    private static EffectPlan plan(String text) {
        return SettingsFile.parse("s.yaml", text).outward().effects();
    }

    @Test
    void without_a_word_only_operators_report() {
        assertEquals(new EffectPlan(300_000, 30_000, Map.of()), plan(""));
        assertEquals(
                Map.of("hub", new EffectPlan.Service(new TenantId("default"), Optional.empty(), Set.of("hub"), 1)),
                plan("effects: {services: {hub: {}}}").services());
    }

    @Test
    void every_option_is_read() {
        assertEquals(
                new EffectPlan(
                        60_000,
                        1_000,
                        Map.of(
                                "hub",
                                new EffectPlan.Service(new TenantId("acme"), Optional.of(HASH), Set.of("a", "b"), 9))),
                plan("effects: {window: 1m, skew: 1s, services: {hub: {tenant: acme, token: " + HASH
                        + ", tools: [a, b], each: 9}}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{window: 0s}",
                "{skew: 2h}",
                "{services: {hub: {token: plain}}}",
                "{services: {'Hub x': {}}}",
                "{services: {hub: {each: 0}}}",
                "{services: {hub: {wish: 1}}}",
                "{services: {a: {token: HASH}, b: {token: HASH}}}"
            })
    void what_can_not_be_meant_keeps_the_gateway_from_starting(String text) {
        assertThrows(BadConfig.class, () -> plan("effects: " + text.replace("HASH", HASH)));
    }
}
