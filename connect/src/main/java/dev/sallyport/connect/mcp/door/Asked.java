package dev.sallyport.connect.mcp.door;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.decision.ReasonCode;
import java.util.Optional;

/**
 * One thing a client asks for.
 *
 * @param observed what the server shows of the tool now
 * @param dispatch the canonical parameters that would be sent, every byte of them
 * @param beside the members of those that the action does not hold
 * @param refusal why it may not be done whatever the policies say
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the gate, never compared
public record Asked(
        Action action, Call.Observed observed, byte[] dispatch, JsonObject beside, Optional<ReasonCode> refusal) {
    /** One against which nothing stands yet. */
    public Asked(Action action, Call.Observed observed, byte[] dispatch, JsonObject beside) {
        this(action, observed, dispatch, beside, Optional.empty());
    }
}
