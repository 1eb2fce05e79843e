package dev.sallyport.gate;

import java.util.Optional;

/** Variants of a call. */
final class Calls {
    private Calls() {}

    /** The call without its request id and nonce: judged afresh, answered only to this caller. */
    static Call notRepeatable(Call c) {
        return new Call(
                c.tenant(),
                c.agent(),
                c.door(),
                c.server(),
                c.action(),
                c.session(),
                c.openedHere(),
                c.stated(),
                c.sensitive(),
                c.userId(),
                c.userRole(),
                c.traceId(),
                c.observed(),
                c.dispatch(),
                Optional.empty(),
                Optional.empty(),
                c.screened(),
                c.parent());
    }
}
