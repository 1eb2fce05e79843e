package dev.sallyport.cedar.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A set of values. Small sets are searched one by one, larger ones by hash. */
public final class SetValue implements Value {

    private static final int SMALL = 8;
    private static final SetValue EMPTY = new SetValue(List.of(), null);

    private final List<Value> elements;
    private final @Nullable Set<Value> index;

    private SetValue(List<Value> elements, @Nullable Set<Value> index) {
        this.elements = elements;
        this.index = index;
    }

    static SetValue of(Collection<? extends Value> values) {
        if (values.isEmpty()) {
            return EMPTY;
        }
        if (values.size() > SMALL) {
            Set<Value> distinct = new LinkedHashSet<>(values);
            return new SetValue(List.copyOf(distinct), new HashSet<>(distinct));
        }
        List<Value> distinct = new ArrayList<>(values.size());
        for (Value value : values) {
            if (!distinct.contains(value)) {
                distinct.add(value);
            }
        }
        return new SetValue(List.copyOf(distinct), null);
    }

    /** The elements, each once, in the order first seen. */
    public List<Value> elements() {
        return elements;
    }

    /** How many elements there are. */
    public int size() {
        return elements.size();
    }

    /** Whether {@code value} is an element. */
    public boolean contains(Value value) {
        if (index != null) {
            return index.contains(value);
        }
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).equals(value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether every element of {@code other} is one of this set. */
    public boolean containsAll(SetValue other) {
        for (int i = 0; i < other.elements.size(); i++) {
            if (!contains(other.elements.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether some element of {@code other} is one of this set. */
    public boolean containsAny(SetValue other) {
        for (int i = 0; i < other.elements.size(); i++) {
            if (contains(other.elements.get(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SetValue set && set.size() == size() && containsAll(set);
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (Value element : elements) {
            sum += element.hashCode();
        }
        return sum;
    }

    @Override
    public String typeName() {
        return "set";
    }

    @Override
    public String toString() {
        return elements.stream().map(Value::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
