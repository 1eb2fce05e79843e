package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hostile frames from a seed, over sockets at {@code /mcp/NAME} and as lines of the proxy of standard input, by clients of two agents and two
 * tenants in turn. The gateway goes on; no call reaches a server without the record of its release; and no client ever reads the mark that
 * the server puts into the answers of another's session.
 */
class McpHostileTest {
    private static final TenantId OTHER = new TenantId("globex");
    private static final Settings SETTINGS =
            SettingsFile.parse("hostile.yaml", "limits: {idle_timeout: 5s, body_timeout: 1s}\ntenants: {globex: {}}");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PROBED = 250;

    /** One client with a session of its own, and the mark of that session. */
    private static final class Player {
        final McpClient client;
        final HostileRequests.Caller caller;
        String mark = "";

        Player(McpOverHttp rig, String token) {
            client = rig.client("box", token).open("2025-11-25");
            caller = new HostileRequests.Caller(token, client.fields.getOrDefault("Mcp-Session-Id", ""));
        }

        /** A good call, that must be answered, with the mark. */
        void probe(int id, String how) {
            String said = client.post(McpClient.call(id, "read", "{\"path\":\"probe" + id + "\"}"))
                    .body();
            assertTrue(said.contains("\"mark-") && (mark.isEmpty() || said.contains(mark)), how + ": " + said);
            mark = said.replaceFirst("(?s).*\"(mark-[0-9a-f]+)\".*", "$1");
        }
    }

    private final Map<String, String> marks = new ConcurrentHashMap<>();
    private final List<Player> players = new ArrayList<>();
    private final List<StdioLine> lines = new ArrayList<>();

    @Test
    @Timeout(120)
    void a_thousand_hostile_frames() throws Exception {
        run(1_000, 20_261_121);
    }

    @Test
    @Tag("full")
    @Timeout(300)
    void ten_thousand_hostile_frames() throws Exception {
        run(10_000, System.nanoTime());
    }

    private void run(int frames, long seed) throws Exception {
        String how = "seed " + seed;
        Random random = new Random(seed);
        try (McpOverHttp rig = new McpOverHttp(SETTINGS, "read");
                ExecutorService stalling = Executors.newVirtualThreadPerTaskExecutor()) {
            begin(rig);
            int port = rig.gateway.url().getPort();
            List<Future<String>> stalled = new ArrayList<>();
            for (int i = 0; i < frames / 100; i++) {
                HostileRequests.Caller caller = players.get(i % players.size()).caller;
                boolean trickles = i == 0;
                stalled.add(stalling.submit(() -> HostileRequests.stalled(port, caller, trickles)));
            }
            play(frames, random, port, how);
            for (Future<String> each : stalled) {
                assertTrue(each.get().isEmpty() || each.get().contains("body_too_slow"), how + ": " + each.get());
            }
            long lined = 0;
            for (StdioLine line : lines) {
                line.close();
                assertEquals(List.of(), List.copyOf(line.stray), how);
                lined += line.calls.get();
            }
            check(rig, frames, lined, how);
        }
    }

    private void begin(McpOverHttp rig) {
        rig.upstream.offer(HostileFrames.UNPINNED, "is pinned by nobody");
        rig.upstream.onCall = (self, exchange, request) -> {
            String session = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
            self.json(exchange, 200, self.result(request, marked(session == null ? "none" : session)));
        };
        String operator = rig.gateway.tenant(OTHER, true);
        rig.upstream.tools.remove(HostileFrames.UNPINNED);
        rig.serve("box", operator);
        rig.upstream.offer(HostileFrames.UNPINNED, "is pinned by nobody");
        Heard foreign = rig.register("c", operator);
        Heard second = rig.register("b");
        for (Heard agent : List.of(rig.agent, rig.agent, second, foreign)) {
            players.add(new Player(rig, agent.string("agent_token")));
        }
        lines.add(line(rig, MemoryGateway.TENANT, rig.agent.string("agent_id"), "line-1"));
        lines.add(line(rig, OTHER, foreign.string("agent_id"), "line-2"));
    }

    /** A result with the mark of that session, which nobody can guess. */
    private String marked(String session) {
        if (session.equals("none")) {
            return FakeUpstream.done("unmarked");
        }
        return FakeUpstream.done(marks.computeIfAbsent(
                session, s -> "mark-" + Long.toHexString(new java.security.SecureRandom().nextLong())));
    }

