package dev.sallyport.cedar.json;

import dev.sallyport.cedar.error.CedarDataError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed JSON value (RFC 8259), immutable. Numbers are 64-bit integers: Cedar has no others, and a reader that goes
 * through doubles loses the low bits of large ones.
 */
public sealed interface Json {

    /** {@code null}. */
    record Null() implements Json {
        @Override
        public String kind() {
            return "null";
        }
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Json {
        @Override
        public String kind() {
            return "a boolean";
        }
    }

    /** An integer. */
    record Num(long value) implements Json {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /** A string without lone surrogates. */
    record Str(String value) implements Json {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** An array. */
    record Arr(List<Json> items) implements Json {
        @Override
        public String kind() {
            return "an array";
        }
    }

    /** An object; member names are unique and keep their order. */
    record Obj(Map<String, Json> members) implements Json {

        @Override
        public String kind() {
            return "an object";
        }

        /** The member called {@code name}, if there is one. */
        public Optional<Json> find(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The member called {@code name}; an error naming {@code where} if it is absent. */
        public Json need(String name, String where) {
            Json member = members.get(name);
            if (member == null) {
                throw new CedarDataError("json.missing", where + ": member `" + name + "` is missing");
            }
            return member;
        }
    }

    /** Reads exactly one value from {@code text}. */
    static Json parse(String text) {
        return new JsonReader(text).document();
    }

    /** What kind of value this is, for messages. */
    String kind();

    /** This value as an object; an error naming {@code where} otherwise. */
    default Obj object(String where) {
        if (this instanceof Obj object) {
            return object;
        }
        throw mismatch(where, "an object");
    }

    /** This value as an array; an error naming {@code where} otherwise. */
    default List<Json> array(String where) {
        if (this instanceof Arr array) {
            return array.items();
        }
        throw mismatch(where, "an array");
    }

    /** This value as a string; an error naming {@code where} otherwise. */
    default String string(String where) {
        if (this instanceof Str string) {
            return string.value();
        }
        throw mismatch(where, "a string");
    }

    /** This value as a boolean; an error naming {@code where} otherwise. */
    default boolean bool(String where) {
        if (this instanceof Bool bool) {
            return bool.value();
        }
        throw mismatch(where, "a boolean");
    }

    private CedarDataError mismatch(String where, String expected) {
        return new CedarDataError("json.type", where + ": expected " + expected + ", found " + kind());
    }
}
