package dev.sallyport.provenance.source;

import dev.sallyport.action.TrustLevel;

/**
 * Something that entered a session through the gateway.
 *
 * @param number counts the session's sources from 0
 * @param name the tool ({@code server/tool}), resource or file it came from
 */
public record Source(int number, Kind kind, String name, TrustLevel trust, Sensitivity sensitivity) {
    /** What kind of thing it is. */
    public enum Kind {
        PROMPT,
        RESULT,
        RESOURCE,
        PAGE,
        FILE
    }

    /** Whom its content may reach. */
    public enum Sensitivity {
        PUBLIC,
        INTERNAL,
        PRIVATE
    }

    public Source {
        if (number < 0) {
            throw new IllegalArgumentException("a source is numbered from 0, not " + number);
        }
    }
}
