package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.tool.ToolShape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A server that speaks both eras and keeps every frame it got. Tools are written as they will be listed, byte for byte. */
final class FakeServer {
    final List<byte[]> received = new CopyOnWriteArrayList<>();
    final Map<String, String> tools = new ConcurrentSkipListMap<>();
    volatile int pageSize = Integer.MAX_VALUE;
    volatile boolean answersCalls = true;
    volatile Consumer<Frame.Request> onCall = request -> {};
    volatile String otherResult = "{}";
    volatile String callResult = "{\"content\":[{\"type\":\"text\",\"text\":\"done\"}]}";
    private final Consumer<byte[]> out;

    FakeServer(Consumer<byte[]> out) {
        this.out = out;
    }

    FakeServer offer(String name, String description) {
        tools.put(name, tool(name, description));
        return this;
    }

    static String tool(String name, String description) {
        return "{\"name\": \"" + name + "\", \"description\":\"" + description
                + "\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}}}, \"x-extra\": 1.50}";
    }

    static String hash(String name, String description) {
        Json json = StrictJson.parse(tool(name, description).getBytes(StandardCharsets.UTF_8));
        return ToolShape.of(json).orElseThrow().hash();
    }

    String hash(String name) {
        Json json = StrictJson.parse(
                Optional.ofNullable(tools.get(name)).orElseThrow().getBytes(StandardCharsets.UTF_8));
        return ToolShape.of(json).orElseThrow().hash();
    }

    void take(byte[] bytes) {
        received.add(bytes);
        if (!(FrameReader.ofClient(bytes) instanceof Frame.Request request)) {
            return;
        }
        switch (request.method()) {
            case "initialize" ->
                answer(
                        request,
                        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"f\",\"version\":\"1\"}}");
            case "server/discover" ->
                answer(request, "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"]}");
            case "tools/list" -> list(request);
            case "tools/call" -> {
                onCall.accept(request);
                if (answersCalls) {
                    answer(request, callResult);
                }
            }
            case "subscriptions/listen" -> {}
            default -> answer(request, otherResult);
        }
    }

    void answer(Frame.Request request, String result) {
        say("{\"jsonrpc\":\"2.0\",\"id\":" + text(request.rawId()) + ",\"result\":" + result + "}");
    }

    void say(String frame) {
        out.accept(frame.getBytes(StandardCharsets.UTF_8));
    }

    private void list(Frame.Request request) {
        List<String> all = List.copyOf(tools.values());
        int from = request.params().get("cursor") instanceof JsonString cursor
                        && cursor.value().matches("[0-9]{1,4}")
                ? Math.min(Integer.parseInt(cursor.value()), all.size())
                : 0;
        int to = (int) Math.min(all.size(), (long) from + pageSize);
        String more = to < all.size() ? ",\"nextCursor\":\"" + to + "\"" : "";
        answer(
                request,
                "{ \"tools\" : [" + String.join(" , ", all.subList(from, to)) + "]" + more + ", \"_meta\":{} }");
    }

    List<String> callParams() {
        return received.stream()
                .map(FrameReader::ofClient)
                .filter(f -> f instanceof Frame.Request r && r.method().equals("tools/call"))
                .map(f -> text(Reply.bytes(((Frame.Request) f).params())))
                .toList();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static JsonObject object(String text) {
        return (JsonObject) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
