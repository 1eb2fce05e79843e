package dev.sallyport.cedar;

import static dev.sallyport.cedar.World.eval;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What expressions mean, one story per part of the language. */
final class LanguageTest {

    @Test
    void connectives_stop_at_the_first_operand_that_decides() {
        assertEquals("true", eval("true || 1"));
        assertEquals("false", eval("false && 1"));
        assertEquals("error: type error: expected bool, found long", eval("true && 1"));
        assertEquals("error: type error: expected bool, found long", eval("1 || true"));
        assertEquals("error: type error: expected bool, found string", eval("!principal.name"));
    }

    @Test
    void a_choice_evaluates_only_the_branch_taken() {
        assertEquals("true", eval("if principal.flag then true else context.missing"));
        assertEquals(
                "error: the record has no attribute `missing`",
                eval("if !principal.flag then true else context.missing"));
        assertEquals("error: type error: expected bool, found long", eval("if 1 then true else true"));
    }

    @Test
    void arithmetic_is_exact_on_64_bits_and_overflow_is_an_error() {
        assertEquals("true", eval("1 + 2 * 3 - 4 == 3"));
        assertEquals("true", eval("-9223372036854775808 < 9223372036854775807"));
        assertEquals(
                "error: integer overflow in 9223372036854775807 + 5", eval("9223372036854775807 + context.n == 0"));
        assertEquals("error: integer overflow in -(-9223372036854775808)", eval("-(-9223372036854775808) == 0"));
        assertEquals(
                "error: integer overflow in 5 * 9223372036854775807", eval("context.n * 9223372036854775807 == 0"));
    }

    @Test
    void equality_holds_between_any_values_and_never_across_types() {
        assertEquals("false", eval("1 == \"1\""));
        assertEquals("true", eval("[1, 2, 2] == [2, 1]"));
        assertEquals("true", eval("{a: [1], b: {c: principal}} == {b: {c: User::\"a\"}, a: [1, 1]}"));
        assertEquals("true", eval("principal != resource"));
    }

    @Test
    void ordering_takes_integers_datetimes_and_durations_but_no_mixture() {
        assertEquals("true", eval("context.n >= 5 && context.n <= 5 && context.n > 4 && context.n < 6"));
        assertEquals("true", eval("duration(\"1h\") > duration(\"59m\")"));
        assertEquals(
                "error: type error: expected duration, found datetime",
                eval("duration(\"1h\") < datetime(\"2024-01-01\")"));
        assertEquals("error: type error: expected long, found string", eval("\"a\" < \"b\""));
    }

    @Test
    void membership_follows_the_hierarchy_over_any_number_of_steps() {
        assertEquals("true", eval("principal in principal && principal in Group::\"g\" && principal in Group::\"h\""));
        assertEquals("true", eval("principal in [Group::\"none\", Group::\"h\"]"));
        assertEquals("false", eval("principal in Group::\"none\" || principal in []"));
        assertEquals("true", eval("action in Action::\"all\""));
        assertEquals("true", eval("User::\"nobody\" in User::\"nobody\""));
        assertEquals("error: type error: expected an entity, found long", eval("principal in [Group::\"h\", 1]"));
    }

    @Test
    void attributes_are_read_from_records_and_entities_and_asked_for_with_has() {
        assertEquals("true", eval("principal.nested.a == 1 && principal[\"nested\"][\"a\"] == 1"));
        assertEquals("true", eval("principal has name && !(principal has opt) && {\"a b\": 1} has \"a b\""));
        assertEquals("false", eval("User::\"nobody\" has name"));
        assertEquals("error: User::\"a\" has no attribute `opt`", eval("principal.opt == \"\""));
        assertEquals("error: entity User::\"nobody\" does not exist", eval("User::\"nobody\".name == \"\""));
        assertEquals("error: type error: expected record or entity, found long", eval("context.n has a"));
    }

