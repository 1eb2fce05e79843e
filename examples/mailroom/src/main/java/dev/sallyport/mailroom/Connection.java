package dev.sallyport.mailroom;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One client's connection: reads messages, answers each request once, and lets a client cancel a call that takes long.
 *
 * <p>Quick requests are answered in order on the reading thread. A tool that waits runs on a virtual thread of its own, so that
 * {@code notifications/cancelled} can be read meanwhile; a cancelled request is not answered (MCP 2025-11-25, "Cancellation").
 */
final class Connection {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Wire wire;
    private final Methods methods;
    /** Calls that still run, by request id. Whoever takes an entry out decides whether the call is answered. */
    private final Map<JsonNode, Thread> running = new ConcurrentHashMap<>();

    private boolean greeted;

    Connection(Wire wire, Desk desk) {
        this.wire = wire;
        this.methods = new Methods(desk);
    }

    /** Serves until the client closes its end; calls that still run then are cancelled. */
    void serve() throws IOException {
        boolean open = true;
        while (open) {
            try {
                byte[] line = wire.readLine();
                open = line != null;
                if (line != null && line.length > 0) {
                    receive(JSON.readTree(line));
                }
            } catch (Wire.LineTooLong tooLong) {
                refuse(JSON.nullNode(), new RpcError(RpcError.INVALID_REQUEST, String.valueOf(tooLong.getMessage())));
            } catch (JacksonException malformed) {
                refuse(JSON.nullNode(), new RpcError(RpcError.PARSE_ERROR, "not one JSON value on a line"));
            }
        }
        running.values().forEach(Thread::interrupt);
    }

    private void receive(JsonNode message) throws IOException {
        JsonNode id = message.path("id");
        JsonNode method = message.path("method");
        if (message.isObject() && method.isMissingNode() && (message.has("result") || message.has("error"))) {
            return; // An answer: this server asks nothing, so it belongs to nobody.
        }
        boolean wellFormed = message.isObject()
                && message.path("jsonrpc").asString("").equals("2.0")
                && method.isString()
                && (id.isMissingNode() || id.isString() || id.isIntegralNumber())
                && (message.path("params").isMissingNode()
                        || message.path("params").isObject());
        if (!wellFormed) {
            refuse(
                    JSON.nullNode(),
                    new RpcError(RpcError.INVALID_REQUEST, "not a JSON-RPC 2.0 request or notification"));
            return;
        }
        JsonNode params = message.has("params") ? message.get("params") : JSON.createObjectNode();
        if (id.isMissingNode()) {
            notified(method.asString(), params);
        } else {
            requested(id, method.asString(), params);
        }
    }

    private void notified(String method, JsonNode params) {
        if (method.equals("notifications/cancelled")) {
            Thread call = running.remove(params.path("requestId"));
            if (call != null) {
                call.interrupt();
            }
        }
    }

    private void requested(JsonNode id, String method, JsonNode params) throws IOException {
        try {
            Era era = Era.of(params);
            if (era == Era.HANDSHAKE && !greeted && !method.equals("initialize") && !method.equals("ping")) {
                throw new RpcError(
                        RpcError.INVALID_REQUEST, "`" + method + "` before `initialize`, and without `_meta`");
            }
            if (methods.takesLong(method, params)) {
                answerLater(id, era, method, params);
                return;
            }
            ObjectNode result = methods.answer(era, method, params, Progress.NONE);
            greeted |= method.equals("initialize");
            reply(id, result);
        } catch (RpcError error) {
            refuse(id, error);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void answerLater(JsonNode id, Era era, String method, JsonNode params) throws RpcError {
        Thread call = Thread.ofVirtual().unstarted(() -> {
            try {
                ObjectNode result = methods.answer(era, method, params, progress(params));
                if (running.remove(id) != null) {
                    reply(id, result);
                }
            } catch (RpcError error) {
                running.remove(id);
                refuseQuietly(id, error);
            } catch (InterruptedException | IOException cancelled) {
                running.remove(id);
            }
        });
        if (running.putIfAbsent(id, call) != null) {
            throw new RpcError(RpcError.INVALID_REQUEST, "request id in use");
        }
        call.start();
    }

    /** Reports to the client when it asked for reports by a token (MCP, "Progress"). */
    private Progress progress(JsonNode params) {
        JsonNode token = params.path("_meta").path("progressToken");
        if (token.isMissingNode()) {
            return Progress.NONE;
        }
        return (done, total, words) -> {
            ObjectNode notification =
                    JSON.createObjectNode().put("jsonrpc", "2.0").put("method", "notifications/progress");
            ObjectNode body = notification.putObject("params");
            body.set("progressToken", token);
            body.put("progress", done).put("total", total).put("message", words);
            wire.send(notification);
        };
    }

    private void reply(JsonNode id, ObjectNode result) throws IOException {
        wire.send(envelope(id).set("result", result));
    }

    private void refuse(JsonNode id, RpcError error) throws IOException {
        ObjectNode body =
                JSON.createObjectNode().put("code", error.code()).put("message", String.valueOf(error.getMessage()));
        if (error.data() != null) {
            body.set("data", error.data());
        }
        wire.send(envelope(id).set("error", body));
    }

    private void refuseQuietly(JsonNode id, RpcError error) {
        try {
            refuse(id, error);
        } catch (IOException gone) {
            System.err.println("mailroom: the client is gone: " + gone.getMessage());
        }
    }

    private static ObjectNode envelope(JsonNode id) {
        ObjectNode envelope = JSON.createObjectNode().put("jsonrpc", "2.0");
        envelope.set("id", id);
        return envelope;
    }
}
