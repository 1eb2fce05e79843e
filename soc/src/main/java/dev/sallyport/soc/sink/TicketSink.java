package dev.sallyport.soc.sink;

import dev.sallyport.soc.notice.Kind;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * A tracker of tickets: the first notice opens one, the next ones are its comments. Trackers take no key that would drop a
 * repetition. So what is about to be made is written down first, and after an attempt whose end is unknown it is looked for; while
 * it might not be seen yet, nothing is made.
 */
abstract sealed class TicketSink implements Sink permits JiraSink, GitHubSink {
    private static final String WAITING = "looking for what may have been made";

    @Override
    public final Outcome tell(Told told, Line line) throws IOException {
        if (!told.isKnown() && told.notice().kind() == Kind.CLOSED) {
            return new Outcome.Idle("no ticket there to close");
        }
        if (told.mayExist()) {
            String found = told.isKnown() ? comment(told, line) : find(told, line);
            if (!found.isEmpty()) {
                return Outcome.taken(found);
            }
            long left = told.settlingSeconds();
            if (left > 0) {
                return new Outcome.Later(WAITING, OptionalLong.of(left), true);
            }
        }
        return told.isKnown() ? append(told, line) : create(told, line);
    }

    /** Opens a ticket. */
    abstract Outcome create(Told told, Line line) throws IOException;

    /** Adds a comment, and closes the ticket with the incident if the tracker lets everybody do so alike. */
    abstract Outcome append(Told told, Line line) throws IOException;

    /** The ticket that an earlier attempt opened; empty if none is seen. */
    abstract String find(Told told, Line line) throws IOException;

    /** The ticket, if the comment stands there; else empty. */
    abstract String comment(Told told, Line line) throws IOException;
}