    private StdioLine line(McpOverHttp rig, TenantId tenant, String agent, String session) {
        return new StdioLine(rig.gateway, tenant, agent, session, request -> answer(rig, session, request));
    }

    private String answer(McpOverHttp rig, String session, Frame.Request request) {
        return switch (request.method()) {
            case "tools/list" ->
                rig.upstream.result(request, "{\"tools\":[" + String.join(",", rig.upstream.tools.values()) + "]}");
            case "tools/call" -> rig.upstream.result(request, marked(session));
            default -> rig.upstream.result(request, "{}");
        };
    }

    private void play(int frames, Random random, int port, String how) throws Exception {
        HostileFrames hostile = new HostileFrames(random);
        HostileRequests requests = new HostileRequests(random, port);
        for (int i = 0; i < frames; i++) {
            if (i % PROBED == 0) {
                probe(i, how);
            }
            byte[] frame = hostile.next();
            String at = how + " frame " + i + ": " + new String(frame, StandardCharsets.ISO_8859_1);
            if (random.nextInt(4) == 0) {
                int which = random.nextInt(lines.size());
                lines.get(which).send(frame);
                unmarked(lines.get(which).drain(), Set.of(marks.getOrDefault("line-" + (which + 1), "")), at);
            } else {
                Player player = players.get(random.nextInt(players.size()));
                Player other = players.get(random.nextInt(players.size()));
                byte[] request = requests.next(player.caller, other.caller, frame);
                String said = requests.send(request);
                assertFalse(said.contains("HTTP/1.1 500"), at + "\n" + said);
                String sent = new String(request, StandardCharsets.ISO_8859_1);
                // Whoever holds an agent's token is that agent, in whichever of its sessions.
                boolean same = sent.contains(other.caller.token());
                unmarked(
                        said,
                        new TreeSet<>(List.of(player.mark, same ? other.mark : player.mark)),
                        at + "\nin " + sent);
            }
        }
        probe(frames, how);
    }

    private void probe(int id, String how) throws InterruptedException {
        for (Player player : players) {
            player.probe(1_000_000 + id, how);
        }
        for (int i = 0; i < lines.size(); i++) {
            String probe = "\"probe-" + id + "\"";
            lines.get(i)
                    .send(McpClient.call(probe, "read", "{\"path\":\"" + id + "\"}")
                            .getBytes(StandardCharsets.UTF_8));
            String said = lines.get(i).await(probe);
            assertTrue(said.contains(marks.getOrDefault("line-" + (i + 1), "none")), how + ": " + said);
        }
    }

    /** No mark of anybody else's is in there. */
    private void unmarked(String said, Set<String> own, String how) {
        for (String mark : marks.values()) {
            assertTrue(
                    own.contains(mark) || !said.contains(mark), () -> how + "\nheard another's " + mark + ": " + said);
        }
    }

    private void check(McpOverHttp rig, int frames, long lined, String how) {
        long released = 0;
        for (TenantId tenant : List.of(MemoryGateway.TENANT, OTHER)) {
            for (SealedReceipt receipt : rig.gateway.journal.receipts(tenant, 0, Integer.MAX_VALUE)) {
                String text = new String(receipt.canonical(), StandardCharsets.UTF_8);
                boolean allows = text.contains("\"kind\":\"decision\"") && text.contains("\"decision\":\"allow\"");
                released += allows && text.contains("\"action\":\"read\"") ? 1 : 0;
            }
        }
        for (FakeUpstream.Got got : rig.upstream.got) {
            assertFalse(callsUnpinned(got.body()), how + got);
            assertFalse(got.fields().toString().contains("sp_ag_"), how + ": a token reached the server");
        }
        assertTrue(rig.upstream.calls.get() + lined <= released, how + " " + released);
        // Most frames are refused; this many were not, so that there was something to protect.
        assertTrue(
                rig.upstream.calls.get() > frames / 30 && lined > frames / 100,
                how + " " + rig.upstream.calls + " " + lined);
    }

    /** Whether a server, strict or lax about the case of names, would take the text for a call of what nobody pinned. */
    private static boolean callsUnpinned(String text) {
        JsonNode frame = text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
        return member(frame, "method").anyMatch(m -> m.asString("").equalsIgnoreCase("tools/call"))
                && member(frame, "params")
                        .flatMap(params -> member(params, "name"))
                        .anyMatch(name -> name.asString("").equals(HostileFrames.UNPINNED));
    }

    private static Stream<JsonNode> member(JsonNode frame, String name) {
        return frame.properties().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue);
    }
}
