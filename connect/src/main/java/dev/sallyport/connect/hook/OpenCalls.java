package dev.sallyport.connect.hook;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The calls that hosts run now, until they tell what became of them. At most {@value #MOST}: beyond, the oldest is let go, and its session
 * keeps counting its answer as missing. Thread-safe.
 */
final class OpenCalls {
    static final int MOST = 10_000;

    /** One use of one tool. */
    record Use(TenantId tenant, AgentId agent, String session, String what) {}

    /** What was let pass. */
    record Running(DecisionId decision, Action action) {
        /** The same action with the input it ran with. */
        Action with(JsonObject ran) {
            return new Action(action.tool(), action.action(), action.resource(), action.mutatesState(), ran);
        }
    }

    /** Guarded by itself; oldest first. */
    private final Map<Use, Running> running = new LinkedHashMap<>();

    void began(Use use, Running call) {
        synchronized (running) {
            running.put(use, call);
            if (running.size() > MOST) {
                running.remove(running.keySet().iterator().next());
            }
        }
    }

    Optional<Running> ended(Use use) {
        synchronized (running) {
            return Optional.ofNullable(running.remove(use));
        }
    }
}
