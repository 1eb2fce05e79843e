package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.connect.mcp.door.GateDoor;
import dev.sallyport.connect.mcp.door.Verdict;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.RpcCode;
import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.tool.MirroredArgument;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * One proxied MCP connection. Whoever carries the frames calls {@link #fromClient} for each line of the client and {@link #fromServer} for
 * each line of the server, each from one thread of its own, and {@link #end} when either side is gone.
 *
 * <p>What it guarantees: a frame of the client that acts reaches the server only after the gate released it, with exactly the parameters
 * that were judged; a frame that two readers could understand differently reaches nobody; an answer reaches whoever asked, once; and every
 * release gets an outcome. Everything else goes through with its bytes.
 */
public final class McpProxy {
    private final Gating gating;
    private final Wire wire;
    private final Requests requests;
    private final Outcomes outcomes;
    /** A task may outlive the request that began it, where requests have proxies of their own. */
    private final boolean ownsOutcomes;

    private final Threads threads;
    private final ClientSide client;
    private final ServerSide server;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * A proxy between the two ends of an outlet.
     *
     * @param ticker monotonic time in nanoseconds
     * @param idPrefix goes into the ids of the gateway's own requests; not guessable, so that no server can answer before it is asked
     */
    public McpProxy(
            GateDoor door, Outlet outlet, ProxyLimits limits, Counters counters, LongSupplier ticker, String idPrefix) {
        this.wire = new Wire(outlet, counters);
        this.requests = new Requests(limits.pending());
        this.threads = new Threads();
        this.outcomes = new Outcomes(door, threads, counters, limits.pending());
        this.ownsOutcomes = true;
        ToolBook book = new ToolBook(requests, wire, limits, ticker, threads, idPrefix, door::listed);
        this.gating = new Gating(door, wire, requests, book, new Workload(door, wire), outcomes, limits, threads);
        this.client = new ClientSide(gating, threads);
        this.server = new ServerSide(gating);
    }

    /**
     * A proxy that relies on what another one of the same agent and server knows of the tools, for a connection that lives no longer than
     * one request.
     *
     * @param looker looks at the tools; ended later than this proxy
     */
    public McpProxy(McpProxy looker, Outlet outlet) {
        Gating known = looker.gating;
        this.wire = new Wire(outlet, known.wire.counters());
        this.requests = new Requests(known.limits.pending());
        this.threads = new Threads();
        this.outcomes = known.outcomes;
        this.ownsOutcomes = false;
        this.gating =
                new Gating(known.door, wire, requests, known.book, known.workload, outcomes, known.limits, threads);
        this.client = new ClientSide(gating, threads);
        this.server = new ServerSide(gating);
    }

    /** Takes one frame of the client, without its line end. */
    public void fromClient(byte[] frame) {
        client.take(FrameReader.ofClient(frame));
    }

    /** Takes one frame of the client that {@link FrameReader#ofClient} has read. */
    public void fromClient(Frame frame) {
        client.take(frame);
    }

    /** Whether somebody waits for the server's answer to that request. */
    public boolean waitsFor(RpcId id) {
        return requests.at(id).isPresent();
    }

    /** No readable answer to that request will come. */
    public void lost(RpcId id, String code, String why) {
        server.lost(id, code, why);
    }

    /** That request was not sent and will not be. */
    public void unsent(RpcId id, String code, String why) {
        Optional<Requests.Waiting> who = requests.at(id);
        if (who.isPresent() && who.get() instanceof Requests.Waiting.Gated gated) {
            gated.call().unsent(Verdict.Refused.undecided(code, why));
        } else {
            server.lost(id, code, why);
        }
    }

    /**
     * The server did not take that request in, because it had forgotten the client, and knows the client again. What was judged is sent once
     * more if the tool is still what was judged.
     *
     * @param frame the request as it was sent
     */
    public void again(RpcId id, byte[] frame) {
        requests.at(id).ifPresent(who -> {
            switch (who) {
                case Requests.Waiting.Client waiting -> wire.send(Wire.Side.SERVER, frame);
                case Requests.Waiting.Own own -> wire.send(Wire.Side.SERVER, frame);
                case Requests.Waiting.Gated gated -> gated.call().again();
            }
        });
    }

    /** The server knows nothing of what it said before: its tools are looked at again. */
    public void renewed() {
        gating.book.changed();
    }

    /**
     * The header fields that the server wants beside a call of that tool, by a current look.
     *
     * @throws Unlisted when its tools can't be listed
     */
    public List<MirroredArgument> mirrored(String tool, Frame.Request request) throws Unlisted, InterruptedException {
        return gating.book.fresh(Era.of(request.params())).mirrored(tool);
    }

    /** The same by the last look, current or not. */
    public List<MirroredArgument> mirrored(String tool) {
        return gating.book.last().map(seen -> seen.mirrored(tool)).orElse(List.of());
    }

    /** Takes one frame of the server, without its line end. */
    public void fromServer(byte[] frame) {
        if (!requests.ended()) {
            server.take(gating.door.clean(frame));
        }
    }

    /**
     * Ends the connection: whoever still waits gets an error, what was sent and not answered is reported as unknown, what is held is not
     * claimed. Does nothing the second time.
     *
     * @param code stable word for clients
     * @param why lower-case fragment for people
     */
    public void end(String code, String why) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        for (Requests.Waiting who : requests.drain()) {
            switch (who) {
                case Requests.Waiting.Client waiting -> wire.refuse(waiting.rawId(), RpcCode.UNAVAILABLE, code, why);
                case Requests.Waiting.Own own -> own.page().answer().completeExceptionally(new Unlisted(why));
                case Requests.Waiting.Gated gated -> gated.call().lost(code, why);
            }
        }
        if (ownsOutcomes) {
            outcomes.end();
        }
    }

    /** After {@link #end}, gives up what carried its work; what is still under way goes on and is recorded. */
    public void retire() {
        threads.retire();
    }

    /** After {@link #end}, waits until every outcome is recorded; false when some are not within that time. */
    public boolean awaitOutcomes(long millis) throws InterruptedException {
        return threads.end(millis);
    }
}
