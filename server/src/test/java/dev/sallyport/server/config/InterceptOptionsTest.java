package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.egress.rule.EgressRules;
import dev.sallyport.connect.egress.rule.HostPattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tunnels are opened. */
class InterceptOptionsTest {
    private static EgressRules rules(String more) {
        return SettingsFile.parse("s.yaml", "egress: {port: 1, " + more + "}")
                .outward()
                .egress()
                .orElseThrow()
                .rules();
    }

    @Test
    void no_tunnel_is_opened_unless_a_rule_says_so() {
        EgressRules rules = rules("allow: [{hosts: [a.example]}]");
        assertFalse(rules.openAny());
        assertEquals(List.of(), rules.closed());
        assertFalse(rules.rules().getFirst().supplied().opens());
    }

    @Test
    void a_rule_opens_and_hosts_are_excepted() {
        EgressRules rules = rules("tunnel: [b.example, '*.bank.example'], allow: [{hosts: ['*'], intercept: true}]");
        assertTrue(rules.openAny());
        assertEquals(
                List.of(
                        HostPattern.parse("b.example").orElseThrow(),
                        HostPattern.parse("*.bank.example").orElseThrow()),
                rules.closed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tunnel: ['b example'], allow: []",
                "allow: [{hosts: [a.example], intercept: maybe}]",
                "allow: [{hosts: [a.example], intercept: true, lift: [any_protocol]}]"
            })
    void what_can_not_be_meant_keeps_the_gateway_from_starting(String more) {
        assertThrows(BadConfig.class, () -> rules(more));
    }
}
