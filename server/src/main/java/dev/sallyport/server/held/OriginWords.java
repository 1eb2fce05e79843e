package dev.sallyport.server.held;

import dev.sallyport.provenance.source.OriginKind;

/** What each kind of origin is called where people read it. */
public final class OriginWords {
    private OriginWords() {}

    /** Where a value of that kind stands, as the end of a sentence that begins with the value. */
    public static String of(OriginKind kind) {
        return switch (kind) {
            case USER -> "in the user's own words";
            case OWN -> "in a record of the user's own";
            case KNOWN -> "in a field the system keeps";
            case NAMED -> "in a field that fits whom the user named";
            case RECORD -> "in a record the user named";
            case HOST -> "on a host the user named";
            case WITHIN -> "made by the agent, within what the user named";
            case LISTED -> "in a list where anyone can appear";
            case GENERATED -> "nowhere: the agent made it";
            case CONTESTED -> "in a list, but a stranger's text picks it out";
            case LED -> "found by asking for what only a stranger wrote";
            case MIXED -> "put together with a part that only a stranger wrote";
            case UNTRUSTED -> "in a stranger's text alone";
            case EVICTED -> "not among what is still known of the session";
        };
    }
}
