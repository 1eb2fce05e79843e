package dev.sallyport.ledger.receipt;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.Collection;

/**
 * What a receipt says, apart from its place in the chain. The ledger gives these members no meaning; whoever writes them
 * sees to it that content stands in them as a commitment only.
 *
 * @param members any JSON that is not deeper than {@link ReceiptFormat#MAX_DEPTH} allows
 */
public record ReceiptBody(JsonObject members) {
    public ReceiptBody {
        checkDepth(1 + depth(members));
    }

    static void checkDepth(int depth) {
        if (depth > ReceiptFormat.MAX_DEPTH) {
            throw new IllegalArgumentException("a receipt may nest " + ReceiptFormat.MAX_DEPTH + " deep, not " + depth);
        }
    }

    private static int depth(Json value) {
        return switch (value) {
            case JsonObject object -> 1 + deepest(object.members().values());
            case JsonArray array -> 1 + deepest(array.items());
            case JsonString leaf -> 0;
            case JsonNumber leaf -> 0;
            case JsonBoolean leaf -> 0;
            case JsonNull leaf -> 0;
        };
    }

    private static int deepest(Collection<Json> values) {
        int deepest = 0;
        for (Json value : values) {
            deepest = Math.max(deepest, depth(value));
        }
        return deepest;
    }
}
