package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.mcp.door.Verdict;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;

/**
 * How the gate's no looks to a client. A refused tool call is a result with {@code isError}, so that every host shows it to its model
 * instead of failing; {@code _meta["dev.sallyport/decision"]} says explicitly that it was denied, not that it failed. Anything else that
 * is refused is a JSON-RPC error with the same data.
 */
final class Refusals {
    /** Name of the member that carries the decision. */
    static final String DECISION_KEY = "dev.sallyport/decision";

    private Refusals() {}

    static byte[] frame(byte[] rawId, String method, Era era, Verdict.Refused refused) {
        String text = "[" + refused.code() + "] refused by Sallyport: " + refused.sentence()
                + refused.decision().map(id -> " (decision " + id + ")").orElse("");
        if (!method.equals(Method.TOOLS_CALL)) {
            return Reply.error(rawId, RpcCode.DENIED, text, data(refused));
        }
        JsonObject content =
                JsonObject.builder().put("type", "text").put("text", text).build();
        return Reply.result(
                rawId,
                era.result()
                        .put("content", JsonArray.of(content))
                        .put("isError", true)
                        .put(
                                "_meta",
                                JsonObject.builder()
                                        .put(DECISION_KEY, data(refused))
                                        .build())
                        .build());
    }

    private static JsonObject data(Verdict.Refused refused) {
        JsonObject.Builder data = JsonObject.builder()
                .put("decision", refused.decision().isPresent() ? "deny" : "undecided")
                .put("code", refused.code());
        refused.decision().ifPresent(id -> data.put("decision_id", id));
        refused.receipt().ifPresent(id -> data.put("receipt_id", id));
        return data.build();
    }
}
