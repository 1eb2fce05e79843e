package dev.sallyport.cedar.schema;

import dev.sallyport.cedar.syntax.Function;
import dev.sallyport.cedar.value.Quoted;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The types of Cedar's type system, immutable. */
public sealed interface CedarType {

    /** No value at all: the element type of an empty set. */
    record Never() implements CedarType {}

    /** Booleans, or one of them when the checker knows which. */
    enum Bool implements CedarType {
        ANY,
        TRUE,
        FALSE
    }

    /** 64-bit integers. */
    record Int() implements CedarType {}

    /** Strings. */
    record Text() implements CedarType {}

    /** Sets of one element type. */
    record SetOf(CedarType element) implements CedarType {}

    /** Records with these attributes; an open one may have others too. */
    record RecordOf(Map<String, Attribute> attributes, boolean open) implements CedarType {

        /** The record without attributes. */
        public static final RecordOf EMPTY = new RecordOf(Map.of(), false);

        /** Sorts the attributes by name. */
        public RecordOf {
            attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        }
    }

    /** Entities of one of these types. Strict checking knows only sets of one; none given means any entity. */
    record EntityOf(Set<String> names) implements CedarType {

        /** Sorts the names. */
        public EntityOf {
            names = Collections.unmodifiableSet(new TreeSet<>(names));
        }

        /** The entities of one type. */
        public static EntityOf of(String name) {
            return new EntityOf(Set.of(name));
        }
    }

    /** The values of an extension type. */
    record Extension(Function.Kind kind) implements CedarType {}

    /** An attribute's type, and whether every value has it. */
    record Attribute(CedarType type, boolean required) {}

    /** The type a function's signature names. */
    static CedarType of(Function.Kind kind) {
        return switch (kind) {
            case BOOL -> Bool.ANY;
            case LONG -> new Int();
            case STRING -> new Text();
            case DECIMAL, IPADDR, DATETIME, DURATION -> new Extension(kind);
        };
    }

    /** How messages and schemas write it. */
    default String describe() {
        return switch (this) {
            case Never() -> "Never";
            case Bool bool -> bool == Bool.ANY ? "Bool" : bool == Bool.TRUE ? "True" : "False";
            case Int() -> "Long";
            case Text() -> "String";
            case SetOf set -> "Set<" + set.element().describe() + ">";
            case RecordOf record ->
                record.attributes().entrySet().stream()
                        .map(e -> Quoted.of(e.getKey()) + (e.getValue().required() ? "" : "?") + ": "
                                + e.getValue().type().describe())
                        .collect(Collectors.joining(", ", "{", "}"));
            case EntityOf entity -> entity.names().isEmpty() ? "AnyEntity" : String.join(" | ", entity.names());
            case Extension extension -> extension.kind().name().toLowerCase(Locale.ROOT);
        };
    }
}
