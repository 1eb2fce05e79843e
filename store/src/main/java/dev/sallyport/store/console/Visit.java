package dev.sallyport.store.console;

import dev.sallyport.gate.identity.TenantId;

/**
 * That somebody came to the console, or was turned away.
 *
 * @param id makes it one among those of the same millisecond
 * @param kind what happened
 * @param person whose name it was; empty where nobody has the name that was typed, for it may have been a secret in the wrong field
 * @param way how the person showed who it is, such as {@code passphrase} or {@code oidc}
 * @param address where the request came from
 * @param why what it was refused for, as a code; empty for none
 */
public record Visit(
        TenantId tenant, String id, long timeMillis, Kind kind, String person, String way, String address, String why) {
    /** Longest text of one of its members, characters. */
    public static final int LONGEST = 200;

    /** What happened. */
    public enum Kind {
        /** Somebody signed in. */
        ACCEPTED,
        /** Somebody did not get in. */
        REFUSED,
        /** Somebody who is signed in asked for what the person's roles do not hold. */
        FORBIDDEN,
        /** Somebody signed out. */
        LEFT
    }

    public Visit {
        person = cut(person);
        address = cut(address);
        way = cut(way);
        why = cut(why);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
