package dev.sallyport.cedar.validation;

import dev.sallyport.cedar.schema.ActionType;
import dev.sallyport.cedar.schema.CedarType;
import dev.sallyport.cedar.schema.EntityType;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.value.Datetime;
import dev.sallyport.cedar.value.Decimal;
import dev.sallyport.cedar.value.Duration;
import dev.sallyport.cedar.value.Entities;
import dev.sallyport.cedar.value.Entity;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.IpAddress;
import dev.sallyport.cedar.value.RecordValue;
import dev.sallyport.cedar.value.Request;
import dev.sallyport.cedar.value.SetValue;
import dev.sallyport.cedar.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks data against declared types. Not thread-safe. */
final class Conformance {

    private final Schema schema;
    private final List<String> problems = new ArrayList<>();

    Conformance(Schema schema) {
        this.schema = schema;
    }

    List<String> request(Request request) {
        Optional<ActionType> action = schema.action(request.action());
        if (action.isEmpty()) {
            problems.add("action " + request.action() + " is not declared");
            return problems;
        }
        ActionType type = action.get();
        end(
                "principal",
                request.principal(),
                type.principals().contains(request.principal().type()),
                type);
        end(
                "resource",
                request.resource(),
                type.resources().contains(request.resource().type()),
                type);
        record(request.context(), type.context(), "context");
        return problems;
    }

    private void end(String role, EntityUid uid, boolean applies, ActionType action) {
        if (!applies) {
            problems.add(role + " " + uid + ": action " + action.uid() + " does not apply to its type");
        }
        reference(uid, role);
    }

    private void reference(EntityUid uid, String where) {
        if (uid.isAction()) {
            if (schema.action(uid).isEmpty()) {
                problems.add(where + ": action " + uid + " is not declared");
            }
            return;
        }
        Optional<EntityType> type = schema.entityType(uid.type());
        if (type.isEmpty()) {
            problems.add(where + ": entity type `" + uid.type() + "` is not declared");
        } else if (!type.get().choices().map(c -> c.contains(uid.id())).orElse(true)) {
            problems.add(where + ": " + uid + " is not one of the entities its type enumerates");
        }
    }

    List<String> entities(Entities entities) {
        for (Entity entity : entities.all()) {
            if (entity.uid().isAction()) {
                action(entity);
            } else {
                entity(entity);
            }
        }
        return problems;
    }

    private void action(Entity entity) {
        Optional<ActionType> declared = schema.action(entity.uid());
        if (declared.isEmpty()) {
            problems.add("action " + entity.uid() + " is not declared");
        } else if (!declared.get().ancestors().equals(entity.ancestors())
                || !entity.attributes().fields().isEmpty()
                || !entity.tags().isEmpty()) {
            problems.add("action " + entity.uid() + " differs from its declaration");
        }
    }

    private void entity(Entity entity) {
        String where = entity.uid().toString();
        reference(entity.uid(), where);
        schema.entityType(entity.uid().type()).ifPresent(type -> {
            record(entity.attributes(), type.attributes(), where);
            for (EntityUid ancestor : entity.ancestors()) {
                if (!type.ancestors().contains(ancestor.type())) {
                    problems.add(
                            where + ": its type may not be in `" + ancestor.type() + "`, but it is in " + ancestor);
                }
                reference(ancestor, where);
            }
            tags(entity, type, where);
        });
    }

    private void tags(Entity entity, EntityType type, String where) {
        if (!entity.tags().isEmpty() && type.tags().isEmpty()) {
            problems.add(where + ": its type has no tags");
            return;
        }
        type.tags()
                .ifPresent(t -> new TreeMap<>(entity.tags())
                        .forEach((name, value) -> value(value, t, where + " tag `" + name + "`")));
    }

    private void record(RecordValue record, CedarType.RecordOf type, String where) {
        for (Map.Entry<String, CedarType.Attribute> attribute :
                type.attributes().entrySet()) {
            Value value = record.get(attribute.getKey());
            if (value != null) {
                value(value, attribute.getValue().type(), where + "." + attribute.getKey());
            } else if (attribute.getValue().required()) {
                problems.add(where + ": attribute `" + attribute.getKey() + "` is missing");
            }
        }
        if (!type.open()) {
            for (String name : record.fields().keySet()) {
                if (!type.attributes().containsKey(name)) {
                    problems.add(where + ": attribute `" + name + "` is not declared");
                }
            }
        }
    }

    private void value(Value value, CedarType type, String where) {
        if (value instanceof RecordValue record && type instanceof CedarType.RecordOf expected) {
            record(record, expected, where);
        } else if (value instanceof SetValue set && type instanceof CedarType.SetOf expected) {
            set.elements().forEach(e -> value(e, expected.element(), where + "[]"));
        } else if (value instanceof EntityUid uid
                && type instanceof CedarType.EntityOf expected
                && expected.names().contains(uid.type())) {
            reference(uid, where);
        } else if (!isPlain(value, type)) {
            problems.add(where + ": expected " + type.describe() + ", found " + value.typeName());
        }
    }

    private static boolean isPlain(Value value, CedarType type) {
        return switch (type) {
            case CedarType.Bool bool -> value instanceof Value.Bool && bool == CedarType.Bool.ANY;
            case CedarType.Int() -> value instanceof Value.Int;
            case CedarType.Text() -> value instanceof Value.Text;
            case CedarType.Extension extension ->
                switch (extension.kind()) {
                    case DECIMAL -> value instanceof Decimal;
                    case IPADDR -> value instanceof IpAddress;
                    case DATETIME -> value instanceof Datetime;
                    case DURATION -> value instanceof Duration;
                    case BOOL, LONG, STRING -> false;
                };
            default -> false;
        };
    }
}
