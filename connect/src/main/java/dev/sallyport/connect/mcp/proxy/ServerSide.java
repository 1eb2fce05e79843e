package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;
import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.tool.Observation;
import java.util.Optional;

/** What comes from the server. Called by its reader alone. */
final class ServerSide {
    /** How many lines that are no messages are reported to people; the rest is only counted. */
    private static final int NOTICES = 5;

    private final Gating gating;
    private final Wire wire;
    private final Requests requests;
    private final ToolBook book;
    private int noticed;

    ServerSide(Gating gating) {
        this.gating = gating;
        this.wire = gating.wire;
        this.requests = gating.requests;
        this.book = gating.book;
    }

    void take(byte[] bytes) {
        switch (FrameReader.ofServer(bytes)) {
            case Frame.Request request -> request(request);
            case Frame.Notification notification -> {
                if (notification.method().equals(Method.TOOLS_CHANGED)) {
                    book.changed();
                }
                gating.door.overheard(() -> Results.said(notification.params()));
                // What is withheld of a notification is dropped: nobody waits for it.
                gating.screening.shown(notification).ifPresent(frame -> wire.pass(Wire.Side.CLIENT, frame));
            }
            case Frame.Answer answer -> answer(answer);
            case Frame.Unreadable unreadable -> unreadable(unreadable);
        }
    }

    private void request(Frame.Request request) {
        if (requests.askClient(request.id())) {
            gating.door.overheard(() -> Results.said(request.params()));
            gating.screening
                    .shown(request)
                    .ifPresentOrElse(frame -> wire.pass(Wire.Side.CLIENT, frame), () -> withheld(request));
        } else {
            wire.counters().add(Counted.DUPLICATE_ID);
            wire.outlet()
                    .toServer(Reply.error(
                            request.rawId(),
                            RpcCode.INVALID_REQUEST,
                            "duplicate_id",
                            "a request with this id is in flight, or too many are"));
        }
    }

    private void withheld(Frame.Request request) {
        requests.clientAnswers(request.id());
        wire.outlet()
                .toServer(Reply.error(
                        request.rawId(),
                        RpcCode.DENIED,
                        "request_withheld",
                        "a shield of the gateway lets no client have this request"));
    }

    private void answer(Frame.Answer answer) {
        Optional<Requests.Waiting> waiting = requests.at(answer.id());
        boolean taken = waiting.map(who -> switch (who) {
                    case Requests.Waiting.Client client ->
                        requests.close(answer.id(), client) && toClient(client, answer);
                    case Requests.Waiting.Own own ->
                        requests.close(answer.id(), own) && own.page().answer().complete(answer);
                    case Requests.Waiting.Gated gated -> gated.call().answered(answer);
                })
                .orElse(false);
        if (!taken) {
            wire.counters().add(Counted.SERVER_ANSWER_DROPPED);
        }
    }

    private boolean toClient(Requests.Waiting.Client client, Frame.Answer answer) {
        if (client.method().equals(Method.TOOLS_LIST)) {
            listed(client, answer);
        } else {
            client.task().ifPresent(task -> gating.outcomes.taskAnswered(client.method(), task, answer));
            if (Method.tellsUncalled(client.method()) && answer instanceof Frame.Result told && !isOwn()) {
                gating.door.overheard(() -> Results.said(told.result()));
            }
            wire.pass(Wire.Side.CLIENT, gating.screening.shown(answer, client.method(), client.era(), client.method()));
        }
        if (client.era() instanceof Era.Stateless stateless && answer instanceof Frame.Result) {
            book.begin(stateless);
        }
        return true;
    }

    /** Whether nothing that this server's tools answer is anybody's but the install's own. */
    private boolean isOwn() {
        return gating.door
                .server()
                .filter(server -> server.tools().values().stream()
                        .allMatch(t -> t.reviewed() && t.resultTrust().isEmpty()))
                .isPresent();
    }

    private void listed(Requests.Waiting.Client client, Frame.Answer answer) {
        switch (answer) {
            case Frame.Failure error ->
                wire.pass(
                        Wire.Side.CLIENT,
                        gating.screening.shown(error, client.method(), client.era(), client.method()));
            case Frame.Opaque opaque -> unreadableList(client);
            case Frame.Result result -> {
                book.shown(Observation.of(Observation.entries(result.result())));
                ListFilter.filter(gating.door, result).ifPresentOrElse(this::show, () -> unreadableList(client));
            }
        }
    }

    private void show(ListFilter.Shown list) {
        wire.counters().add(list.shortened() ? Counted.LIST_FILTERED : Counted.PASSED);
        wire.outlet().toClient(list.frame());
    }

    private void unreadableList(Requests.Waiting.Client client) {
        wire.counters().add(Counted.SERVER_UNREADABLE);
        wire.refuse(
                client.rawId(),
                RpcCode.UNAVAILABLE,
                "unreadable_list",
                "the server's list of tools can't be read safely");
    }

    private void unreadable(Frame.Unreadable frame) {
        wire.counters().add(Counted.SERVER_UNREADABLE);
        if (noticed++ < NOTICES) {
            wire.outlet()
                    .notice("server `" + gating.door.serverKey() + "` sent what is no message (" + frame.why()
                            + "); it was dropped");
        }
        frame.id().ifPresent(id -> lost(id, frame.code(), "the server's answer can't be read safely"));
    }

    void lost(RpcId id, String code, String why) {
        requests.at(id).ifPresent(who -> {
            switch (who) {
                case Requests.Waiting.Client client -> {
                    if (requests.close(id, client)) {
                        wire.refuse(client.rawId(), RpcCode.UNAVAILABLE, code, why);
                    }
                }
                case Requests.Waiting.Own own -> own.page().answer().completeExceptionally(new Unlisted(why));
                case Requests.Waiting.Gated gated -> gated.call().lost(code, why);
            }
        });
    }
}
