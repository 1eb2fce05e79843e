package dev.sallyport.connect.mcp.door;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.identity.TraceParent;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One thing a client asks for.
 *
 * @param observed what the server shows of the tool now
 * @param dispatch the canonical parameters that would be sent, every byte of them
 * @param beside the members of those that the action does not hold
 * @param refusal why it may not be done whatever the policies say
 * @param within the span of the client's within which it asks; a label for exports
 * @param restores how many secrets of which kind would be put back into it on its release
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the gate, never compared
public record Asked(
        Action action,
        Call.Observed observed,
        byte[] dispatch,
        JsonObject beside,
        Optional<ReasonCode> refusal,
        Optional<TraceParent> within,
        SortedMap<String, Integer> restores) {
    /** One against which nothing stands yet. */
    public Asked(Action action, Call.Observed observed, byte[] dispatch, JsonObject beside) {
        this(action, observed, dispatch, beside, Optional.empty(), Optional.empty(), Collections.emptySortedMap());
    }
}
