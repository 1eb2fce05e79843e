package dev.sallyport.cli.hook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The live negative test of an MCP server at the gateway's own address: as {@link McpProbe}, over HTTP, with the header fields that the host
 * would send. Nothing is called at the server itself; its tools are looked at, as before any call.
 */
final class HttpMcpProbe implements AutoCloseable {
    private static final Pattern VARIABLE = Pattern.compile("\\$?\\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "2025-11-25";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(McpProbe.SECONDS))
            .build();
    private final McpConfigs.Configured server;
    private final Map<String, String> env;
    private Optional<String> session = Optional.empty();

    private HttpMcpProbe(McpConfigs.Configured server, Map<String, String> env) {
        this.server = server;
        this.env = env;
    }

    static Probe.Result of(McpConfigs.Configured server, Map<String, String> env) throws InterruptedException {
        long began = System.nanoTime();
        try (HttpMcpProbe probe = new HttpMcpProbe(server, env)) {
            String wrong = probe.wrong();
            String how = wrong.isEmpty() ? "the gateway denied it" : wrong;
            return new Probe.Result(wrong.isEmpty(), how, McpProbe.millis(began));
        } catch (IOException silent) {
            return new Probe.Result(false, "no gateway answers there", McpProbe.millis(began));
        }
    }

    /** What is wrong; nothing if the call is refused. */
    private String wrong() throws IOException, InterruptedException {
        HttpResponse<String> first = say(McpProbe.FRAMES.getFirst());
        if (first.statusCode() != 200) {
            // A gateway that does not know the caller refuses here already, in words that only it uses.
            return refused(first) ? "" : "status " + first.statusCode() + " of something that is no gateway";
        }
        session = first.headers().firstValue(SESSION);
        say(McpProbe.FRAMES.get(1));
        return refused(say(McpProbe.FRAMES.get(2))) ? "" : McpProbe.LET_THROUGH;
    }

    private static boolean refused(HttpResponse<String> answer) {
        return answer.body()
                .lines()
                .map(line -> line.startsWith("data:") ? line.substring("data:".length()) : line)
                .map(McpProbe::frame)
                .flatMap(Optional::stream)
                .filter(frame -> answer.statusCode() != 200 || McpProbe.isId(frame, McpProbe.CALL))
                .anyMatch(McpProbe::refuses);
    }

    private HttpResponse<String> say(String frame) throws IOException, InterruptedException {
        return http.send(
                request().POST(HttpRequest.BodyPublishers.ofString(frame)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.command().getFirst()))
                .timeout(Duration.ofSeconds(McpProbe.SECONDS));
        try {
            server.fields().forEach((name, value) -> request.setHeader(name, filled(value)));
        } catch (IllegalArgumentException unsendable) {
            throw new IOException("a header field of `" + server.name() + "` can't be sent", unsendable);
        }
        session.ifPresent(id -> request.setHeader(SESSION, id).setHeader("MCP-Protocol-Version", VERSION));
        return request.setHeader("Content-Type", "application/json")
                .setHeader("Accept", "application/json, text/event-stream");
    }

    /** Hosts write a variable of the environment as {@code ${NAME}}, {@code ${env:NAME}} or {@code {env:NAME}}. */
    private String filled(String value) {
        UnaryOperator<String> known = name -> env.getOrDefault(name, "");
        return VARIABLE.matcher(value).replaceAll(found -> Matcher.quoteReplacement(known.apply(found.group(1))));
    }

    @Override
    public void close() {
        if (session.isPresent()) {
            try {
                http.send(request().DELETE().build(), HttpResponse.BodyHandlers.discarding());
            } catch (IOException gone) {
                // The gateway ends idle sessions by itself.
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        http.close();
    }
}
