package dev.sallyport.house;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway made and run as an operator does: {@code init}, then {@code up}, as processes of their own. Confined to one thread. */
final class RunningGateway {

    private static final Pattern OPERATOR_KEY = Pattern.compile("\"operator_key\":\"([^\"]+)\"");
    private static final Pattern AGENT_TOKEN = Pattern.compile("\"agent_token\":\"([^\"]+)\"");
    private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");

    private final Path folder;
    private final Path data;
    private final String operatorKey;
    private final Process up;
    private final URI url;

    private RunningGateway(Path folder, Path data, String operatorKey, Process up, URI url) {
        this.folder = folder;
        this.data = data;
        this.operatorKey = operatorKey;
        this.up = up;
        this.url = url;
    }

    /** One that serves when this returns, with its data below a folder. */
    static RunningGateway in(Path folder) throws IOException, InterruptedException {
        return in(folder, "");
    }

    /** One with a configuration, in YAML. */
    static RunningGateway in(Path folder, String configuration) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        Path file = Files.writeString(folder.resolve("sallyport.yaml"), configuration);
        List<String> init = Program.launcher("init", "--json", "--data", data.toString());
        String keys = Program.run(folder, Map.of(), init).orFail(init);
        Matcher key = OPERATOR_KEY.matcher(keys);
        if (!key.find()) {
            throw new IOException("init printed no operator key");
        }
        List<String> words =
                Program.launcher("up", "--json", "--port", "0", "--data", data.toString(), "--config", file.toString());
        Process up = Program.builder(folder, Map.of(), words)
                .redirectError(folder.resolve("up.log").toFile())
                .start();
        BufferedReader said = up.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        Matcher url = URL.matcher(line == null ? "" : line);
        if (!url.find()) {
            Program.stop(up);
            throw new IOException("the gateway said: " + line);
        }
        return new RunningGateway(folder, data, key.group(1), up, URI.create(url.group(1)));
    }

    Path data() {
        return data;
    }

    URI url() {
        return url;
    }

    String operatorKey() {
        return operatorKey;
    }

    /**
     * Accepts what a server offers to a client that can do what {@code client} says; its results count as the house's own.
     *
     * @param findings what is accepted although the inspection found something: {@code TOOL=FINDING}
     */
    String pin(String name, String client, List<String> server, String... findings)
            throws IOException, InterruptedException {
        return pin(name, client, findings, Stitch.of(List.of("--"), server));
    }

    /** The same of a server at an address. */
    String pinAt(String name, String client, URI url, String... findings) throws IOException, InterruptedException {
        return pin(name, client, findings, List.of("--url", url.toString()));
    }

    private String pin(String name, String client, String[] findings, List<String> where)
            throws IOException, InterruptedException {
        List<String> accepted = Stream.of(findings)
                .flatMap(finding -> Stream.of("--accept", finding))
                .toList();
        List<String> pin = Stitch.of(
                Program.launcher("mcp", "pin", name, "--json", "--data", data.toString()),
                List.of("--client", client, "--results-trust", "trusted_internal_unsigned"),
                accepted,
                where);
        return Program.run(folder, Map.of("SALLYPORT_TOKEN", operatorKey), pin).orFail(pin);
    }

    /** The token of a new agent. */
    String register(String agent) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/v1/agents/register"))
                .header("Authorization", "Bearer " + operatorKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"agent_key\":\"" + agent + "\"}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String said =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher token = AGENT_TOKEN.matcher(said);
            if (!token.find()) {
                throw new IOException("no agent was registered: " + said);
            }
            return token.group(1);
        }
    }

    /** The address of a server behind the gateway. */
    URI door(String server) {
        return url.resolve("/mcp/" + server);
    }

    /** The command of the proxy before a server. */
    List<String> before(String name, List<String> server) {
        return Stitch.of(Program.launcher("mcp", "--server", name, "--data", data.toString(), "--"), server);
    }

    void stop() throws InterruptedException {
        Program.stop(up);
    }
}
