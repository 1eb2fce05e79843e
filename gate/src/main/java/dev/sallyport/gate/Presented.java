package dev.sallyport.gate;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.MalformedJson;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A hash that a caller says it computed, held against the action it is about. Only the hash in the scheme the agent is
 * registered with is the right one. The right action in the other scheme is refused as any other bytes are, and told as what it
 * is: then a client is set to the wrong scheme, and perhaps nobody attacks.
 */
enum Presented {
    /** The action's hash in the agent's scheme. */
    SAME,
    /** The same action's hash in the scheme that the agent is not registered with. */
    SKEWED,
    /** Something else. */
    OTHER;

    /** To which call of the API it was presented. */
    enum To {
        AUTHORIZE,
        CONSUME,
        OUTCOME
    }

    static Presented of(Action action, Scheme registered, String hash) {
        if (hash(action, registered).filter(hash::equals).isPresent()) {
            return SAME;
        }
        return hash(action, other(registered)).filter(hash::equals).isPresent() ? SKEWED : OTHER;
    }

    /** The scheme that an agent registered with that one does not have. */
    static Scheme other(Scheme registered) {
        return registered == Scheme.SALLYPORT_JCS_2 ? Scheme.AEGIS_JCS_1 : Scheme.SALLYPORT_JCS_2;
    }

    /** An action's hash in a scheme; nothing when that scheme has no form for it. */
    static Optional<String> hash(Action action, Scheme scheme) {
        try {
            return Optional.of(action.hash(scheme).hex());
        } catch (MalformedJson noForm) {
            return Optional.empty();
        }
    }

    /** What the event of tampering says of it. */
    Map<String, String> fields(To to, Scheme registered) {
        String place = to.name().toLowerCase(Locale.ROOT);
        return this != SKEWED
                ? Map.of("hash.presented_to", place)
                : Map.of(
                        "hash.presented_to", place,
                        "scheme.registered", registered.id(),
                        "scheme.presented", other(registered).id());
    }
}
