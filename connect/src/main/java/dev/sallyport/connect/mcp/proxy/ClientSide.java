package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;
import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.gate.decision.ReasonCode;
import java.util.Optional;

/** What comes from the client. Called by its reader alone. */
final class ClientSide {
    private final Gating gating;
    private final Wire wire;
    private final Requests requests;
    private final ToolBook book;
    private final Threads threads;

    ClientSide(Gating gating, Threads threads) {
        this.gating = gating;
        this.wire = gating.wire;
        this.requests = gating.requests;
        this.book = gating.book;
        this.threads = threads;
    }

    void take(Frame frame) {
        switch (frame) {
            case Frame.Request request -> request(request);
            case Frame.Notification notification -> notification(notification);
            case Frame.Answer answer -> answer(answer);
            case Frame.Unreadable unreadable -> unreadable(unreadable);
        }
    }

    private void request(Frame.Request request) {
        if (requests.ended()) {
            over(request);
        } else if (!Method.passes(request.method(), Era.of(request.params()))) {
            wire.counters().add(Counted.CLIENT_METHOD_REFUSED);
            wire.refuse(
                    request.rawId(),
                    RpcCode.METHOD_NOT_FOUND,
                    "unknown_method",
                    "not forwarded: Sallyport does not know this method and what it may do");
        } else if (requests.full()) {
            wire.counters().add(Counted.TOO_MANY_PENDING);
            wire.refuse(
                    request.rawId(),
                    RpcCode.UNAVAILABLE,
                    "too_many_pending",
                    "more than " + gating.limits.pending() + " requests wait for an answer; wait for some of them");
        } else if (Deed.isIn(request)) {
            gating.take(request);
        } else if (request.method().equals(Method.TOOLS_LIST)) {
            list(request);
        } else {
            forward(request);
        }
    }

    private void forward(Frame.Request request) {
        if (!Method.keepsAlive(request.method())) {
            Optional<Workload.Stop> stop = book.last().flatMap(gating.workload::stop);
            if (stop.isPresent()) {
                stopped(request, stop.get());
                return;
            }
            Optional<ReasonCode> halted = Method.endsWork(request.method()) ? Optional.empty() : gating.door.halted();
            if (halted.isPresent()) {
                wire.refuse(
                        request.rawId(),
                        RpcCode.DENIED,
                        halted.get().wire(),
                        "refused by Sallyport: " + halted.get().sentence());
                return;
            }
        }
        if (open(request)) {
            send(request);
        }
    }

    /** A list is asked for once the gateway has looked for itself, so that a server that must not start shows nothing. */
    private void list(Frame.Request request) {
        if (!open(request)) {
            return;
        }
        threads.run(() -> {
            Optional<Workload.Stop> stop = Optional.empty();
            try {
                stop = gating.workload.stop(book.fresh(Era.of(request.params())));
            } catch (Unlisted e) {
                // The answer, if there is one, is filtered entry by entry all the same.
                wire.outlet().notice("tools of `" + gating.door.serverKey() + "` not listed: " + e.why());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (stop.isEmpty()) {
                send(request);
            } else if (requests.close(request.id(), waiting(request))) {
                stopped(request, stop.get());
            }
        });
    }

    private void send(Frame.Request request) {
        if (!requests.ended()) {
            wire.pass(Wire.Side.SERVER, request.bytes());
        }
    }

    private boolean open(Frame.Request request) {
        Requests.Waiting waiting = waiting(request);
        if (requests.open(request.id(), waiting)) {
            if (requests.ended() && requests.close(request.id(), waiting)) {
                over(request);
            }
            return !requests.ended();
        }
        wire.counters().add(Counted.DUPLICATE_ID);
        wire.refuse(request.rawId(), RpcCode.INVALID_REQUEST, "duplicate_id", "a request with this id is in flight");
        return false;
    }

    private void over(Frame.Request request) {
        wire.refuse(request.rawId(), RpcCode.UNAVAILABLE, "connection_over", "the connection to the server is over");
    }

    private static Requests.Waiting waiting(Frame.Request request) {
        Optional<String> task =
                request.method().startsWith("tasks/") && request.params().get("taskId") instanceof JsonString id
                        ? Optional.of(id.value())
                        : Optional.empty();
        return new Requests.Waiting.Client(request.method(), request.rawId(), Era.of(request.params()), task);
    }

    private void stopped(Frame.Request request, Workload.Stop stop) {
        wire.refuse(
                request.rawId(),
                RpcCode.WORKLOAD_STOPPED,
                stop.code(),
                "server `" + gating.door.serverKey() + "`: " + stop.sentence());
    }

    private void notification(Frame.Notification notification) {
        if (requests.ended()) {
            return;
        }
        if (!Method.passesUnanswered(notification.method())) {
            wire.counters().add(Counted.CLIENT_METHOD_REFUSED);
            return;
        }
        if (notification.method().equals(Method.CANCELLED) && !forwardsCancel(notification)) {
            return;
        }
        wire.pass(Wire.Side.SERVER, notification.bytes());
        if (notification.method().equals(Method.INITIALIZED)) {
            book.begin(new Era.Handshake());
        }
    }

    /** Whether the server knows the request that is cancelled. */
    private boolean forwardsCancel(Frame.Notification notification) {
        Json named = notification.params().get("requestId");
        Optional<RpcId> id = named == null ? Optional.empty() : RpcId.of(named);
        Optional<Requests.Waiting> waiting = id.flatMap(requests::at);
        boolean forwards = waiting.map(who -> switch (who) {
                    case Requests.Waiting.Client client -> true;
                    case Requests.Waiting.Own own -> false;
                    case Requests.Waiting.Gated gated -> !gated.call().cancel();
                })
                .orElse(false);
        if (forwards) {
            giveUp(requests.cancel(id.orElseThrow(), waiting.orElseThrow()));
        }
        return forwards;
    }

    /** Nobody will hear of it any more. */
    private static void giveUp(Optional<Requests.Waiting> oldest) {
        if (oldest.isPresent() && oldest.get() instanceof Requests.Waiting.Gated gated) {
            gated.call().lost("cancelled", "the server did not answer after it was cancelled");
        }
    }

    private void answer(Frame.Answer answer) {
        if (requests.clientAnswers(answer.id())) {
            wire.pass(Wire.Side.SERVER, answer.bytes());
        } else {
            wire.counters().add(Counted.CLIENT_ANSWER_DROPPED);
        }
    }

    private void unreadable(Frame.Unreadable frame) {
        wire.counters().add(Counted.CLIENT_UNREADABLE);
        String message = "not forwarded: " + frame.why();
        wire.outlet()
                .toClient(frame.rawId()
                        .map(rawId -> Reply.error(rawId, frame.rpcCode(), frame.code(), message))
                        .orElseGet(() -> Reply.errorWithoutId(frame.rpcCode(), frame.code(), message)));
    }
}
