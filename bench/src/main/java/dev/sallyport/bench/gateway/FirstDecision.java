package dev.sallyport.bench.gateway;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.remote.Reply;

/** An agent of an install, and the decision it asks for as soon as a gateway is up. */
public final class FirstDecision {
    private final Child.Agent agent;

    FirstDecision(Child.Agent agent) {
        this.agent = agent;
    }

    /** Registers an agent at a running gateway. */
    public static FirstDecision register(BackgroundGateway.Running running, String operatorKey) {
        // A kept install knows the agents of earlier runs.
        String keys = "bench-" + System.currentTimeMillis() + "-";
        return new FirstDecision(
                Child.register(running.gateway().as(operatorKey), keys, 1).getFirst());
    }

    /** Asks; the answer is durable when this returns. */
    public void ask(BackgroundGateway.Running running) {
        JsonObject who = JsonObject.builder()
                .put("id", agent.id())
                .put("environment", "production")
                .build();
        JsonObject call = JsonObject.builder()
                .put("tool", "files")
                .put("action", "read")
                .putNullable("resource", null)
                .put("mutates_state", true)
                .put("parameters", JsonObject.of())
                .build();
        JsonObject context = JsonObject.builder()
                .put("source_trust", "trusted_internal_unsigned")
                .build();
        JsonObject request = JsonObject.builder()
                .put("agent", who)
                .put("tool_call", call)
                .put("context", context)
                .build();
        Reply reply = running.gateway().as(agent.token()).post("/v1/authorize", request);
        if (reply.status() != 200) {
            throw new Broken("the first decision was answered with " + reply);
        }
    }
}
