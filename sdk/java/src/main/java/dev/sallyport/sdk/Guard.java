package dev.sallyport.sdk;

import dev.sallyport.action.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a protected function does, and what its host wants to hear.
 *
 * @param tool the tool, such as {@code mail}
 * @param action the operation, such as {@code send}
 * @param mutatesState whether it changes anything outside; if in doubt, true
 * @param resource names what the arguments act on
 * @param claims what the host says of the call
 * @param readOpen whether it runs when no gateway answered at all: no connection, no answer in time, one that cannot be read, or
 *     a failure (5xx) of something that is no gateway. Only for what reads. Whatever a gateway says stands
 * @param onReadOpen told when it runs so
 * @param onOutcomeLost told when it ran and its outcome could not be reported
 */
public record Guard(
        String tool,
        String action,
        boolean mutatesState,
        Function<JsonObject, Optional<String>> resource,
        Claims claims,
        boolean readOpen,
        Consumer<Unavailable> onReadOpen,
        Consumer<SallyportException> onOutcomeLost) {
    /**
     * @throws IllegalArgumentException when a function that changes something should read open
     */
    public Guard {
        if (readOpen && mutatesState) {
            throw new IllegalArgumentException("only a function that changes nothing may read open");
        }
    }

    /** A function that changes something. */
    public static Guard mutating(String tool, String action) {
        return new Guard(tool, action, true, args -> Optional.empty(), Claims.UNKNOWN, false, none -> {}, none -> {});
    }

    /** A function that only reads, and that does not run without an answer. */
    public static Guard reading(String tool, String action) {
        return new Guard(tool, action, false, args -> Optional.empty(), Claims.UNKNOWN, false, none -> {}, none -> {});
    }

    /** With what it acts on. */
    public Guard on(Function<JsonObject, Optional<String>> named) {
        return new Guard(tool, action, mutatesState, named, claims, readOpen, onReadOpen, onOutcomeLost);
    }

    /** With what the host says of the call. */
    public Guard saying(Claims said) {
        return new Guard(tool, action, mutatesState, resource, said, readOpen, onReadOpen, onOutcomeLost);
    }

    /** Running also without an answer, which is then told. */
    public Guard openForReads(Consumer<Unavailable> told) {
        return new Guard(tool, action, mutatesState, resource, claims, true, told, onOutcomeLost);
    }

    /** Telling when an outcome could not be reported. */
    public Guard telling(Consumer<SallyportException> told) {
        return new Guard(tool, action, mutatesState, resource, claims, readOpen, onReadOpen, told);
    }
}
