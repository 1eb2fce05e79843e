package dev.sallyport.bench.mcp;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.gateway.Child;
import dev.sallyport.bench.gateway.ServingProcess;
import dev.sallyport.bench.load.LoadResult;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.cli.mcp.PinForm;
import dev.sallyport.cli.process.OwnJava;
import dev.sallyport.connect.mcp.pin.ListingFailed;
import dev.sallyport.connect.mcp.pin.PinOffer;
import dev.sallyport.connect.mcp.pin.ToolLister;
import dev.sallyport.connect.mcp.upstream.HttpTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tool calls over Streamable HTTP: the {@link LookupServer} spoken to directly, through a plain proxy of others, and through the gateway with
 * policy, provenance and durable receipts. Generator, server and proxy share the machine.
 */
final class HttpCalls {
    /** Sessions, each on a connection of its own. */
    private static final int SESSIONS = 32;

    private static final int AGENTS = 8;
    private static final String KEY = "lookup";
    private static final String WORDS =
            "Find out where the orders of this week are and tell me which of them are late.";

    private final HttpClient http = HttpClient.newHttpClient();
    private final boolean quick;
    private final Report report;

    HttpCalls(boolean quick, Report report) {
        this.quick = quick;
        this.report = report;
    }

    /** Starts the server; for other measurements too. */
    static ServingProcess server() throws IOException {
        return ServingProcess.start(OwnJava.command(LookupServer.class.getName(), List.of()));
    }

    /** Registers the server and accepts its tool, as an operator would; where it is then reached through the gateway. */
    static URI pin(Child gateway, URI endpoint) throws InterruptedException {
        gateway.operator()
                .post(
                        "/v1/mcp/servers",
                        JsonObject.builder()
                                .put("key", KEY)
                                .put("url", endpoint.toString())
                                .build())
                .orComplain();
        try {
            List<Json> entries =
                    ToolLister.list(new HttpTarget(endpoint, Optional.empty(), false), ToolLister.Client.PLAIN);
            PinOffer offer = PinOffer.of(KEY, entries, Map.of());
            gateway.operator()
                    .post("/v1/mcp/servers/" + KEY + "/tools", PinForm.tools(offer.tools()))
                    .orComplain();
        } catch (ListingFailed failed) {
            throw new Broken("the server's tools were not listed: " + failed.getMessage());
        }
        return gateway.url().resolve("/mcp/" + KEY);
    }

    /** Measures all and reports; how many calls went through the gateway. */
    long run(Child gateway) throws IOException, InterruptedException {
        try (ServingProcess server = server()) {
            URI endpoint = server.url().resolve(LookupServer.PATH);
            HttpCase direct = drive(new McpCalls(http, endpoint, Map.of()));
            Optional<HttpCase> plain = plain(endpoint);
            long before = answered(server);
            HttpCase gated = through(gateway, pin(gateway, endpoint));
            long reached = answered(server) - before;
            if (reached != gated.calls()) {
                throw new Broken(gated.calls() + " calls were answered, " + reached + " of them by the server");
            }
            tell(direct, plain, gated);
            return gated.calls();
        }
    }

    private Optional<HttpCase> plain(URI endpoint) throws IOException, InterruptedException {
        Optional<ServingProcess> proxy = PlainProxy.before(endpoint, report);
        if (proxy.isEmpty()) {
            return Optional.empty();
        }
        try (ServingProcess running = proxy.get()) {
            return Optional.of(drive(new McpCalls(http, running.url().resolve(LookupServer.PATH), Map.of())));
        }
    }

    private HttpCase drive(McpCalls calls) throws IOException, InterruptedException {
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(calls.open());
        }
        return HttpCase.drive(
                calls.endpoint(),
                run -> sessions.stream().map(id -> calls.call(id, run)).toList(),
                HttpCase.Times.plain(quick),
                Optional.empty());
    }

    /** Each connection is a session of the gate with the words of its user, so that the content of each is kept and looked at. */
    private HttpCase through(Child gateway, URI endpoint) throws IOException, InterruptedException {
        McpCalls plain = new McpCalls(http, endpoint, Map.of());
        List<McpCalls> clients = new ArrayList<>();
        List<String> sessions = new ArrayList<>();
        List<Child.Agent> agents = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            agents.add(gateway.registerVoice("voice-" + i + "-"));
        }
        for (int i = 0; i < SESSIONS; i++) {
            String token = agents.get(i % AGENTS).token();
            String session = "lookup-" + i;
            gateway.operator()
                    .as(token)
                    .post(
                            "/v1/sessions/" + session + "/prompts",
                            JsonObject.builder().put("text", WORDS).build())
                    .orComplain();
            McpCalls client = plain.with("Authorization", "Bearer " + token).with("Sallyport-Session", session);
            clients.add(client);
            sessions.add(client.open());
        }
        return HttpCase.drive(
                endpoint,
                run -> {
                    List<byte[]> calls = new ArrayList<>();
                    for (int i = 0; i < SESSIONS; i++) {
                        calls.add(clients.get(i).call(sessions.get(i), run));
                    }
                    return calls;
                },
                HttpCase.Times.gateway(quick),
                Optional.of(gateway));
    }

    private long answered(ServingProcess server) throws IOException, InterruptedException {
        HttpRequest ask = HttpRequest.newBuilder(server.url().resolve(LookupServer.ANSWERED))
                .build();
        return Long.parseLong(
                http.send(ask, HttpResponse.BodyHandlers.ofString()).body());
    }

    private void tell(HttpCase direct, Optional<HttpCase> plain, HttpCase gated) {
        double floor = direct.closed().perSecond();
        report.row(paced("http, 200/s, direct", direct.paced()));
        plain.ifPresent(peer -> report.row(paced("http, 200/s, plain proxy", peer.paced())));
        Row through = paced("http, 200/s, through the gateway", gated.paced());
        report.row(plain.map(peer -> through.withPeer(us(peer.paced(), 0.5))).orElse(through));
        Row added = Added.row(
                "http, 200/s, added", direct.paced().durations(), gated.paced().durations());
        report.row(plain.map(peer -> added.withPeer(us(peer.paced(), 0.5) - us(direct.paced(), 0.5)))
                .orElse(added));
        report.row(closed("http, 32 at once, direct", direct));
        plain.ifPresent(
                peer -> report.row(closed("http, 32 at once, plain proxy", peer).withFloor(floor)));
        Row loaded = closed("http, 32 at once, through the gateway", gated).withFloor(floor);
        report.row(plain.map(peer -> loaded.withPeer(us(peer.closed(), 0.5))).orElse(loaded));
        gated.spent().forEach(report::note);
    }

    private static Row paced(String name, LoadResult result) {
        return Row.of(ProxyBench.NAME, name, "us", result.durations(), Added.NANOS);
    }

    private static Row closed(String name, HttpCase measured) {
        return paced(name, measured.closed()).withThroughput(measured.closed().perSecond());
    }

    private static double us(LoadResult result, double share) {
        return result.durations().quantile(share) / Added.NANOS;
    }
}
