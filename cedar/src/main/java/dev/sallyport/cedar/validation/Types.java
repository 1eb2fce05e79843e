package dev.sallyport.cedar.validation;

import dev.sallyport.cedar.schema.CedarType;
import dev.sallyport.cedar.schema.CedarType.Attribute;
import dev.sallyport.cedar.schema.EntityType;
import dev.sallyport.cedar.schema.Schema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Relations between types. */
final class Types {

    private final Schema schema;
    private final Mode mode;

    Types(Schema schema, Mode mode) {
        this.schema = schema;
        this.mode = mode;
    }

    /** The smallest type both belong to; empty if there is none. */
    Optional<CedarType> join(CedarType a, CedarType b) {
        if (a instanceof CedarType.Never || a.equals(b)) {
            return Optional.of(b);
        }
        if (b instanceof CedarType.Never) {
            return Optional.of(a);
        }
        if (a instanceof CedarType.Bool && b instanceof CedarType.Bool) {
            return Optional.of(CedarType.Bool.ANY);
        }
        if (a instanceof CedarType.SetOf left && b instanceof CedarType.SetOf right) {
            return join(left.element(), right.element()).map(CedarType.SetOf::new);
        }
        if (a instanceof CedarType.RecordOf left && b instanceof CedarType.RecordOf right) {
            return mode == Mode.STRICT ? joinStrictly(left, right) : Optional.of(joinCommon(left, right));
        }
        if (mode == Mode.PERMISSIVE && a instanceof CedarType.EntityOf left && b instanceof CedarType.EntityOf right) {
            return Optional.of(joinEntities(left, right));
        }
        return Optional.empty();
    }

    private Optional<CedarType> joinStrictly(CedarType.RecordOf a, CedarType.RecordOf b) {
        if (!a.attributes().keySet().equals(b.attributes().keySet()) || a.open() != b.open()) {
            return Optional.empty();
        }
        Map<String, Attribute> joined = new HashMap<>();
        for (Map.Entry<String, Attribute> entry : a.attributes().entrySet()) {
            Attribute other = b.attributes().getOrDefault(entry.getKey(), entry.getValue());
            Optional<CedarType> type = join(entry.getValue().type(), other.type());
            if (type.isEmpty() || entry.getValue().required() != other.required()) {
                return Optional.empty();
            }
            joined.put(entry.getKey(), new Attribute(type.get(), other.required()));
        }
        return Optional.of(new CedarType.RecordOf(joined, a.open()));
    }

    private CedarType.RecordOf joinCommon(CedarType.RecordOf a, CedarType.RecordOf b) {
        Map<String, Attribute> joined = new HashMap<>();
        a.attributes().forEach((name, left) -> {
            Attribute right = b.attributes().get(name);
            if (right != null) {
                join(left.type(), right.type())
                        .ifPresent(t -> joined.put(name, new Attribute(t, left.required() && right.required())));
            }
        });
        boolean dropped =
                joined.size() < Math.max(a.attributes().size(), b.attributes().size());
        return new CedarType.RecordOf(joined, dropped || a.open() || b.open());
    }

    private static CedarType.EntityOf joinEntities(CedarType.EntityOf a, CedarType.EntityOf b) {
        if (a.names().isEmpty() || b.names().isEmpty()) {
            return new CedarType.EntityOf(Set.of());
        }
        Set<String> names = new HashSet<>(a.names());
        names.addAll(b.names());
        return new CedarType.EntityOf(names);
    }

    /** The attributes every entity of these types has in common; actions have none. */
    CedarType.RecordOf attributes(CedarType.EntityOf entity) {
        Optional<CedarType.RecordOf> common = Optional.empty();
        for (String name : entity.names()) {
            CedarType.RecordOf own =
                    schema.entityType(name).map(EntityType::attributes).orElse(CedarType.RecordOf.EMPTY);
            common = Optional.of(common.isEmpty() ? own : joinCommon(common.get(), own));
        }
        return common.orElse(new CedarType.RecordOf(Map.of(), true));
    }

    /** The type of the tags of these entities; empty if some have none. */
    Optional<CedarType> tags(CedarType.EntityOf entity) {
        Optional<CedarType> common = Optional.empty();
        for (String name : entity.names()) {
            Optional<CedarType> own = schema.entityType(name).flatMap(EntityType::tags);
            if (own.isEmpty()) {
                return Optional.empty();
            }
            common = common.isEmpty() ? own : join(common.get(), own.get());
        }
        return common;
    }

    /** Whether some entity of {@code below} may be one of {@code above}, or in one. */
    boolean mayBeIn(CedarType.EntityOf below, CedarType.EntityOf above) {
        if (below.names().isEmpty() || above.names().isEmpty()) {
            return true;
        }
        return below.names().stream().anyMatch(b -> above.names().stream().anyMatch(a -> mayBeIn(b, a)));
    }

    private boolean mayBeIn(String below, String above) {
        return below.equals(above)
                || schema.entityType(below)
                        .map(t -> t.ancestors().contains(above))
                        .orElse(false)
                || (schema.isActionType(below) && schema.isActionType(above));
    }

    /** Whether every value of {@code type} is one of {@code expected}, a type of a signature. */
    static boolean isA(CedarType type, CedarType expected) {
        return type instanceof CedarType.Never
                || type.equals(expected)
                || (type instanceof CedarType.Bool && expected == CedarType.Bool.ANY);
    }
}
