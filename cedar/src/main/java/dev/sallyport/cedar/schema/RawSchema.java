package dev.sallyport.cedar.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schema as written, in either syntax: names are not resolved yet. */
final class RawSchema {

    final Map<String, Namespace> namespaces = new LinkedHashMap<>();

    /** The namespace called {@code name}, made if need be; a schema may come back to one. */
    Namespace namespace(String name) {
        return namespaces.computeIfAbsent(name, Namespace::new);
    }

    /** The declarations of one namespace; the empty name is outside all. */
    static final class Namespace {
        final String name;
        final Map<String, RawType> commonTypes = new LinkedHashMap<>();
        final Map<String, EntityDeclaration> entities = new LinkedHashMap<>();
        final Map<String, ActionDeclaration> actions = new LinkedHashMap<>();

        Namespace(String name) {
            this.name = name;
        }

        /** The full name of something declared here. */
        String full(String simple) {
            return name.isEmpty() ? simple : name + "::" + simple;
        }
    }

    record EntityDeclaration(
            List<String> memberOf, RawType shape, Optional<RawType> tags, Optional<List<String>> choices) {}

    record ActionDeclaration(List<ActionName> memberOf, Optional<AppliesTo> appliesTo) {}

    /** An action named by its id, within a type if one is given. */
    record ActionName(Optional<String> type, String id) {}

    record AppliesTo(List<String> principals, List<String> resources, RawType context) {}

    sealed interface RawType {}

    /** A name, to be looked up among these kinds of declarations. */
    record Named(String name, Kinds kinds) implements RawType {}

    enum Kinds {
        ANY,
        ENTITY,
        COMMON,
        BUILT_IN
    }

    record SetType(RawType element) implements RawType {}

    record RecordType(Map<String, Field> fields) implements RawType {

        static final RecordType EMPTY = new RecordType(Map.of());
    }

    record Field(RawType type, boolean required) {}

    /** Every namespace in which {@code name} may be declared, the inner one first. */
    static List<String> candidates(String namespace, String name) {
        List<String> candidates = new ArrayList<>();
        if (!namespace.isEmpty() && !name.contains("::")) {
            candidates.add(namespace + "::" + name);
        }
        candidates.add(name);
        return candidates;
    }
}
