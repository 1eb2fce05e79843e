package dev.sallyport.connect.hook;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.FormBroken;
import java.util.Optional;
import java.util.Set;

/**
 * How one host speaks. What must be in a document is read strictly; members nobody knows are let alone, because hosts add some with
 * every version. Immutable.
 */
public interface Dialect {
    /**
     * Reads a document.
     *
     * @param named the event that the installed command names
     * @throws FormBroken if a member that must be there is missing or of another type, or the document is of another event
     */
    HookEvent read(Optional<String> named, JsonObject document);

    /** The host's document for that ruling at that event. A refusal where nothing can be refused is an empty document. */
    JsonObject answer(String event, Ruling ruling);

    /** The events at which the host runs nothing that is refused. */
    Set<String> deciding();

    /** The events after a tool, and those of the user's words: a failure there is not a refusal. */
    Set<String> telling();

    /** Whether a failure at that event must refuse; an event nobody named or knows counts as one. */
    default boolean refusesAt(Optional<String> named) {
        return named.map(n -> !telling().contains(n)).orElse(true);
    }

    /** The event that an answer is for where nobody named one. */
    default String usual() {
        return deciding().iterator().next();
    }
}
