package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.PersonId;
import java.util.Optional;

/**
 * That sessions of a person are over.
 *
 * @param session the one that is; empty: every session that began up to then
 * @param timeMillis when, in milliseconds since the epoch
 */
public record SessionEnd(PersonId person, Optional<String> session, long timeMillis) {
    /** The longest a session lives, in milliseconds; what ended before that need not be known any more. */
    public static final long LONGEST_MILLIS = 24 * 60 * 60 * 1000L;
}
