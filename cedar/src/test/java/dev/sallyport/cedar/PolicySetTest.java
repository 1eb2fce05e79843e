package dev.sallyport.cedar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.error.CedarSyntaxError;
import dev.sallyport.cedar.error.Position;
import dev.sallyport.cedar.syntax.Expr;
import dev.sallyport.cedar.syntax.ExprText;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.syntax.PolicyId;
import dev.sallyport.cedar.syntax.Scope;
import dev.sallyport.cedar.value.EntityUid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PolicySetTest {

    private static final String TEMPLATE = "permit(principal in ?principal, action, resource == ?resource);";

    @Test
    void annotations_stay_with_their_policy() {
        Policy policy = PolicySet.parse(
                        "@decision(\"require_approval\") @grantable permit(principal, action, resource);", "p")
                .policies()
                .iterator()
                .next();
        assertEquals("require_approval", policy.annotation("decision").orElseThrow());
        assertEquals("", policy.annotation("grantable").orElseThrow());
        assertTrue(policy.annotation("other").isEmpty());
    }

    @Test
    void policies_are_counted_over_all_texts_or_named_by_annotation_and_file() {
        PolicySet counted = PolicySet.builder()
                .add("permit(principal, action, resource); forbid(principal, action, resource);", "a")
                .add("permit(principal, action, resource);", "b")
                .build();
        assertEquals("[policy0, policy1, policy2]", counted.ids().toString());
        PolicySet named = PolicySet.builder()
                .addNamed(
                        "@id(\"base\") permit(principal, action, resource); permit(principal, action, resource);", "a")
                .addNamed("permit(principal, action, resource);", "b")
                .build();
        assertEquals("[base, a#1, b#0]", named.ids().toString());
    }

    @Test
    void a_name_taken_twice_is_refused() {
        String text = "@id(\"x\") permit(principal, action, resource);";
        PolicySet.Builder builder = PolicySet.builder().addNamed(text, "a");
        assertThrows(CedarDataError.class, () -> builder.addNamed(text, "b"));
    }

    @Test
    void a_template_decides_nothing_until_it_is_linked() {
        PolicySet.Builder builder = PolicySet.builder().add(TEMPLATE, "t");
        PolicySet unlinked = builder.build();
        assertEquals(0, unlinked.size());
        assertEquals(1, unlinked.templates().size());
        PolicySet linked = builder.link(
                        new PolicyId("policy0"),
                        new PolicyId("link"),
                        Map.of(
                                Scope.Slot.PRINCIPAL, new EntityUid("Group", "h"),
                                Scope.Slot.RESOURCE, new EntityUid("Doc", "d")))
                .build();
        Answer answer = Authorizer.isAuthorized(World.REQUEST, linked, World.ENTITIES);
        assertEquals("ALLOW [link]", answer.decision() + " " + answer.reason());
    }

    @Test
    void a_link_fills_exactly_the_slots_of_its_template() {
        PolicySet.Builder builder = PolicySet.builder().add(TEMPLATE, "t");
        Map<Scope.Slot, EntityUid> half = Map.of(Scope.Slot.PRINCIPAL, new EntityUid("Group", "h"));
        assertThrows(CedarDataError.class, () -> builder.link(new PolicyId("policy0"), new PolicyId("link"), half));
        assertThrows(CedarDataError.class, () -> builder.link(new PolicyId("nope"), new PolicyId("link"), half));
    }

    @Test
    void a_syntax_error_names_file_line_column_and_byte_offset() {
        CedarSyntaxError error = assertThrows(
                CedarSyntaxError.class,
                () -> PolicySet.parse(
                        "// \u00e9\ud83d\ude00\npermit(principal, action, resource)\nwhen { 1 + };", "a.cedar"));
        assertEquals(new Position("a.cedar", 3, 12, 57), error.position());
        assertEquals("a.cedar:3:12: expected an expression, found `}`", error.getMessage());
        assertEquals("cedar.syntax", error.code());
    }

    @Test
    void common_mistakes_are_explained() {
        assertEquals("operator `/` does not exist in Cedar", reason("1 / 2 == 1"));
        assertEquals("comparisons do not chain; use parentheses", reason("1 < 2 < 3"));
        assertEquals("unknown variable `user`", reason("user == principal"));
        assertEquals("`if` is a reserved word", reason("principal.if"));
        assertEquals("there is no function or method `matches`", reason("principal.name.matches(\"x\")"));
        assertEquals("`ip` is a function, not a method", reason("\"1.1.1.1\".ip()"));
        assertEquals("method `contains` takes 1 arguments, not 2", reason("[1].contains(1, 2)"));
        assertEquals("integer `9223372036854775808` does not fit into 64 bits", reason("9223372036854775808 == 1"));
        assertEquals("a slot may only stand in the head of a policy", reason("principal == ?principal"));
        assertEquals("the record has the key `a` twice", reason("{a: 1, \"a\": 2} == {}"));
        assertEquals("the string does not end", reason("\"abc"));
        assertEquals("unknown escape `\\q`", reason("\"\\q\" == \"\""));
        assertEquals("unexpected character `'`", reason("'a' == 1"));
    }

    private static String reason(String condition) {
        return assertThrows(
                        CedarSyntaxError.class,
                        () -> PolicySet.parse("permit(principal, action, resource) when { " + condition + " };", "t"))
                .reason();
    }

    @Test
    void printed_expressions_read_back_as_the_same_expression() {
        RandomPolicies random = new RandomPolicies(99);
        for (int i = 0; i < 2_000; i++) {
            String printed =
                    ExprText.of(condition("permit(principal, action, resource) when { " + random.bool(4) + " };"));
            String again = ExprText.of(condition("permit(principal, action, resource) when { " + printed + " };"));
            assertEquals(printed, again, "seed 99");
        }
    }

    @Test
    void a_negated_literal_and_a_negative_one_are_printed_apart() {
        assertEquals("(-(1))", ExprText.of(condition("permit(principal, action, resource) when { -(1) };")));
        assertEquals("(-1)", ExprText.of(condition("permit(principal, action, resource) when { -1 };")));
        assertEquals("(-1[\"a\"])", ExprText.of(condition("permit(principal, action, resource) when { -1[\"a\"] };")));
        assertEquals("(-(0))", ExprText.of(condition("permit(principal, action, resource) when { -(0) };")));
    }

    private static Expr condition(String text) {
        return List.copyOf(PolicySet.parse(text, "t").policies())
                .getFirst()
                .conditions()
                .getFirst()
                .body();
    }
}
