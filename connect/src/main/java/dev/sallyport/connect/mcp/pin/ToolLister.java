package dev.sallyport.connect.mcp.pin;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Lines;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;
import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.tool.Observation;
import dev.sallyport.connect.mcp.upstream.HttpTarget;
import dev.sallyport.connect.mcp.upstream.HttpUpstream;
import dev.sallyport.connect.mcp.upstream.HttpUpstreams;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Speaks to a server for as long as it takes to list its tools: one it starts, or one at an address. Tries the handshake of 2025-11-25 first; a server that refuses it is asked
 * without one, as 2026-07-28 does. Confined to one thread.
 */
public final class ToolLister {
    /** How long one answer may take, in milliseconds: some servers install themselves first. */
    public static final long ANSWER_MILLIS = 60_000;

    /** Some servers offer tools only once they know what the client can do, a moment after the handshake. */
    private static final long SETTLE_MILLIS = 500;

    private static final int PAGES = 100;

    /** How many messages besides answers a server may send while it is listed. */
    private static final int FRAMES = 10_000;

    private static final long EXIT_MILLIS = 2_000;
    private static final String HANDSHAKE = "2025-11-25";
    private static final String STATELESS = "2026-07-28";
    private static final JsonObject SELF =
            JsonObject.builder().put("name", "sallyport").put("version", "1").build();
    private static final JsonObject ROOTS =
            JsonObject.builder().put("listChanged", true).build();

    /**
     * What the client says it can do; servers may offer more tools to a client that can do more.
     *
     * @param abilities members of its capabilities, as the protocol names them
     */
    public record Client(Set<String> abilities) {
        /** What a client may be able to do that servers ask back for. */
        public static final List<String> ABILITIES = List.of("roots", "sampling", "elicitation");

        /** As many hosts: able to do all of it. */
        public static final Client COMMON = new Client(Set.copyOf(ABILITIES));

        /** Nothing beyond calling tools. */
        public static final Client PLAIN = new Client(Set.of());

        /**
         * The client of these abilities.
         *
         * @throws IllegalArgumentException for one that is none of {@link #ABILITIES}
         */
        public Client {
            abilities = Set.copyOf(abilities);
            if (!ABILITIES.containsAll(abilities)) {
                throw new IllegalArgumentException("abilities " + abilities + " are not among " + ABILITIES);
            }
        }

        JsonObject capabilities() {
            JsonObject.Builder all = JsonObject.builder();
            for (String ability : ABILITIES) {
                if (abilities.contains(ability)) {
                    all.put(ability, ability.equals("roots") ? ROOTS : JsonObject.of());
                }
            }
            return all.build();
        }
    }

    private final Client client;
    private final Out out;
    private final BlockingQueue<Optional<Frame>> in = new LinkedBlockingQueue<>();
    private int asked;
    private int heard;
    private boolean changed;

    private ToolLister(Out out, Client client) {
        this.client = client;
        this.out = out;
    }

    /** Where frames for the server go. */
    @FunctionalInterface
    private interface Out {
        void send(byte[] frame) throws IOException;
    }

    /**
     * Lists the tools of the server at an address.
     *
     * @param client as above
     * @throws ListingFailed when it can't be reached, or does not list its tools in time
     */
    public static List<Json> list(HttpTarget target, Client client) throws ListingFailed, InterruptedException {
        try (HttpUpstreams upstreams = new HttpUpstreams()) {
            HttpUpstream[] server = new HttpUpstream[1];
            ToolLister lister = new ToolLister(frame -> server[0].send(frame), client);
            server[0] = upstreams.open(target, new HeardByLister(lister.in));
            List<Json> entries = lister.list();
            server[0].close();
            return entries;
        } catch (IOException e) {
            throw new ListingFailed("the server went away: " + e.getMessage());
        }
    }

