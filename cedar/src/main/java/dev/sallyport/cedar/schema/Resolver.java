package dev.sallyport.cedar.schema;

import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.schema.CedarType.Attribute;
import dev.sallyport.cedar.schema.RawSchema.ActionDeclaration;
import dev.sallyport.cedar.schema.RawSchema.ActionName;
import dev.sallyport.cedar.schema.RawSchema.AppliesTo;
import dev.sallyport.cedar.schema.RawSchema.EntityDeclaration;
import dev.sallyport.cedar.schema.RawSchema.Kinds;
import dev.sallyport.cedar.schema.RawSchema.Named;
import dev.sallyport.cedar.schema.RawSchema.Namespace;
import dev.sallyport.cedar.schema.RawSchema.RawType;
import dev.sallyport.cedar.schema.RawSchema.RecordType;
import dev.sallyport.cedar.schema.RawSchema.SetType;
import dev.sallyport.cedar.syntax.Function;
import dev.sallyport.cedar.value.EntityUid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Resolves the names of a schema. A name without a namespace is looked up in its own namespace, then outside all, then
 * among the built-in types; at each place a common type comes before an entity type. Not thread-safe.
 */
final class Resolver {

    private static final Map<String, CedarType> BUILT_IN = Map.of(
            "Bool", CedarType.Bool.ANY,
            "Boolean", CedarType.Bool.ANY,
            "Long", new CedarType.Int(),
            "String", new CedarType.Text(),
            "decimal", new CedarType.Extension(Function.Kind.DECIMAL),
            "ipaddr", new CedarType.Extension(Function.Kind.IPADDR),
            "datetime", new CedarType.Extension(Function.Kind.DATETIME),
            "duration", new CedarType.Extension(Function.Kind.DURATION));

    private record Common(Namespace namespace, RawType type) {}

    private final RawSchema raw;
    private final Map<String, Common> commons = new HashMap<>();
    private final Set<String> entityNames = new HashSet<>();
    private final Map<String, CedarType> resolvedCommons = new HashMap<>();
    private final Set<String> resolving = new LinkedHashSet<>();

    Resolver(RawSchema raw) {
        this.raw = raw;
    }

    Schema resolve() {
        for (Namespace namespace : raw.namespaces.values()) {
            namespace.commonTypes.forEach((n, t) -> commons.put(namespace.full(n), new Common(namespace, t)));
            namespace.entities.keySet().forEach(n -> entityNames.add(namespace.full(n)));
        }
        refuseShadowing();
        commons.keySet().forEach(this::common);
        return new Schema(entityTypes(), actions());
    }

    private void refuseShadowing() {
        Namespace outside = raw.namespace("");
        for (Namespace namespace : raw.namespaces.values()) {
            if (namespace == outside) {
                continue;
            }
            Set<String> names = new LinkedHashSet<>(namespace.commonTypes.keySet());
            names.addAll(namespace.entities.keySet());
            for (String name : names) {
                if (outside.commonTypes.containsKey(name) || outside.entities.containsKey(name)) {
                    throw new CedarDataError(
                            "schema.shadow",
                            "`" + namespace.full(name) + "` hides the declaration of `" + name + "` outside");
                }
            }
        }
    }

    private Map<String, EntityType> entityTypes() {
        Map<String, Set<String>> parents = new HashMap<>();
        for (Namespace namespace : raw.namespaces.values()) {
            namespace.entities.forEach((name, declaration) -> {
                Set<String> memberOf = new HashSet<>();
                declaration.memberOf().forEach(p -> memberOf.add(entityName(namespace, p)));
                parents.put(namespace.full(name), memberOf);
            });
        }
        Map<String, EntityType> types = new TreeMap<>();
        for (Namespace namespace : raw.namespaces.values()) {
            namespace.entities.forEach((simple, declaration) -> {
                String name = namespace.full(simple);
                types.put(name, entityType(namespace, name, declaration, closure(name, parents)));
            });
        }
        return types;
    }

    private EntityType entityType(
            Namespace namespace, String name, EntityDeclaration declaration, Set<String> ancestors) {
        if (!(type(namespace, declaration.shape()) instanceof CedarType.RecordOf attributes)) {
            throw new CedarDataError("schema.shape", "the shape of entity type `" + name + "` is not a record");
        }
        Optional<Set<String>> choices = declaration.choices().map(LinkedHashSet::new);
        return new EntityType(name, ancestors, attributes, declaration.tags().map(t -> type(namespace, t)), choices);
    }