    @Test
    void extended_has_asks_for_every_step_of_a_path() {
        assertEquals("true", eval("principal has nested.a"));
        assertEquals("false", eval("principal has nested.b || principal has nope.a.b.c"));
        assertEquals("true", eval("context has u.nested.a"));
    }

    @Test
    void tags_are_asked_for_and_read_by_computed_names() {
        assertEquals("true", eval("principal.hasTag(\"k\") && principal.getTag(\"k\") == \"v\""));
        assertEquals("false", eval("principal.hasTag(principal.name) || User::\"nobody\".hasTag(\"k\")"));
        assertEquals("error: User::\"a\" has no tag `z`", eval("principal.getTag(\"z\") == \"\""));
        assertEquals("error: type error: expected string, found long", eval("principal.hasTag(1)"));
    }

    @Test
    void like_matches_the_whole_string_with_stars_and_escaped_stars() {
        assertEquals("true", eval("\"abcabd\" like \"*ab*d\" && \"\" like \"*\" && \"x\" like \"x\""));
        assertEquals("true", eval("\"a*b\" like \"a\\*b\""));
        assertEquals("false", eval("\"axb\" like \"a\\*b\" || \"abc\" like \"ab\" || \"abc\" like \"bc\""));
        assertEquals("true", eval("\"\u00e9\ud83d\ude00!\" like \"\\u{e9}\\u{1F600}*\""));
        assertEquals("error: type error: expected string, found long", eval("context.n like \"*\""));
    }

    @Test
    void like_stays_fast_on_patterns_made_to_backtrack() {
        String text = "a".repeat(5_000);
        assertEquals("false", eval("\"" + text + "\" like \"" + "*a".repeat(1_000) + "*b\""));
    }

    @Test
    void is_tells_the_type_of_an_entity_and_may_ask_for_membership_too() {
        assertEquals("true", eval("principal is User && principal is User in Group::\"h\""));
        assertEquals("false", eval("principal is Plain || principal is User in Group::\"none\""));
        assertEquals("error: type error: expected an entity, found long", eval("context.n is User"));
    }

    @Test
    void sets_are_asked_for_elements_subsets_overlap_and_emptiness() {
        assertEquals("true", eval("resource.labels.contains(\"x\") && !resource.labels.contains(1)"));
        assertEquals("true", eval("resource.labels.containsAll([\"x\"]) && resource.labels.containsAll([])"));
        assertEquals("true", eval("resource.labels.containsAny([\"z\", \"y\"]) && !resource.labels.containsAny([])"));
        assertEquals("true", eval("[].isEmpty() && !resource.labels.isEmpty()"));
        assertEquals(
                "true",
                eval("[1,2,3,4,5,6,7,8,9,10,11].containsAll([11, 1]) && ![1,2,3,4,5,6,7,8,9,10,11].contains(12)"));
        assertEquals("error: type error: expected set, found long", eval("context.n.contains(1)"));
        assertEquals("error: type error: expected set, found string", eval("resource.labels.containsAll(\"x\")"));
    }

    @Test
    void an_error_skips_its_policy_and_is_reported_beside_the_decision() {
        Answer answer = World.ask("permit(principal, action, resource);"
                + "forbid(principal, action, resource) when { context.label == 1 };");
        assertTrue(answer.isAllowed());
        assertEquals("[policy0]", answer.reason().toString());
        assertEquals("policy1", answer.errors().getFirst().policy().value());
    }

    @Test
    void a_forbid_overrides_every_permit_and_is_the_reason() {
        Answer answer = World.ask("permit(principal, action, resource);"
                + "forbid(principal, action, resource) unless { context.n == 6 };"
                + "forbid(principal in Group::\"h\", action, resource);");
        assertEquals("DENY [policy1, policy2]", answer.decision() + " " + answer.reason());
    }

    @Test
    void no_policy_at_all_denies_without_a_reason() {
        assertEquals("DENY []", World.ask("").decision() + " " + World.ask("").reason());
    }
}