    /**
     * Lists the tools of the server that a command starts.
     *
     * @param environment what the server sees; a caller leaves its own credentials out
     * @param client as whom to ask; a tool that is pinned and then not offered to a lesser client keeps the server from starting there
     * @throws ListingFailed when the command can't be started, or does not list its tools in time
     */
    public static List<Json> list(List<String> command, Map<String, String> environment, Client client)
            throws ListingFailed, InterruptedException {
        Process server;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().clear();
            builder.environment().putAll(environment);
            server = builder.start();
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new ListingFailed("the server's command could not be started: " + e.getMessage());
        }
        try {
            OutputStream out = server.getOutputStream();
            ToolLister lister = new ToolLister(
                    frame -> {
                        out.write(frame);
                        out.write('\n');
                        out.flush();
                    },
                    client);
            Thread.ofPlatform().daemon().name("mcp-list").start(() -> lister.read(server));
            return lister.list();
        } catch (IOException e) {
            throw new ListingFailed("the server went away: " + e.getMessage());
        } finally {
            stop(server);
        }
    }

    private static void stop(Process server) throws InterruptedException {
        try {
            server.getOutputStream().close();
        } catch (IOException e) {
            server.destroy();
        }
        if (!server.waitFor(EXIT_MILLIS, TimeUnit.MILLISECONDS)) {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
        }
    }

    private List<Json> list() throws IOException, ListingFailed, InterruptedException {
        boolean handshake = ask(
                        "initialize",
                        JsonObject.builder()
                                .put("protocolVersion", HANDSHAKE)
                                .put("capabilities", client.capabilities())
                                .put("clientInfo", SELF)
                                .build())
                instanceof Frame.Result;
        if (handshake) {
            send(Reply.notification("notifications/initialized", JsonObject.of()));
        }
        settle();
        List<Json> entries = pages(handshake);
        while (settle()) {
            entries = pages(handshake);
        }
        return entries;
    }

    /** Lets the server say for a moment what it has to say; whether its tools changed. Gives up on one that never comes to rest. */
    private boolean settle() throws IOException, ListingFailed, InterruptedException {
        boolean since = changed;
        changed = false;
        for (Optional<Frame> next = in.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
                next != null;
                next = in.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS)) {
            since |= heard(next);
        }
        return since;
    }

    /** Takes what is no answer to the lister; whether it says that the tools changed. */
    private boolean heard(Optional<Frame> next) throws IOException, ListingFailed {
        if (next.isEmpty()) {
            throw new ListingFailed("the server ended before it listed its tools");
        }
        if (++heard > FRAMES) {
            throw new ListingFailed("the server sent more than " + FRAMES + " messages and did not come to rest");
        }
        if (next.get() instanceof Frame.Request request) {
            JsonObject none = JsonObject.builder().put("roots", JsonArray.of()).build();
            send(
                    request.method().equals("roots/list")
                            ? Reply.result(request.rawId(), none)
                            : Reply.error(request.rawId(), RpcCode.METHOD_NOT_FOUND, "listing", "only lists tools"));
        }
        return next.get() instanceof Frame.Notification told
                && told.method().equals("notifications/tools/list_changed");
    }

    private List<Json> pages(boolean handshake) throws IOException, ListingFailed, InterruptedException {
        List<Json> entries = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < PAGES; page++) {
            JsonObject.Builder params = JsonObject.builder();
            if (!handshake) {
                params.put("_meta", meta());
            }
            cursor.ifPresent(c -> params.put("cursor", c));
            if (!(ask("tools/list", params.build()) instanceof Frame.Result result)) {
                throw new ListingFailed("the server answers tools/list with an error, or with what is not strict JSON");
            }
            entries.addAll(Observation.entries(result.result()));
            cursor = result.result().get("nextCursor") instanceof JsonString next
                    ? Optional.of(next.value())
                    : Optional.empty();
            if (cursor.isEmpty()) {
                return entries;
            }
        }
        throw new ListingFailed("the server's list of tools has more than " + PAGES + " pages");
    }

    private JsonObject meta() {
        return JsonObject.builder()
                .put("io.modelcontextprotocol/protocolVersion", STATELESS)
                .put("io.modelcontextprotocol/clientInfo", SELF)
                .put("io.modelcontextprotocol/clientCapabilities", client.capabilities())
                .build();
    }

    private Frame.Answer ask(String method, JsonObject params) throws IOException, ListingFailed, InterruptedException {
        RpcId id = RpcId.of("sallyport-list-" + ++asked);
        send(Reply.request(Reply.bytes(id.value()), method, Reply.bytes(params)));
        while (true) {
            Optional<Frame> next = in.poll(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new ListingFailed("the server did not answer " + method + " within " + ANSWER_MILLIS + " ms");
            }
            if (next.isPresent()
                    && next.get() instanceof Frame.Answer answer
                    && answer.id().equals(id)) {
                return answer;
            }
            changed |= heard(next);
        }
    }

    private void send(byte[] frame) throws IOException {
        out.send(frame);
    }

    private void read(Process server) {
        try {
            Lines lines = new Lines(server.getInputStream(), FrameReader.SERVER_FRAME_BYTES);
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                in.add(Optional.of(FrameReader.ofServer(line.get())));
            }
        } catch (IOException e) {
            // Whatever broke, nothing more comes.
        }
        in.add(Optional.empty());
    }
}