    private static <T> Set<T> closure(T start, Map<T, Set<T>> parents) {
        Set<T> seen = new LinkedHashSet<>();
        Deque<T> open = new ArrayDeque<>(parents.getOrDefault(start, Set.of()));
        while (!open.isEmpty()) {
            T next = open.pop();
            if (seen.add(next)) {
                open.addAll(parents.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }

    private String entityName(Namespace namespace, String name) {
        return RawSchema.candidates(namespace.name, name).stream()
                .filter(entityNames::contains)
                .findFirst()
                .orElseThrow(() -> unknown(namespace, "entity type", name));
    }

    private static CedarDataError unknown(Namespace namespace, String kind, String name) {
        String where = namespace.name.isEmpty() ? "" : " in namespace `" + namespace.name + "`";
        return new CedarDataError("schema.unknown", kind + " `" + name + "`" + where + " is not declared");
    }

    private CedarType type(Namespace namespace, RawType type) {
        return switch (type) {
            case Named named -> named(namespace, named);
            case SetType set -> new CedarType.SetOf(type(namespace, set.element()));
            case RecordType record -> {
                Map<String, Attribute> attributes = new LinkedHashMap<>();
                record.fields()
                        .forEach((name, field) ->
                                attributes.put(name, new Attribute(type(namespace, field.type()), field.required())));
                yield new CedarType.RecordOf(attributes, false);
            }
        };
    }

    private CedarType named(Namespace namespace, Named named) {
        String name = named.name();
        boolean builtInOnly = name.startsWith("__cedar::");
        if (!builtInOnly) {
            for (String candidate : RawSchema.candidates(namespace.name, name)) {
                if (named.kinds() != Kinds.ENTITY && commons.containsKey(candidate)) {
                    return common(candidate);
                }
                if (named.kinds() != Kinds.COMMON && entityNames.contains(candidate)) {
                    return CedarType.EntityOf.of(candidate);
                }
            }
        }
        CedarType builtIn = BUILT_IN.get(builtInOnly ? name.substring("__cedar::".length()) : name);
        if (builtIn == null || named.kinds() == Kinds.ENTITY) {
            throw unknown(namespace, named.kinds() == Kinds.ENTITY ? "entity type" : "type", name);
        }
        return builtIn;
    }

    private CedarType common(String name) {
        CedarType done = resolvedCommons.get(name);
        if (done != null) {
            return done;
        }
        if (!resolving.add(name)) {
            throw new CedarDataError("schema.cycle", "common type `" + name + "` contains itself");
        }
        if (resolving.size() > SchemaParser.MAX_DEPTH) {
            throw new CedarDataError("schema.depth", "common types are nested deeper than " + SchemaParser.MAX_DEPTH);
        }
        Common common = commons.get(name);
        if (common == null) {
            throw new IllegalStateException("not a common type: " + name);
        }
        CedarType type = type(common.namespace(), common.type());
        resolving.remove(name);
        resolvedCommons.put(name, type);
        return type;
    }

    private Map<EntityUid, ActionType> actions() {
        Map<EntityUid, Set<EntityUid>> parents = new LinkedHashMap<>();
        for (Namespace namespace : raw.namespaces.values()) {
            namespace.actions.forEach((id, declaration) -> {
                Set<EntityUid> memberOf = new LinkedHashSet<>();
                declaration.memberOf().forEach(p -> memberOf.add(actionUid(namespace, p)));
                parents.put(new EntityUid(namespace.full("Action"), id), memberOf);
            });
        }
        Map<EntityUid, ActionType> actions = new HashMap<>();
        for (Namespace namespace : raw.namespaces.values()) {
            namespace.actions.forEach((id, declaration) -> {
                EntityUid uid = new EntityUid(namespace.full("Action"), id);
                actions.put(uid, action(namespace, uid, declaration, parents));
            });
        }
        return actions;
    }

    private EntityUid actionUid(Namespace namespace, ActionName name) {
        List<EntityUid> candidates = new ArrayList<>();
        for (String type : RawSchema.candidates(namespace.name, name.type().orElse("Action"))) {
            candidates.add(new EntityUid(type, name.id()));
        }
        return candidates.stream()
                .filter(this::isDeclared)
                .findFirst()
                .orElseThrow(() -> unknown(namespace, "action", name.id()));
    }

    private boolean isDeclared(EntityUid uid) {
        return raw.namespaces.values().stream()
                .anyMatch(n -> n.full("Action").equals(uid.type()) && n.actions.containsKey(uid.id()));
    }

    private ActionType action(
            Namespace namespace, EntityUid uid, ActionDeclaration declaration, Map<EntityUid, Set<EntityUid>> parents) {
        Set<EntityUid> ancestors = closure(uid, parents);
        if (ancestors.contains(uid)) {
            throw new CedarDataError("schema.cycle", "action " + uid + " is its own ancestor");
        }
        Set<EntityUid> direct = parents.getOrDefault(uid, Set.of());
        AppliesTo none = new AppliesTo(List.of(), List.of(), RecordType.EMPTY);
        AppliesTo appliesTo = declaration.appliesTo().orElse(none);
        if (!(type(namespace, appliesTo.context()) instanceof CedarType.RecordOf context)) {
            throw new CedarDataError("schema.context", "the context of action " + uid + " is not a record");
        }
        Set<String> principals = new HashSet<>();
        appliesTo.principals().forEach(p -> principals.add(entityName(namespace, p)));
        Set<String> resources = new HashSet<>();
        appliesTo.resources().forEach(r -> resources.add(entityName(namespace, r)));
        return new ActionType(uid, direct, ancestors, principals, resources, context);
    }
}
