package dev.sallyport.connect.proposal;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The calls that agents' sides run now, until they tell what became of them. At most {@value #MOST}: beyond, the oldest is let go, and its session
 * keeps counting its answer as missing. Thread-safe.
 */
public final class OpenCalls {
    /** How many are kept. */
    public static final int MOST = 10_000;

    /** One use of one tool. */
    public record Use(TenantId tenant, AgentId agent, String session, String what) {}

    /** What was let pass. */
    public record Running(DecisionId decision, Action action) {
        /** The same action with the input it ran with. */
        public Action with(JsonObject ran) {
            return new Action(action.tool(), action.action(), action.resource(), action.mutatesState(), ran);
        }
    }

    /** Guarded by itself; oldest first. */
    private final Map<Use, Running> running = new LinkedHashMap<>();

    /** That call runs now. */
    public void began(Use use, Running call) {
        synchronized (running) {
            running.put(use, call);
            if (running.size() > MOST) {
                running.remove(running.keySet().iterator().next());
            }
        }
    }

    /** That call is over; what was let pass, if it is known. */
    public Optional<Running> ended(Use use) {
        synchronized (running) {
            return Optional.ofNullable(running.remove(use));
        }
    }
}
