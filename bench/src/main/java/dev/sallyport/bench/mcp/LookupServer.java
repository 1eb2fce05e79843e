package dev.sallyport.bench.mcp;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.server.http.BodyLimit;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.HostGuard;
import dev.sallyport.server.http.HttpDoor;
import dev.sallyport.server.http.HttpServer;
import dev.sallyport.server.http.Listen;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.http.Router;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The least MCP server over Streamable HTTP (2025-11-25) that a client can work with: one reading tool whose answer is made up of its
 * argument. It holds nothing for a session. Prints its address and serves until standard input ends; {@code GET /answered} says how many
 * tool calls it answered.
 */
public final class LookupServer {
    /** The tool it offers. */
    static final String TOOL = "lookup_order";

    /** Where it serves, below its address. */
    static final String PATH = "/mcp";

    /** Where it says how many tool calls it answered. */
    static final String ANSWERED = "/answered";

    private static final int BODY_LIMIT = 1 << 20;
    private static final long BODY_MILLIS = 60_000;
    private static final int HEADER_LIMIT = 16 << 10;
    private static final long IDLE_MILLIS = 120_000;
    private static final Reply TAKEN = new Reply.Whole(202, Reply.JSON, new byte[0], Map.of());

    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();

    private LookupServer() {}

    /** Serves until standard input ends. */
    public static void main(String[] args) throws IOException {
        LookupServer lookup = new LookupServer();
        Router router = new Router(List.of(
                new Route("POST", PATH, lookup::take),
                new Route("GET", ANSWERED, exchange -> Reply.text("text/plain", lookup.answered.toString())),
                new Route("DELETE", PATH, exchange -> TAKEN)));
        HttpDoor door = new HttpDoor(
                router,
                new HostGuard(Set.of("127.0.0.1"), Set.of()),
                new BodyLimit(BODY_LIMIT, BODY_MILLIS),
                (route, status) -> {});
        Listen listen = new Listen("127.0.0.1", 0, IDLE_MILLIS, HEADER_LIMIT, Optional.empty());
        try (HttpServer server = HttpServer.start(listen, door)) {
            System.out.println(server.url());
            System.out.flush();
            while (System.in.read() >= 0) {
                // Whoever started this closes the stream when done.
            }
        }
        System.exit(0);
    }

    private Reply take(Exchange exchange) {
        if (!(StrictJson.parse(exchange.body()) instanceof JsonObject frame) || frame.get("id") == null) {
            return TAKEN;
        }
        return switch (text(frame, "method")) {
            case "initialize" ->
                new Reply.Whole(
                        200,
                        Reply.JSON,
                        bytes(answer(frame, welcome())),
                        Map.of("Mcp-Session-Id", "lookup-" + sessions.incrementAndGet()));
            case "tools/list" -> Reply.json(200, answer(frame, tools()));
            case "tools/call" -> {
                answered.incrementAndGet();
                yield Reply.json(200, answer(frame, order(object(object(frame, "params"), "arguments"))));
            }
            default -> Reply.json(200, answer(frame, JsonObject.of()));
        };
    }

    private static byte[] bytes(JsonObject frame) {
        return Reply.json(200, frame) instanceof Reply.Whole whole ? whole.body() : new byte[0];
    }

    private static JsonObject answer(JsonObject asked, JsonObject result) {
        return JsonObject.builder()
                .put("jsonrpc", "2.0")
                .put("id", Optional.<Json>ofNullable(asked.get("id")).orElseThrow())
                .put("result", result)
                .build();
    }

    private static JsonObject welcome() {
        return JsonObject.builder()
                .put("protocolVersion", McpCalls.VERSION)
                .put(
                        "capabilities",
                        JsonObject.builder().put("tools", JsonObject.of()).build())
                .put(
                        "serverInfo",
                        JsonObject.builder()
                                .put("name", "lookup")
                                .put("version", "1")
                                .build())
                .build();
    }

    private static JsonObject tools() {
        JsonObject number = JsonObject.builder()
                .put("type", "string")
                .put("description", "The order's number.")
                .build();
        JsonObject tool = JsonObject.builder()
                .put("name", TOOL)
                .put("description", "Says what is known of an order: its customer, its lines, where it is.")
                .put(
                        "inputSchema",
                        JsonObject.builder()
                                .put("type", "object")
                                .put(
                                        "properties",
                                        JsonObject.builder()
                                                .put("number", number)
                                                .build())
                                .build())
                .put(
                        "annotations",
                        JsonObject.builder()
                                .put("readOnlyHint", true)
                                .put("openWorldHint", true)
                                .build())
                .build();
        return JsonObject.builder().put("tools", JsonArray.of(tool)).build();
    }

    private static JsonObject order(JsonObject arguments) {
        String number = text(arguments, "number");
        String words = "Order " + number + " of customer C-" + number.hashCode() % 100_000
                + ": three parts-1037 and one part-2211, packed on Tuesday, left of the north gate; the customer asks to be"
                + " called before the van leaves, and to leave the parcel with the neighbour if nobody opens.";
        JsonObject block =
                JsonObject.builder().put("type", "text").put("text", words).build();
        return JsonObject.builder().put("content", JsonArray.of(block)).build();
    }

    private static JsonObject object(JsonObject holder, String member) {
        return holder.get(member) instanceof JsonObject object ? object : JsonObject.of();
    }

    private static String text(JsonObject holder, String member) {
        return holder.get(member) instanceof JsonString text ? text.value() : "";
    }
}
