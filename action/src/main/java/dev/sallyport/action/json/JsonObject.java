package dev.sallyport.action.json;

import java.util.Comparator;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object. Equality ignores the order of members.
 *
 * @param members name to value in the order of insertion, copied, unmodifiable
 */
public record JsonObject(Map<String, Json> members) implements Json {
    private static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
        members = Members.copyOf(members);
    }

    /** The object without members. */
    public static JsonObject of() {
        return EMPTY;
    }

    /** The member's value, or null when there is no such member. A JSON null is {@link JsonNull#NULL}. */
    public @Nullable Json get(String name) {
        return members.get(name);
    }

    /** Hands over every member in the order of the names. */
    public void forEachSorted(Comparator<String> order, BiConsumer<String, Json> taker) {
        Members.copyOf(members).forEachSorted(order, taker); // copies nothing: the constructor made them Members
    }

    /** Whether every order that {@link #forEachSorted} takes gives the same: no name holds surrogates. */
    public boolean hasOneOrder() {
        return Members.copyOf(members).hasOneOrder();
    }

    /** Starts an object. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects members; a name put twice keeps its place and takes the later value. Not thread-safe. */
    public static final class Builder {
        private Members members = new Members();
        private boolean handedOut;

        private Builder() {}

        /** Puts a value. */
        public Builder put(String name, Json value) {
            if (handedOut) {
                members = members.growable();
                handedOut = false;
            }
            members.set(name, value);
            return this;
        }

        /** Puts a string. */
        public Builder put(String name, String value) {
            return put(name, new JsonString(value));
        }

        /**
         * Puts an integer.
         *
         * @throws IllegalArgumentException beyond &plusmn;(2^53 - 1)
         */
        public Builder put(String name, long value) {
            return put(name, JsonNumber.of(value));
        }

        /** Puts a boolean. */
        public Builder put(String name, boolean value) {
            return put(name, JsonBoolean.of(value));
        }

        /** Puts a string, or a JSON null when there is none. */
        public Builder putNullable(String name, @Nullable String value) {
            return put(name, value == null ? JsonNull.NULL : new JsonString(value));
        }

        /** The object. */
        public JsonObject build() {
            handedOut = true;
            return new JsonObject(members);
        }
    }
}
