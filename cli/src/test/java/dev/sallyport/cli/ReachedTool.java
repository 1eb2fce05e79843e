package dev.sallyport.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind every door and counts what reaches it: a function, a host's tool, an MCP server of either kind, a web server. */
final class ReachedTool implements AutoCloseable {
    /** The tool that both MCP servers offer. */
    static final String TOOL = "change";

    private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|[0-9]+)");
    private static final String OFFER = "{\"tools\":[{\"name\":\"" + TOOL
            + "\",\"description\":\"changes\",\"inputSchema\":{\"type\":\"object\"}}]}";
    private static final String WELCOME =
            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"f\",\"version\":\"1\"}}";
    private static final String DONE = "{\"content\":[{\"type\":\"text\",\"text\":\"done\"}]}";

    private final AtomicInteger reached = new AtomicInteger();
    private final Path script;
    private final Path calls;
    private final HttpServer http;

    ReachedTool(Path folder) throws IOException {
        calls = folder.resolve("calls");
        script = Files.writeString(folder.resolve("server.sh"), script(calls));
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/mcp", this::mcp);
        http.createContext("/", exchange -> {
            reached.incrementAndGet();
            answer(exchange, 200, "hello");
        });
        http.start();
    }

    /** An MCP server on standard input and output, in few enough milliseconds to be started for each door. */
    private static String script(Path calls) {
        return """
            while IFS= read -r line; do
              id=$(printf '%%s' "$line" | sed -n 's/.*"id":\\([^,}]*\\).*/\\1/p')
              case $line in
                *'"tools/call"'*) echo x >> '%s'; result='%s' ;;
                *'"initialize"'*) result='%s' ;;
                *'"tools/list"'*) result='%s' ;;
                *'"id"'*) result='{}' ;;
                *) continue ;;
              esac
              printf '{"jsonrpc":"2.0","id":%%s,"result":%%s}\\n' "$id" "$result"
            done
            """.formatted(calls, DONE, WELCOME, OFFER);
    }

    /** Does what it is for. */
    void run() {
        reached.incrementAndGet();
    }

    /** How often it was reached, on any way. */
    int count() throws IOException {
        return reached.get() + (Files.exists(calls) ? Files.readAllLines(calls).size() : 0);
    }

    int port() {
        return http.getAddress().getPort();
    }

    String mcpUrl() {
        return "http://127.0.0.1:" + port() + "/mcp";
    }

    /** The words that start it as an MCP server. */
    List<String> command() {
        return List.of("/bin/sh", script.toString());
    }

    private void mcp(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher id = ID.matcher(body);
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "");
        } else if (!id.find()) {
            answer(exchange, 202, "");
        } else {
            answer(exchange, 200, "{\"jsonrpc\":\"2.0\",\"id\":" + id.group(1) + ",\"result\":" + result(body) + "}");
        }
    }

    private String result(String body) {
        if (body.contains("\"tools/call\"")) {
            reached.incrementAndGet();
            return DONE;
        }
        return body.contains("\"initialize\"") ? WELCOME : body.contains("\"tools/list\"") ? OFFER : "{}";
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
