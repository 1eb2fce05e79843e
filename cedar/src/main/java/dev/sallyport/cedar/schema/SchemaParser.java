package dev.sallyport.cedar.schema;

import dev.sallyport.cedar.schema.RawSchema.ActionDeclaration;
import dev.sallyport.cedar.schema.RawSchema.ActionName;
import dev.sallyport.cedar.schema.RawSchema.AppliesTo;
import dev.sallyport.cedar.schema.RawSchema.EntityDeclaration;
import dev.sallyport.cedar.schema.RawSchema.Field;
import dev.sallyport.cedar.schema.RawSchema.Kinds;
import dev.sallyport.cedar.schema.RawSchema.Named;
import dev.sallyport.cedar.schema.RawSchema.Namespace;
import dev.sallyport.cedar.schema.RawSchema.RawType;
import dev.sallyport.cedar.schema.RawSchema.RecordType;
import dev.sallyport.cedar.schema.RawSchema.SetType;
import dev.sallyport.cedar.syntax.PolicyParser;
import dev.sallyport.cedar.syntax.Source;
import dev.sallyport.cedar.syntax.Token;
import dev.sallyport.cedar.syntax.TokenReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the human schema syntax. Not thread-safe. */
final class SchemaParser {

    /** Nested sets and records a type may have. */
    static final int MAX_DEPTH = 100;

    private static final Set<String> BUILT_IN_NAMES =
            Set.of("Bool", "Boolean", "Long", "String", "Set", "Record", "Entity", "Extension");

    private final TokenReader in;
    private final RawSchema schema = new RawSchema();
    private int depth;

    SchemaParser(Source source) {
        this.in = new TokenReader(source);
    }

    RawSchema schema() {
        while (!in.atEnd()) {
            PolicyParser.annotations(in);
            if (in.accept("namespace")) {
                Token name = in.peek();
                Namespace namespace = namespace(in.path(), name);
                in.expect("{");
                while (!in.accept("}")) {
                    PolicyParser.annotations(in);
                    declaration(namespace);
                }
            } else {
                declaration(schema.namespace(""));
            }
        }
        return schema;
    }

    private Namespace namespace(String name, Token at) {
        if (schema.namespaces.containsKey(name)) {
            throw in.error(at, "namespace `" + name + "` is opened twice");
        }
        return schema.namespace(name);
    }

    private void declaration(Namespace namespace) {
        if (in.accept("entity")) {
            entity(namespace);
        } else if (in.accept("action")) {
            action(namespace);
        } else if (in.accept("type")) {
            commonType(namespace);
        } else {
            throw in.unexpected("`entity`, `action`, `type` or `namespace`");
        }
        in.expect(";");
    }

    private void commonType(Namespace namespace) {
        Token name = in.peek();
        String simple = in.identifier();
        if (BUILT_IN_NAMES.contains(simple)) {
            throw in.error(name, "`" + simple + "` is a built-in type and cannot be declared");
        }
        in.expect("=");
        declare(namespace.commonTypes, simple, type(), name);
    }

    private <T> void declare(Map<String, T> declarations, String name, T declaration, Token at) {
        if (declarations.putIfAbsent(name, declaration) != null) {
            throw in.error(at, "`" + name + "` is declared twice");
        }
    }

    private void entity(Namespace namespace) {
        Map<String, Token> names = new LinkedHashMap<>();
        do {
            Token token = in.peek();
            declare(names, in.identifier(), token, token);
        } while (in.accept(","));
        EntityDeclaration declaration = in.accept("enum") ? enumeration() : structure();
        names.forEach((name, token) -> declare(namespace.entities, name, declaration, token));
    }

    private EntityDeclaration enumeration() {
        List<String> choices = new ArrayList<>();
        in.expect("[");
        do {
            choices.add(in.string());
        } while (in.accept(","));
        in.expect("]");
        return new EntityDeclaration(List.of(), RecordType.EMPTY, Optional.empty(), Optional.of(choices));
    }

    private EntityDeclaration structure() {
        List<String> memberOf = in.accept("in") ? entityTypes() : List.of();
        RawType shape = RecordType.EMPTY;
        if (in.accept("=") || in.peek().is("{")) {
            shape = record();
        }
        Optional<RawType> tags = in.accept("tags") ? Optional.of(type()) : Optional.empty();
        return new EntityDeclaration(memberOf, shape, tags, Optional.empty());
    }

