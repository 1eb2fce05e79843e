package dev.sallyport.cedar.value;

import org.jspecify.annotations.Nullable;

/**
 * The name of an entity: a type such as {@code Tool::Server} and an id. Its hash is computed once, since requests look
 * entities up all the time.
 */
public final class EntityUid implements Value {

    private final String type;
    private final String id;
    private final int hash;

    /** The entity {@code type::"id"}. */
    public EntityUid(String type, String id) {
        this.type = type;
        this.id = id;
        this.hash = 31 * type.hashCode() + id.hashCode();
    }

    /** The type's full name with its namespace. */
    public String type() {
        return type;
    }

    /** The id, any string. */
    public String id() {
        return id;
    }

    /** Whether the type is {@code Action}, in whatever namespace. */
    public boolean isAction() {
        return isActionType(type);
    }

    /** Whether {@code type} is {@code Action}, in whatever namespace. */
    public static boolean isActionType(String type) {
        return type.equals("Action") || type.endsWith("::Action");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof EntityUid uid && hash == uid.hash && id.equals(uid.id) && type.equals(uid.type);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String typeName() {
        return "entity of type `" + type + "`";
    }

    @Override
    public String toString() {
        return type + "::" + Quoted.of(id);
    }
}
