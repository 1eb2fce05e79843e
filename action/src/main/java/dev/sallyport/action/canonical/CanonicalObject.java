package dev.sallyport.action.canonical;

import dev.sallyport.action.json.JsonNumber;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object in its canonical bytes under {@link Scheme#SALLYPORT_JCS_2}, written member by member without a tree of values in
 * between. Equal to what {@link CanonicalForm} gives for the same members. Immutable.
 */
public final class CanonicalObject {
    private final byte[] bytes;
    private final int depth;

    private CanonicalObject(byte[] bytes, int depth) {
        this.bytes = bytes;
        this.depth = depth;
    }

    /** Starts an object. */
    public static Writer writer() {
        return new Writer();
    }

    /** The canonical bytes; shared, not copied: nobody changes them. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many objects and arrays are open at once at most, the object itself among them; at least 1. */
    public int depth() {
        return depth;
    }

    /**
     * Writes members in the order of their names, which is the caller's to keep and checked for each. Not thread-safe.
     *
     * <p>Every method throws {@link IllegalStateException} when a name does not follow the one before it, and
     * {@link dev.sallyport.action.json.MalformedJson} for text that no canonical form holds.
     */
    public static final class Writer {
        /** Objects open at once; what is written here is the gateway's own and flat. */
        private static final int MAX_OPEN = 8;

        private static final int TYPICAL_BYTES = 1536;

        private final CanonicalBytes out = new CanonicalBytes(TYPICAL_BYTES);
        private final @Nullable String[] last = new String[MAX_OPEN];
        private int open;
        private int deepest = 1;

        private Writer() {
            out.ascii('{');
        }

        /** Puts a string. */
        public Writer put(String name, String value) {
            name(name);
            out.quoted(value);
            return this;
        }

        /** Puts a string if there is one. */
        public Writer put(String name, Optional<String> value) {
            return value.isPresent() ? put(name, value.get()) : this;
        }

        /** Puts a boolean. */
        public Writer put(String name, boolean value) {
            name(name);
            out.ascii(value ? "true" : "false");
            return this;
        }

        /**
         * Puts an integer.
         *
         * @throws IllegalArgumentException beyond &plusmn;(2^53 - 1)
         */
        public Writer put(String name, long value) {
            if (value > JsonNumber.MAX_SAFE_INTEGER || value < -JsonNumber.MAX_SAFE_INTEGER) {
                throw new IllegalArgumentException("integer " + value + " is beyond 2^53 - 1: use a string");
            }
            name(name);
            out.ascii(Long.toString(value));
            return this;
        }

        /** Puts an array of strings, in the order given. */
        public Writer put(String name, Collection<String> values) {
            name(name);
            deepest = Math.max(deepest, open + 2);
            char before = '[';
            for (String value : values) {
                out.ascii(before);
                out.quoted(value);
                before = ',';
            }
            out.ascii(before == '[' ? "[]" : "]");
            return this;
        }

        /** Opens an object as that member; {@link #close} must follow. */
        public Writer open(String name) {
            name(name);
            out.ascii('{');
            if (++open == MAX_OPEN) {
                throw new IllegalStateException("more than " + MAX_OPEN + " objects open at `" + name + "`");
            }
            last[open] = null;
            deepest = Math.max(deepest, open + 1);
            return this;
        }

        /** Closes the object that was opened last. */
        public Writer close() {
            if (open == 0) {
                throw new IllegalStateException("closed an object that was not opened");
            }
            open--;
            out.ascii('}');
            return this;
        }

        /** The object. */
        public CanonicalObject end() {
            if (open != 0) {
                throw new IllegalStateException("ended while `" + last[open - 1] + "` is open");
            }
            out.ascii('}');
            open = -1;
            return new CanonicalObject(out.toByteArray(), deepest);
        }

        private void name(String name) {
            String before = last[open];
            if (before != null) {
                if (before.compareTo(name) >= 0) {
                    throw new IllegalStateException("member `" + name + "` must stand before `" + before + "`");
                }
                out.ascii(',');
            }
            last[open] = name;
            out.quoted(name);
            out.ascii(':');
        }
    }
}
