package dev.sallyport.cedar;

import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.syntax.Scope;
import dev.sallyport.cedar.value.Entity;
import dev.sallyport.cedar.value.EntityUid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the policies whose head may hold for a request. Each policy lies under one key, the narrowest its head has:
 * an entity one of the ends must be or be in, else a type, else none. A request asks for its own entities, their
 * ancestors and types; what it finds still has its head tested.
 */
final class PolicyIndex {

    private static final int[] NONE = {};

    private final Map<EntityUid, int[]> byPrincipal = new HashMap<>();
    private final Map<EntityUid, int[]> byAction = new HashMap<>();
    private final Map<EntityUid, int[]> byResource = new HashMap<>();
    private final Map<String, int[]> byPrincipalType = new HashMap<>();
    private final Map<String, int[]> byResourceType = new HashMap<>();
    private int[] others = NONE;

    PolicyIndex(List<Policy> policies) {
        for (int i = 0; i < policies.size(); i++) {
            add(policies.get(i).scope(), i);
        }
    }

    private void add(Scope scope, int policy) {
        EntityUid resource = entity(scope.resource());
        EntityUid principal = entity(scope.principal());
        if (scope.resource() instanceof Scope.Equal && resource != null) {
            put(byResource, resource, policy);
        } else if (scope.principal() instanceof Scope.Equal && principal != null) {
            put(byPrincipal, principal, policy);
        } else if (scope.action() instanceof Scope.ActionEqual equal) {
            put(byAction, equal.uid(), policy);
        } else if (scope.action() instanceof Scope.ActionIn in) {
            in.uids().stream().distinct().forEach(uid -> put(byAction, uid, policy));
        } else if (resource != null) {
            put(byResource, resource, policy);
        } else if (principal != null) {
            put(byPrincipal, principal, policy);
        } else if (scope.resource() instanceof Scope.Is is) {
            put(byResourceType, is.type(), policy);
        } else if (scope.principal() instanceof Scope.Is is) {
            put(byPrincipalType, is.type(), policy);
        } else {
            others = append(others, policy);
        }
    }

    private static @Nullable EntityUid entity(Scope.EntityConstraint constraint) {
        return switch (constraint) {
            case Scope.Any() -> null;
            case Scope.Equal equal -> Compiler.fixed(equal.target());
            case Scope.In in -> Compiler.fixed(in.target());
            case Scope.Is is -> is.in().map(Compiler::fixed).orElse(null);
        };
    }

    private static <K> void put(Map<K, int[]> map, K key, int policy) {
        map.merge(key, new int[] {policy}, (old, added) -> append(old, policy));
    }

    private static int[] append(int[] old, int policy) {
        int[] grown = Arrays.copyOf(old, old.length + 1);
        grown[old.length] = policy;
        return grown;
    }

    /** The candidates for a request, ascending, each once. */
    int[] candidates(Frame frame) {
        List<int[]> found = new ArrayList<>(4);
        addAll(found, others);
        addEntity(found, byPrincipal, frame.principal, frame.principalEntity);
        addEntity(found, byAction, frame.action, frame.actionEntity);
        addEntity(found, byResource, frame.resource, frame.resourceEntity);
        addAll(found, byPrincipalType.getOrDefault(frame.principal.type(), NONE));
        addAll(found, byResourceType.getOrDefault(frame.resource.type(), NONE));
        return merge(found);
    }

    private static void addEntity(
            List<int[]> found, Map<EntityUid, int[]> map, EntityUid uid, @Nullable Entity entity) {
        if (map.isEmpty()) {
            return;
        }
        addAll(found, map.getOrDefault(uid, NONE));
        if (entity != null) {
            for (EntityUid ancestor : entity.ancestors()) {
                addAll(found, map.getOrDefault(ancestor, NONE));
            }
        }
    }

    private static void addAll(List<int[]> found, int[] policies) {
        if (policies.length > 0) {
            found.add(policies);
        }
    }

    private static int[] merge(List<int[]> found) {
        if (found.size() <= 1) {
            return found.isEmpty() ? NONE : found.getFirst();
        }
        int length = 0;
        for (int[] policies : found) {
            length += policies.length;
        }
        int[] all = new int[length];
        int at = 0;
        for (int[] policies : found) {
            System.arraycopy(policies, 0, all, at, policies.length);
            at += policies.length;
        }
        Arrays.sort(all);
        return distinct(all);
    }

    private static int[] distinct(int[] sorted) {
        int length = 0;
        for (int policy : sorted) {
            if (length == 0 || sorted[length - 1] != policy) {
                sorted[length++] = policy;
            }
        }
        return length == sorted.length ? sorted : Arrays.copyOf(sorted, length);
    }
}
