package dev.sallyport.cedar;

import dev.sallyport.cedar.syntax.Pattern;
import dev.sallyport.cedar.value.Entity;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.RecordValue;
import dev.sallyport.cedar.value.SetValue;
import dev.sallyport.cedar.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes, tags, hierarchy, types, strings, and the making of sets and records. */
final class DataNodes {

    private DataNodes() {}

    static final class Get extends Node {
        private final Node operand;
        private final String attribute;

        Get(Node operand, String attribute) {
            this.operand = operand;
            this.attribute = attribute;
        }

        @Override
        Value eval(Frame frame) {
            Value base = operand.eval(frame);
            if (base instanceof RecordValue record) {
                return need(record, base);
            }
            if (base instanceof EntityUid uid) {
                return need(entity(frame, uid).attributes(), base);
            }
            throw mismatch("record or entity", base);
        }

        private Value need(RecordValue record, Value base) {
            Value value = record.get(attribute);
            if (value == null) {
                String owner = base instanceof EntityUid ? base.toString() : "the record";
                throw new EvaluationError(owner + " has no attribute `" + attribute + "`");
            }
            return value;
        }
    }

    static Entity entity(Frame frame, EntityUid uid) {
        Entity entity = frame.find(uid);
        if (entity == null) {
            throw new EvaluationError("entity " + uid + " does not exist");
        }
        return entity;
    }

    static final class Has extends Node.Test {
        private final Node operand;
        private final String attribute;

        Has(Node operand, String attribute) {
            this.operand = operand;
            this.attribute = attribute;
        }

        @Override
        boolean test(Frame frame) {
            Value base = operand.eval(frame);
            if (base instanceof RecordValue record) {
                return record.get(attribute) != null;
            }
            if (base instanceof EntityUid uid) {
                Entity entity = frame.find(uid);
                return entity != null && entity.attributes().get(attribute) != null;
            }
            throw mismatch("record or entity", base);
        }
    }

    static final class HasTag extends Node.Test {
        private final Node operand;
        private final Node tag;

        HasTag(Node operand, Node tag) {
            this.operand = operand;
            this.tag = tag;
        }

        @Override
        boolean test(Frame frame) {
            EntityUid uid = asEntity(operand.eval(frame));
            String name = asText(tag.eval(frame));
            Entity entity = frame.find(uid);
            return entity != null && entity.tags().containsKey(name);
        }
    }

    static final class GetTag extends Node {
        private final Node operand;
        private final Node tag;

        GetTag(Node operand, Node tag) {
            this.operand = operand;
            this.tag = tag;
        }

        @Override
        Value eval(Frame frame) {
            EntityUid uid = asEntity(operand.eval(frame));
            String name = asText(tag.eval(frame));
            Value value = entity(frame, uid).tags().get(name);
            if (value == null) {
                throw new EvaluationError(uid + " has no tag `" + name + "`");
            }
            return value;
        }
    }

    static final class In extends Node.Test {
        private final Node operand;
        private final Node ancestors;

        In(Node operand, Node ancestors) {
            this.operand = operand;
            this.ancestors = ancestors;
        }

        @Override
        boolean test(Frame frame) {
            EntityUid uid = asEntity(operand.eval(frame));
            Value above = ancestors.eval(frame);
            if (above instanceof EntityUid ancestor) {
                return frame.isIn(uid, ancestor);
            }
            if (!(above instanceof SetValue set)) {
                throw mismatch("an entity or a set of entities", above);
            }
            boolean found = false;
            for (Value element : set.elements()) {
                // Every element is looked at: one that is no entity is an error wherever it stands.
                found |= frame.isIn(uid, asEntity(element));
            }
            return found;
        }
    }

    static final class Is extends Node.Test {
        private final Node operand;
        private final String type;

        Is(Node operand, String type) {
            this.operand = operand;
            this.type = type;
        }

        @Override
        boolean test(Frame frame) {
            return asEntity(operand.eval(frame)).type().equals(type);
        }
    }

    static final class Like extends Node.Test {
        private final Node operand;
        private final Pattern pattern;

        Like(Node operand, Pattern pattern) {
            this.operand = operand;
            this.pattern = pattern;
        }

        @Override
        boolean test(Frame frame) {
            return pattern.matches(asText(operand.eval(frame)));
        }
    }

    static final class SetOf extends Node {
        private final Node[] elements;

        SetOf(Node[] elements) {
            this.elements = elements;
        }

        @Override
        Value eval(Frame frame) {
            List<Value> values = new ArrayList<>(elements.length);
            for (Node element : elements) {
                values.add(element.eval(frame));
            }
            return Value.set(values);
        }
    }

    static final class RecordOf extends Node {
        private final Map<String, Node> fields;

        RecordOf(Map<String, Node> fields) {
            this.fields = fields;
        }

        @Override
        Value eval(Frame frame) {
            Map<String, Value> values = HashMap.newHashMap(fields.size());
            for (Map.Entry<String, Node> field : fields.entrySet()) {
                values.put(field.getKey(), field.getValue().eval(frame));
            }
            return Value.record(values);
        }
    }

    /** The scope's test of one end: its type, and an entity it must be or be in. */
    static final class Head extends Node.Test {
        private final Node variable;
        private final @Nullable String type;
        private final @Nullable EntityUid equal;
        private final @Nullable List<EntityUid> in;

        Head(Node variable, @Nullable String type, @Nullable EntityUid equal, @Nullable List<EntityUid> in) {
            this.variable = variable;
            this.type = type;
            this.equal = equal;
            this.in = in;
        }

        @Override
        boolean test(Frame frame) {
            EntityUid uid = (EntityUid) variable.eval(frame);
            if (equal != null) {
                return uid.equals(equal);
            }
            if (type != null && !uid.type().equals(type)) {
                return false;
            }
            return in == null || isInAny(frame, uid, in);
        }

        private static boolean isInAny(Frame frame, EntityUid uid, List<EntityUid> ancestors) {
            for (int i = 0; i < ancestors.size(); i++) {
                if (frame.isIn(uid, ancestors.get(i))) {
                    return true;
                }
            }
            return false;
        }
    }
}
