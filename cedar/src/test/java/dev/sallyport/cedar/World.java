package dev.sallyport.cedar;

import dev.sallyport.cedar.data.EntitiesJson;
import dev.sallyport.cedar.data.EntityText;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.value.Entities;
import dev.sallyport.cedar.value.Request;
import dev.sallyport.cedar.value.Value;
import java.util.List;
import java.util.Map;

/** A small schema with entities and a request, used by many tests. */
final class World {

    static final String SCHEMA_TEXT = """
            entity Group in [Group] = { owner?: User };
            entity User in [Group] = {
              name: String, age: Long, opt?: String, nested: { a: Long, b?: String }, ips?: Set<ipaddr>, flag: Bool,
              friend?: User, when?: datetime
            } tags String;
            entity Doc in [Doc] = { owner: User, labels: Set<String>, d?: decimal } tags Set<Long>;
            entity Color enum ["red", "green"];
            entity Plain;
            action all;
            action view, edit in [all] appliesTo {
              principal: [User, Plain],
              resource: [Doc],
              context: {
                n: Long, s?: String, tags: Set<String>, rec?: { x: Long, y?: Long }, u: User, t?: datetime,
                dur?: duration, ip?: ipaddr, c?: Color
              }
            };
            action remove appliesTo { principal: User, resource: [Doc, Color] };
            """;

    static final String ENTITIES_TEXT = """
            [{"uid": {"type": "User", "id": "a"},
              "attrs": {"name": "n", "age": 3, "nested": {"a": 1}, "flag": true},
              "parents": [{"type": "Group", "id": "g"}], "tags": {"k": "v"}},
             {"uid": {"type": "Group", "id": "g"}, "attrs": {}, "parents": [{"type": "Group", "id": "h"}], "tags": {}},
             {"uid": {"type": "Doc", "id": "d"},
              "attrs": {"owner": {"__entity": {"type": "User", "id": "a"}}, "labels": ["x", "y"]},
              "parents": [{"type": "Doc", "id": "folder"}], "tags": {}}]
            """;

    static final Schema SCHEMA = Schema.parse(SCHEMA_TEXT, "world.cedarschema");
    static final Entities ENTITIES = EntitiesJson.parse(ENTITIES_TEXT, SCHEMA);
    static final Request REQUEST = new Request(
            EntityText.parse("User::\"a\""),
            EntityText.parse("Action::\"view\""),
            EntityText.parse("Doc::\"d\""),
            Value.record(
                    Map.of("n", Value.of(5), "u", Value.entity("User", "a"), "tags", Value.strings(List.of("p")))));

    private World() {}

    static Answer ask(String policies) {
        return Authorizer.isAuthorized(REQUEST, PolicySet.parse(policies, "test.cedar"), ENTITIES);
    }

    /** Whether a permit under the condition is satisfied; {@code error: …} if it cannot be evaluated. */
    static String eval(String condition) {
        Answer answer = ask("permit(principal, action, resource) when { " + condition + " };");
        return answer.errors().isEmpty()
                ? Boolean.toString(answer.isAllowed())
                : "error: " + answer.errors().getFirst().message();
    }
}
