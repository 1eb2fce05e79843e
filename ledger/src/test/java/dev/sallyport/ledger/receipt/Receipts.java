package dev.sallyport.ledger.receipt;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Receipts for tests: fixed ones, and random ones from a seed. */
public final class Receipts {
    public static final String KEY_ID = "log.example/acme+01234567";

    private Receipts() {}

    public static Envelope envelope(String tenant, int number) {
        return new Envelope(
                "rcpt_" + number, tenant, ReceiptKind.DECISION, 1_790_000_000_000L + number * 1000L, KEY_ID);
    }

    public static ReceiptBody body(int number) {
        return new ReceiptBody(JsonObject.builder()
                .put("action_hash", "%064x".formatted(number + 1))
                .put("agent", "coding-agent")
                .put("decision", number % 2 == 0 ? "allow" : "deny")
                .put("tool", "mail")
                .build());
    }

    public static JsonObject randomObject(Random random, int depth) {
        JsonObject.Builder object = JsonObject.builder();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.put(randomText(random), random(random, depth));
        }
        return object.build();
    }

    private static Json random(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> new JsonString(randomText(random));
            case 1 -> JsonNumber.of(random.nextLong(-JsonNumber.MAX_SAFE_INTEGER, JsonNumber.MAX_SAFE_INTEGER));
            case 2 -> JsonNumber.of(random.nextInt(100_000) / 100.0);
            case 3 -> JsonBoolean.of(random.nextBoolean());
            case 4 -> JsonNull.NULL;
            case 5 -> randomObject(random, depth - 1);
            default -> {
                List<Json> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(random(random, depth - 1));
                }
                yield new JsonArray(items);
            }
        };
    }

    private static String randomText(Random random) {
        String alphabet = "abc chain body\"\\\n\t\u0001é☕\uE000z";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            if (random.nextInt(8) == 0) {
                text.appendCodePoint(0x1F600 + random.nextInt(32));
            } else {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return text.toString();
    }
}