    private List<String> entityTypes() {
        if (!in.accept("[")) {
            return List.of(typeName());
        }
        List<String> types = new ArrayList<>();
        while (!in.accept("]")) {
            types.add(typeName());
            if (!in.accept(",")) {
                in.expect("]");
                break;
            }
        }
        return types;
    }

    /** A path; unlike in policies it may begin with the reserved {@code __cedar}. */
    private String typeName() {
        if (in.peek().is("__cedar") && in.peek(1).is("::")) {
            in.take();
            in.take();
            return "__cedar::" + in.identifier();
        }
        return in.path();
    }

    private void action(Namespace namespace) {
        Map<String, Token> names = new LinkedHashMap<>();
        do {
            Token token = in.peek();
            declare(names, name(), token, token);
        } while (in.accept(","));
        List<ActionName> memberOf = in.accept("in") ? actionNames() : List.of();
        Optional<AppliesTo> appliesTo = in.accept("appliesTo") ? Optional.of(appliesTo()) : Optional.empty();
        if (in.accept("attributes")) {
            in.expect("{");
            in.expect("}");
        }
        ActionDeclaration declaration = new ActionDeclaration(memberOf, appliesTo);
        names.forEach((name, token) -> declare(namespace.actions, name, declaration, token));
    }

    private String name() {
        return in.peek().kind() == Token.Kind.STRING ? in.string() : in.identifier();
    }

    private List<ActionName> actionNames() {
        if (!in.accept("[")) {
            return List.of(actionName());
        }
        List<ActionName> names = new ArrayList<>();
        while (!in.accept("]")) {
            names.add(actionName());
            if (!in.accept(",")) {
                in.expect("]");
                break;
            }
        }
        return names;
    }

    private ActionName actionName() {
        if (in.peek().kind() == Token.Kind.STRING || !in.peek(1).is("::")) {
            return new ActionName(Optional.empty(), name());
        }
        String type = in.path();
        in.expect("::");
        return new ActionName(Optional.of(type), in.string());
    }

    private AppliesTo appliesTo() {
        Token open = in.expect("{");
        @Nullable List<String> principals = null;
        @Nullable List<String> resources = null;
        @Nullable RawType context = null;
        while (!in.accept("}")) {
            Token key = in.peek();
            boolean repeated;
            if (in.accept("principal")) {
                repeated = principals != null;
                in.expect(":");
                principals = entityTypes();
            } else if (in.accept("resource")) {
                repeated = resources != null;
                in.expect(":");
                resources = entityTypes();
            } else {
                in.expect("context");
                repeated = context != null;
                in.expect(":");
                context = in.peek().is("{") ? record() : new Named(typeName(), Kinds.COMMON);
            }
            if (repeated) {
                throw in.error(key, key.describe() + " is given twice");
            }
            if (!in.accept(",")) {
                in.expect("}");
                break;
            }
        }
        if (principals == null || resources == null || principals.isEmpty() || resources.isEmpty()) {
            throw in.error(open, "`appliesTo` needs at least one principal type and one resource type");
        }
        return new AppliesTo(principals, resources, context == null ? RecordType.EMPTY : context);
    }

    private RawType type() {
        if (++depth > MAX_DEPTH) {
            throw in.error(in.peek(), "the type is nested deeper than " + MAX_DEPTH);
        }
        RawType type = typeBody();
        depth--;
        return type;
    }

    private RawType typeBody() {
        if (in.peek().is("{")) {
            return record();
        }
        if (in.peek().is("Set") && in.peek(1).is("<")) {
            in.take();
            in.take();
            RawType element = type();
            in.expect(">");
            return new SetType(element);
        }
        return new Named(typeName(), Kinds.ANY);
    }

    private RecordType record() {
        in.expect("{");
        Map<String, Field> fields = new LinkedHashMap<>();
        while (!in.accept("}")) {
            PolicyParser.annotations(in);
            Token token = in.peek();
            String name = token.kind() == Token.Kind.STRING ? in.string() : in.identifier();
            boolean required = !in.accept("?");
            in.expect(":");
            declare(fields, name, new Field(type(), required), token);
            if (!in.accept(",")) {
                in.expect("}");
                break;
            }
        }
        return new RecordType(fields);
    }
}
