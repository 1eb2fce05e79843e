package dev.sallyport.bench.gateway;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.JsonText;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Requests for the load generator, written out beforehand. */
public final class Rendered {
    /** Length of the action's canonical bytes. */
    public static final int ACTION_BYTES = 2048;

    private Rendered() {}

    /** One {@code POST /v1/authorize} with an action of {@link #ACTION_BYTES} canonical bytes. */
    public static byte[] authorize(URI url, String token, String agentId, String session) {
        JsonObject body = JsonObject.builder()
                .put("session", session)
                .put(
                        "agent",
                        JsonObject.builder()
                                .put("id", agentId)
                                .put("environment", "production")
                                .build())
                .put(
                        "user",
                        JsonObject.builder()
                                .put("id", "u-17")
                                .put("role", "clerk")
                                .build())
                .put("tool_call", action().toJson())
                .put(
                        "context",
                        JsonObject.builder()
                                .put("source_trust", "trusted_internal_unsigned")
                                .build())
                .build();
        byte[] content = JsonText.of(body).getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1/authorize HTTP/1.1\r\n"
                + "Host: " + url.getAuthority() + "\r\n"
                + "Authorization: Bearer " + token + "\r\n"
                + "Content-Type: application/json\r\n"
                + "Content-Length: " + content.length + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(content);
        return request.toByteArray();
    }

    /** An order of a few lines, its last text filled up to the length wanted. */
    private static Action action() {
        int missing = ACTION_BYTES - action(0).canonical(Scheme.SALLYPORT_JCS_2).length;
        return action(missing);
    }

    private static Action action(int padding) {
        JsonObject.Builder lines = JsonObject.builder();
        for (int i = 0; i < 12; i++) {
            lines.put(
                    "line-" + i,
                    JsonObject.builder()
                            .put("sku", "part-" + (1000 + 37 * i))
                            .put("quantity", i + 1)
                            .put("note", "left of the north gate")
                            .put("urgent", i % 3 == 0)
                            .build());
        }
        JsonObject parameters = JsonObject.builder()
                .put("customer", "C-20417")
                .put("currency", "EUR")
                .put("lines", lines.build())
                .put("remarks", "x".repeat(padding))
                .build();
        return new Action("warehouse", "create_order", "orders/2026/118", true, parameters);
    }
}
