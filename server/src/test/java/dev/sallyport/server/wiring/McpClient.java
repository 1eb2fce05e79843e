package dev.sallyport.server.wiring;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An MCP client over HTTP that shows everything it hears. */
final class McpClient implements AutoCloseable {
    /** A whole answer. */
    record Said(int status, Map<String, java.util.List<String>> fields, String body) {
        JsonObject json() {
            return (JsonObject) StrictJson.parse(body.getBytes(StandardCharsets.UTF_8));
        }

        String field(String name) {
            return fields.getOrDefault(name, java.util.List.of("")).getFirst();
        }

        boolean has(String text) {
            return body.contains(text);
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final URI url;
    final Map<String, String> fields = new HashMap<>();

    McpClient(URI gateway, String server, String token) {
        this.url = gateway.resolve("/mcp/" + server);
        fields.put("Authorization", "Bearer " + token);
        fields.put("Accept", "application/json, text/event-stream");
    }

    HttpRequest.Builder request(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(fields);
        all.putAll(more);
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        return request;
    }

    Said post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    Said post(String body, Map<String, String> more) {
        return post(body.getBytes(StandardCharsets.UTF_8), more);
    }

    Said post(byte[] body, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putIfAbsent("Content-Type", "application/json");
        return send(
                request(all).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    Said delete() {
        return send(request(Map.of()).DELETE().build());
    }

    Said send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Said(answer.statusCode(), answer.headers().map(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a stream and reads it line by line. */
    Lines get(Map<String, String> more) {
        return stream(request(more).GET().build());
    }

    Lines postStream(String body, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("Content-Type", "application/json");
        return stream(
                request(all).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private Lines stream(HttpRequest request) {
        try {
            HttpResponse<java.io.InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            return new Lines(
                    answer.statusCode(),
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A stream under way. */
    record Lines(int status, BufferedReader in) implements AutoCloseable {
        /** The next line that contains that text. */
        String until(String text) {
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.contains(text)) {
                        return line;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new AssertionError("the stream ended without " + text);
        }

        /** Everything that still comes. */
        String rest() {
            try {
                StringBuilder all = new StringBuilder();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    all.append(line).append('\n');
                }
                return all.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Runs the handshake of that revision and goes on in its session. */
    McpClient open(String version) {
        Said said =
                post("{\"jsonrpc\":\"2.0\",\"id\":\"init\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                        + version + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}}");
        if (said.status() != 200) {
            throw new AssertionError(said.toString());
        }
        fields.put("Mcp-Session-Id", said.field("mcp-session-id"));
        fields.put("MCP-Protocol-Version", version);
        Said told = post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        if (told.status() != 202) {
            throw new AssertionError(told.toString());
        }
        return this;
    }

    static String call(Object id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
    }

    static String statelessCall(Object id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "," + META + "}}";
    }

    static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"c\",\"version\":\"1\"},"
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    static Map<String, String> stateless(String method, Optional<String> name) {
        Map<String, String> fields = new HashMap<>();
        fields.put("MCP-Protocol-Version", "2026-07-28");
        fields.put("Mcp-Method", method);
        name.ifPresent(n -> fields.put("Mcp-Name", n));
        return fields;
    }

    @Override
    public void close() {
        http.close();
    }
}
