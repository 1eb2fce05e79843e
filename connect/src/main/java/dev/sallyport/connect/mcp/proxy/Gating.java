package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.connect.mcp.door.GateDoor;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;

/** Takes in the requests that act, one thread for each. Its {@link #take} is called by the client's reader alone. */
final class Gating {
    final GateDoor door;
    final Wire wire;
    final Requests requests;
    final ToolBook book;
    final Workload workload;
    final Outcomes outcomes;
    final ProxyLimits limits;
    final Screening screening;
    private final Threads threads;
    private Turn last = Turn.first();

    Gating(
            GateDoor door,
            Wire wire,
            Requests requests,
            ToolBook book,
            Workload workload,
            Outcomes outcomes,
            ProxyLimits limits,
            Threads threads) {
        this.door = door;
        this.wire = wire;
        this.requests = requests;
        this.book = book;
        this.workload = workload;
        this.outcomes = outcomes;
        this.limits = limits;
        this.threads = threads;
        this.screening = new Screening(door::seen, () -> wire.counters().add(Counted.SERVER_UNREADABLE));
    }

    /** Runs work that a call goes on with on a thread of its own. */
    void run(Runnable work) {
        threads.run(work);
    }

    void take(Frame.Request request) {
        Deed deed;
        byte[] params;
        try {
            deed = Deed.of(request);
            params = Reply.bytes(request.params());
        } catch (Deed.Unclear e) {
            wire.counters().add(Counted.CLIENT_UNREADABLE);
            wire.refuse(request.rawId(), RpcCode.INVALID_PARAMS, "unclear_params", "not forwarded: " + e.getMessage());
            return;
        } catch (MalformedJson e) {
            wire.counters().add(Counted.CLIENT_UNREADABLE);
            wire.refuse(request.rawId(), RpcCode.INVALID_PARAMS, e.code(), "not forwarded: " + e.getMessage());
            return;
        }
        Turn turn = last.next();
        GatedCall call = new GatedCall(this, request, Era.of(request.params()), deed, params, turn);
        if (!requests.open(request.id(), new Requests.Waiting.Gated(call))) {
            wire.counters().add(Counted.DUPLICATE_ID);
            wire.refuse(
                    request.rawId(), RpcCode.INVALID_REQUEST, "duplicate_id", "a request with this id is in flight");
            return;
        }
        if (requests.ended()) {
            call.lost("connection_over", "the connection to the server is over");
            return;
        }
        last = turn;
        threads.run(call);
    }
}
