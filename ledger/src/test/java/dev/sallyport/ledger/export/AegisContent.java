package dev.sallyport.ledger.export;

import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;

/** What an {@code aegis-1} receipt of a test says. */
public final class AegisContent {
    private AegisContent() {}

    public static JsonObject of(int number) {
        return JsonObject.builder()
                .put("event_id", "rcpt_" + number)
                .put("ts", "2026-09-21T14:13:20Z")
                .put("agent_id", "coding-agent")
                .put("user_id", JsonNull.NULL)
                .put("run_id", JsonNull.NULL)
                .put("trace_id", JsonNull.NULL)
                .put("tool", "mail")
                .put("action", "send")
                .put("resource", "caf\u00e9 \u2615 \ud83d\ude00")
                .put("source_trust", "unknown")
                .put("decision", "deny")
                .put("approver", JsonNull.NULL)
                .put("action_hash", "%064x".formatted(number))
                .build();
    }
}
