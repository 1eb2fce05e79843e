package dev.sallyport.cedar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.RecordValue;
import dev.sallyport.cedar.value.Request;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PolicyIndexTest {

    private static final long SEED = 7;

    @Test
    void indexed_evaluation_answers_as_linear_evaluation_does_on_random_sets() {
        RandomPolicies policies = new RandomPolicies(SEED);
        Random random = new Random(SEED);
        List<EntityUid> principals =
                List.of(uid("User", "a"), uid("User", "b"), uid("Plain", "p"), uid("Group", "g"), uid("Doc", "d"));
        List<EntityUid> actions = List.of(uid("Action", "view"), uid("Action", "edit"), uid("Action", "all"));
        List<EntityUid> resources = List.of(uid("Doc", "d"), uid("Doc", "e"), uid("Doc", "folder"), uid("User", "a"));
        int allowed = 0;
        for (int round = 0; round < 300; round++) {
            PolicySet set = PolicySet.parse(policies.policies(1 + random.nextInt(30)), "random");
            for (int i = 0; i < 10; i++) {
                RecordValue context = random.nextBoolean() ? RecordValue.EMPTY : World.REQUEST.context();
                Request request = new Request(
                        principals.get(random.nextInt(principals.size())),
                        actions.get(random.nextInt(actions.size())),
                        resources.get(random.nextInt(resources.size())),
                        context);
                Answer indexed = Authorizer.isAuthorized(request, set, World.ENTITIES);
                assertEquals(
                        Authorizer.isAuthorizedLinearly(request, set, World.ENTITIES),
                        indexed,
                        "seed " + SEED + ", round " + round);
                allowed += indexed.isAllowed() ? 1 : 0;
            }
        }
        assertTrue(allowed > 50, "the sets should allow something, but allowed " + allowed);
    }

    @Test
    void a_policy_of_another_action_is_not_even_looked_at() {
        PolicySet set = PolicySet.parse(
                "permit(principal, action == Action::\"view\", resource);"
                        + "forbid(principal, action == Action::\"edit\", resource);"
                        + "permit(principal == User::\"b\", action, resource);"
                        + "permit(principal, action, resource in Doc::\"folder\");",
                "test");
        int[] candidates = set.index().candidates(new Frame(World.REQUEST, World.ENTITIES));
        assertEquals(List.of(0, 3), java.util.Arrays.stream(candidates).boxed().toList());
    }

    private static EntityUid uid(String type, String id) {
        return new EntityUid(type, id);
    }
}
