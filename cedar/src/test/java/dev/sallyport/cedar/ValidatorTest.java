package dev.sallyport.cedar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cedar.data.EntitiesJson;
import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.validation.Finding;
import dev.sallyport.cedar.validation.Mode;
import dev.sallyport.cedar.validation.Validator;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.RecordValue;
import dev.sallyport.cedar.value.Request;
import dev.sallyport.cedar.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ValidatorTest {

    @Test
    void an_optional_attribute_may_be_read_only_where_it_was_asked_for() {
        assertEquals("", strict("principal is User && principal has opt && principal.opt == \"x\""));
        assertEquals("", strict("principal is User && (if principal has opt then principal.opt == \"x\" else false)"));
        assertTrue(strict("principal is User && principal.opt == \"x\"").contains("is optional; ask `has` first"));
        assertTrue(strict("principal is User && (principal has opt || principal.opt == \"x\")")
                .contains("optional"));
        assertTrue(strict("principal is User && !(principal has opt) && principal.opt == \"\"")
                .contains("optional"));
    }

    @Test
    void what_was_asked_in_one_clause_is_known_in_the_next() {
        assertEquals(
                "",
                check(
                        "permit(principal is User, action, resource) when { principal has opt } when { principal.opt == \"\" };"));
        assertTrue(check(
                        "permit(principal is User, action, resource) unless { principal has opt } when { principal.opt == \"\" };")
                .contains("optional"));
    }

    @Test
    void a_tag_may_be_read_only_where_it_was_asked_for() {
        assertEquals("", strict("principal is User && principal.hasTag(\"k\") && principal.getTag(\"k\") == \"v\""));
        assertTrue(
                strict("principal is User && principal.getTag(\"k\") == \"v\"").contains("ask `hasTag` first"));
        assertTrue(
                strict("principal is Plain && principal.getTag(\"k\") == \"v\"").contains("have no tags"));
    }

    @Test
    void a_part_that_is_never_reached_is_not_checked() {
        assertEquals("", strict("principal is User && resource is User && resource.nope == 1"));
        assertEquals("", strict("action == Action::\"remove\" && resource is Color || action in Action::\"all\""));
    }

    @Test
    void names_must_be_declared_even_where_they_are_never_reached() {
        assertTrue(strict("false && principal == Nope::\"x\"").contains("entity type `Nope` is not declared"));
        assertTrue(strict("false && action == Action::\"nope\"").contains("action Action::\"nope\" is not declared"));
        assertTrue(
                strict("false && context.n == 1 && resource == Color::\"blue\"").contains("not one of the entities"));
        assertTrue(check("permit(principal is Nope, action, resource);").contains("`Nope` is not declared"));
    }

    @Test
    void a_head_that_no_declared_action_fits_is_found() {
        assertTrue(check("permit(principal is Group, action, resource);").contains("no declared action applies"));
        assertTrue(check("permit(principal, action in [], resource);").contains("no declared action applies"));
        assertTrue(check("permit(principal is Plain, action == Action::\"remove\", resource);")
                .contains("no declared"));
        assertEquals(
                "", check("permit(principal in Group::\"g\", action in Action::\"all\", resource in Doc::\"d\");"));
    }

    @Test
    void strict_checking_asks_for_equal_types_and_permissive_checking_does_not() {
        assertTrue(strict("[1].contains(\"a\")").contains("are not compatible"));
        assertEquals("", permissive("[1].contains(\"a\")"));
        assertTrue(strict("[].isEmpty()").contains("empty set"));
        assertEquals("", permissive("[].isEmpty()"));
        assertTrue(strict("[{a: 1}, {b: 1}].isEmpty()").contains("are not compatible"));
        assertEquals("", permissive("[{a: 1}, {b: 1}].isEmpty()"));
        assertTrue(strict("ip(if true then \"::1\" else \"::2\").isIpv6()").contains("takes a string literal"));
        assertEquals("", permissive("ip(if true then \"::1\" else \"::2\").isIpv6()"));
    }

    @Test
    void a_constructors_text_is_checked_in_both_modes() {
        assertTrue(strict("ip(\"300.1.1.1\").isIpv4()").contains("is not a valid ip text"));
        assertTrue(permissive("duration(\"1h1d\") == duration(\"1h\")").contains("is not a valid duration text"));
    }

    @Test
    void a_finding_says_where_it_is() {
        PolicySet set = PolicySet.parse(
                "permit(principal, action == Action::\"view\", resource)\nwhen { 1 == 1 &&\n  context.n < \"a\" };",
                "p.cedar");
        List<Finding> findings = new ArrayList<>(Validator.validate(World.SCHEMA, set.policies(), Mode.STRICT));
        assertEquals(
                "p.cedar:3:15: policy `policy0`: expected type Long, found String",
                findings.getFirst().toString());
    }

    @Test
    void templates_are_checked_before_they_are_linked() {
        PolicySet good = PolicySet.parse("permit(principal in ?principal, action, resource == ?resource);", "t");
        assertEquals(List.of(), Validator.validate(World.SCHEMA, good.templates(), Mode.STRICT));
        PolicySet bad = PolicySet.parse("permit(principal in ?principal, action, resource) when { 1 < true };", "t");
        assertEquals(
                1,
                Validator.validate(World.SCHEMA, bad.templates(), Mode.STRICT).size());
    }

    private static String strict(String condition) {
        return findings("permit(principal, action, resource) when { " + condition + " };", Mode.STRICT);
    }

    private static String permissive(String condition) {
        return findings("permit(principal, action, resource) when { " + condition + " };", Mode.PERMISSIVE);
    }

    private static String check(String policy) {
        return findings(policy, Mode.STRICT);
    }

    private static String findings(String text, Mode mode) {
        List<Finding> findings =
                Validator.validate(World.SCHEMA, PolicySet.parse(text, "t").policies(), mode);
        return String.join("\n", findings.stream().map(Finding::message).toList());
    }

    @Test
    void a_request_must_fit_its_action() {
        assertEquals(List.of(), Validator.validateRequest(World.SCHEMA, World.REQUEST));
        Map<String, String> wrong = Map.of(
                "missing", "context: attribute `n` is missing",
                "extra", "context: attribute `zzz` is not declared",
                "type", "context.n: expected Long, found string",
                "reference", "context.u: expected User, found entity of type `Doc`",
                "choice", "context.c: Color::\"blue\" is not one of the entities its type enumerates");
        wrong.forEach((what, problem) ->
                assertEquals(List.of(problem), Validator.validateRequest(World.SCHEMA, request(context(what))), what));
    }

    private static RecordValue context(String what) {
        java.util.Map<String, Value> fields =
                new java.util.HashMap<>(World.REQUEST.context().fields());
        switch (what) {
            case "missing" -> fields.remove("n");
            case "extra" -> fields.put("zzz", Value.of(1));
            case "type" -> fields.put("n", Value.of("5"));
            case "reference" -> fields.put("u", Value.entity("Doc", "d"));
            default -> fields.put("c", Value.entity("Color", "blue"));
        }
        return Value.record(fields);
    }

    private static Request request(RecordValue context) {
        return new Request(World.REQUEST.principal(), World.REQUEST.action(), World.REQUEST.resource(), context);
    }

    @Test
    void a_request_for_an_unknown_action_or_the_wrong_ends_is_found() {
        EntityUid group = new EntityUid("Group", "g");
        Request unknown = new Request(group, new EntityUid("Action", "nope"), group, RecordValue.EMPTY);
        assertEquals(
                List.of("action Action::\"nope\" is not declared"), Validator.validateRequest(World.SCHEMA, unknown));
        Request wrong = new Request(group, World.REQUEST.action(), World.REQUEST.resource(), World.REQUEST.context());
        assertTrue(Validator.validateRequest(World.SCHEMA, wrong).getFirst().contains("does not apply to its type"));
    }

    @Test
    void entities_must_fit_their_types() {
        assertEquals(List.of(), Validator.validateEntities(World.SCHEMA, World.ENTITIES));
        assertTrue(problems("{\"uid\": {\"type\": \"Nope\", \"id\": \"\"}}").contains("`Nope` is not declared"));
        assertTrue(problems("{\"uid\": {\"type\": \"Plain\", \"id\": \"\"}, \"attrs\": {\"a\": 1}}")
                .contains("not declared"));
        assertTrue(problems("{\"uid\": {\"type\": \"Plain\", \"id\": \"\"}, \"tags\": {\"a\": 1}}")
                .contains("has no tags"));
        assertTrue(
                problems("{\"uid\": {\"type\": \"Color\", \"id\": \"blue\"}}").contains("enumerates"));
        assertTrue(problems(
                        "{\"uid\": {\"type\": \"Plain\", \"id\": \"\"}, \"parents\": [{\"type\": \"Group\", \"id\": \"g\"}]}")
                .contains("may not be in `Group`"));
        assertTrue(problems("{\"uid\": {\"type\": \"Action\", \"id\": \"view\"}}")
                .contains("differs from its declaration"));
        assertTrue(
                problems("{\"uid\": {\"type\": \"Action\", \"id\": \"nope\"}}").contains("is not declared"));
    }

    private static String problems(String entity) {
        return Validator.validateEntities(World.SCHEMA, EntitiesJson.parse("[" + entity + "]"))
                .toString();
    }

    @Test
    void both_schema_syntaxes_say_the_same() {
        Schema human = Schema.parse(
                "namespace N { type T = {a: Long, b?: Set<String>}; entity G; entity U in [G] = {t: T} tags Bool;"
                        + "entity E enum [\"x\"]; action top; action v in [top] appliesTo"
                        + " {principal: [U], resource: [G], context: {t: T, ip: ipaddr, e?: E}}; }",
                "s");
        Schema json = Schema.parseJson(
                "{\"N\": {\"commonTypes\": {\"T\": {\"type\": \"Record\", \"attributes\": {"
                        + "\"a\": {\"type\": \"Long\"}, \"b\": {\"type\": \"Set\", \"element\": {\"type\": \"String\"}, \"required\": false}}}},"
                        + "\"entityTypes\": {\"G\": {}, \"U\": {\"memberOfTypes\": [\"G\"], \"shape\": {\"type\": \"Record\", \"attributes\": {\"t\": {\"type\": \"T\"}}}, \"tags\": {\"type\": \"Boolean\"}},"
                        + "\"E\": {\"enum\": [\"x\"]}},"
                        + "\"actions\": {\"top\": {}, \"v\": {\"memberOf\": [{\"id\": \"top\"}], \"appliesTo\": {\"principalTypes\": [\"U\"],"
                        + "\"resourceTypes\": [\"N::G\"], \"context\": {\"type\": \"Record\", \"attributes\": {\"t\": {\"type\": \"T\"},"
                        + "\"ip\": {\"type\": \"Extension\", \"name\": \"ipaddr\"}, \"e\": {\"type\": \"Entity\", \"name\": \"E\", \"required\": false}}}}}}}}");
        assertEquals(List.copyOf(human.entityTypes()), List.copyOf(json.entityTypes()));
        assertEquals(java.util.Set.copyOf(human.actions()), java.util.Set.copyOf(json.actions()));
    }

    @Test
    void wrong_schemas_are_refused_with_a_reason() {
        Map<String, String> wrong = Map.of(
                "entity A in [B];",
                "cedar.schema.unknown",
                "type T = {t: T};",
                "cedar.schema.cycle",
                "action a in [b]; action b in [a];",
                "cedar.schema.cycle",
                "entity A; namespace N { entity A; }",
                "cedar.schema.shadow",
                "type T = Long; entity A; action a appliesTo {principal: A, resource: A, context: T};",
                "cedar.schema.context");
        wrong.forEach((text, code) -> assertEquals(
                code,
                assertThrows(CedarDataError.class, () -> Schema.parse(text, "s"), text)
                        .code(),
                text));
    }
}
