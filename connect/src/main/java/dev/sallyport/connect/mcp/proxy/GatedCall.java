package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.mcp.door.Asked;
import dev.sallyport.connect.mcp.door.Release;
import dev.sallyport.connect.mcp.door.Verdict;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;
import dev.sallyport.connect.mcp.secret.References;
import dev.sallyport.connect.mcp.tool.Observation;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.decision.ReasonCode;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One request that acts, from its frame to its outcome. It runs on a thread of its own; the client's reader may cancel it, the server's
 * reader brings the answer, and the end of the connection ends it. Each of these moves {@link #stage} by compare-and-set, and whoever moved
 * it does what follows, so a request is dispatched at most once, answered at most once and reported once.
 *
 * <pre>
 *   JUDGING ──> DISPATCHED ──> OVER        released, sent, answered (or the connection ended)
 *      │             ▲
 *      └──> HELD ──> CLAIMING              a person must look; then judged again
 *   JUDGING, HELD, CLAIMING ──> OVER       refused, cancelled, or the connection ended: never sent
 * </pre>
 *
 * <p>A held call that ends without being claimed withdraws its approval: nobody should be asked about what can't run.
 */
final class GatedCall implements Runnable {
    private enum Stage {
        JUDGING,
        HELD,
        CLAIMING,
        DISPATCHED,
        OVER
    }

    /** One word of waiting moves the progress by this much: real progress of the server starts above it. */
    private static final double PROGRESS_STEP = 1e-6;

    private static final String UNRESOLVABLE = "secret_unresolvable";

    private final Gating gating;
    private final Frame.Request request;
    private final Era era;
    private final Deed deed;
    private final byte[] params;
    private final Turn turn;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.JUDGING);
    /** Held while the request is sent, so that a server never hears of its cancellation first. */
    private final ReentrantLock sending = new ReentrantLock();

    private volatile boolean cancelled;
    private volatile @Nullable Thread holder;
    private volatile @Nullable Release release;
    private volatile Call.@Nullable Observed judged;

    GatedCall(Gating gating, Frame.Request request, Era era, Deed deed, byte[] params, Turn turn) {
        this.gating = gating;
        this.request = request;
        this.era = era;
        this.deed = deed;
        this.params = params;
        this.turn = turn;
    }

    @Override
    public void run() {
        try {
            judge();
        } catch (InterruptedException e) {
            end(Verdict.Refused.undecided("interrupted", "the gateway is stopping"));
        } catch (RuntimeException e) {
            // The thread's root: whatever broke, nothing was sent, and the client must hear of it.
            end(Verdict.Refused.undecided("internal", "the gateway could not decide (" + e + ")"));
        } finally {
            turn.done();
        }
    }

    private void judge() throws InterruptedException {
        Call.Observed observed;
        try {
            observed = observe();
            judged = observed;
        } catch (Unlisted e) {
            end(Verdict.Refused.undecided(
                    "tools_unlisted", "the server's tools can't be compared with their pins: " + e.why()));
            return;
        }
        Asked asked = new Asked(
                deed.on(gating.door.serverKey(), gating.door.server()),
                observed,
                params,
                deed.beside(),
                deed instanceof Deed.ToolCall call
                        ? gating.door.secretFault(call.action(), call.parameters())
                        : Optional.of(ReasonCode.SECRET_SCOPE).filter(scope -> References.isIn(deed.parameters())),
                deed.within().or(request::within),
                deed instanceof Deed.ToolCall call
                        ? gating.door.restorable(call.action(), call.parameters())
                        : Collections.emptySortedMap());
        switch (gating.door.authorize(asked)) {
            case Verdict.Released released -> {
                turn.await();
                dispatch(Stage.JUDGING, released.release());
            }
            case Verdict.Refused refused -> end(refused);
            case Verdict.Held held -> hold(held, observed);
        }
    }

    private Call.Observed observe() throws Unlisted, InterruptedException {
        return switch (deed) {
            case Deed.ToolCall call -> {
                Observation seen = gating.book.fresh(era);
                yield new Call.Observed(
                        seen.hash(call.action()),
                        gating.workload.stop(seen).isPresent(),
                        Withheld.is(gating.door, call.action(), seen));
            }
            case Deed.Operation operation ->
                new Call.Observed(
                        operation.operation().hash(),
                        gating.book.last().flatMap(gating.workload::stop).isPresent());
        };
    }

    private void dispatch(Stage from, Release released) {
        byte[] sent;
        try {
            sent = filled(released);
        } catch (SecretUnavailable e) {
            gating.outcomes.report(released, Outcome.Status.NOT_STARTED);
            end(new Verdict.Refused(
                    UNRESOLVABLE,
                    String.valueOf(e.getMessage()),
                    Optional.of(released.decision().value()),
                    Optional.empty()));
            return;
        }
        if (!gating.door.stillReleasable(released)) {
            gating.outcomes.report(released, Outcome.Status.NOT_STARTED);
            end(new Verdict.Refused(
                    ReasonCode.STALE.wire(),
                    ReasonCode.STALE.sentence(),
                    Optional.of(released.decision().value()),
                    Optional.empty()));
            return;
        }
        release = released;
        sending.lock();
        try {
            if (!stage.compareAndSet(from, Stage.DISPATCHED)) {
                gating.outcomes.report(released, Outcome.Status.NOT_STARTED);
                return;
            }
            gating.wire.counters().add(Counted.DISPATCHED);
            // INVARIANT: the parameters sent are the bytes that were judged, `_meta` included, but for the values of
            // references and placeholders in them.
            gating.wire.outlet().toServer(Reply.request(request.rawId(), request.method(), sent));
        } finally {
            sending.unlock();
        }
    }

    private byte[] filled(Release released) throws SecretUnavailable {
        return deed instanceof Deed.ToolCall call
                ? gating.door.filled(released, call.action(), request.params(), params)
                : params;
    }

    private void hold(Verdict.Held held, Call.Observed observed) throws InterruptedException {
        holder = Thread.currentThread();
        boolean claims = false;
        try {
            if (stage.compareAndSet(Stage.JUDGING, Stage.HELD)) {
                turn.done();
                gating.wire.counters().add(Counted.HELD);
                claims = isApproved(held, observed) && stage.compareAndSet(Stage.HELD, Stage.CLAIMING);
            }
        } finally {
            if (!claims) {
                gating.door.withdraw(held.approval());
            }
        }
        if (claims) {
            claim(held);
        }
    }

    /** Waits for people; false if they did not agree, or to something else, or if the call is over. */
    private boolean isApproved(Verdict.Held held, Call.Observed observed) throws InterruptedException {
        ApprovalStatus status;
        try {
            status = awaitPeople(held);
        } catch (InterruptedException e) {
            if (stage.get() == Stage.OVER) {
                return false;
            }
            throw e;
        }
        if (status != ApprovalStatus.APPROVED) {
            end(refusal(status, held));
            return false;
        }
        if (changedSince(observed)) {
            end(refusal(ReasonCode.TOOL_DRIFTED, held));
            return false;
        }
        return true;
    }

    private ApprovalStatus awaitPeople(Verdict.Held held) throws InterruptedException {
        for (long told = 1; ; told++) {
            tell(held, told);
            ApprovalStatus status = gating.door.approvals().await(held.approval(), gating.limits.patienceMillis());
            if (status != ApprovalStatus.PENDING) {
                return status;
            }
        }
    }

    /** What was shown when people were asked must still be shown, or they approved something else. */
    private boolean changedSince(Call.Observed before) throws InterruptedException {
        try {
            return !observe().equals(before);
        } catch (Unlisted e) {
            return true;
        }
    }

    private void claim(Verdict.Held held) {
        switch (gating.door.claim(held.approval(), params)) {
            case Verdict.Released released -> dispatch(Stage.CLAIMING, released.release());
            case Verdict.Refused refused -> end(refused);
            case Verdict.Held again -> end(refusal(ReasonCode.APPROVAL_INVALIDATED, held));
        }
    }

    private void tell(Verdict.Held held, long told) {
        Optional<Json> token =
                Frame.object(request.params(), "_meta").flatMap(meta -> Optional.ofNullable(meta.get("progressToken")));
        token.filter(t -> t instanceof JsonString || t instanceof JsonNumber)
                .ifPresent(t -> gating.wire
                        .outlet()
                        .toClient(Reply.notification(
                                Method.PROGRESS,
                                JsonObject.builder()
                                        .put("progressToken", t)
                                        .put("progress", JsonNumber.of(told * PROGRESS_STEP))
                                        .put(
                                                "message",
                                                "waiting for approval "
                                                        + held.approval().value() + " by " + held.group()
                                                        + held.why()
                                                                .map(why -> ": " + why)
                                                                .orElse(""))
                                        .build())));
    }

    private static Verdict.Refused refusal(ApprovalStatus status, Verdict.Held held) {
        return refusal(
                switch (status) {
                    case PENDING, APPROVED -> ReasonCode.APPROVAL_PENDING;
                    case REJECTED -> ReasonCode.APPROVAL_REJECTED;
                    case EXPIRED -> ReasonCode.APPROVAL_EXPIRED;
                    case CONSUMED -> ReasonCode.APPROVAL_CONSUMED;
                    case INVALIDATED -> ReasonCode.APPROVAL_INVALIDATED;
                },
                held);
    }

    private static Verdict.Refused refusal(ReasonCode reason, Verdict.Held held) {
        String sentence = held.why().map(why -> reason.sentence() + ": " + why).orElse(reason.sentence());
        return new Verdict.Refused(reason.wire(), sentence, Optional.of(held.decision()), Optional.empty());
    }

    /** Ends a call that was not sent and tells the client why, unless it is over already. */
    private void end(Verdict.Refused refused) {
        if (overUnsent()) {
            gating.wire.counters().add(Counted.REFUSED);
            gating.requests.close(request.id(), new Requests.Waiting.Gated(this));
            gating.wire.outlet().toClient(Refusals.frame(request.rawId(), request.method(), era, refused));
        }
    }

    private boolean overUnsent() {
        return stage.compareAndSet(Stage.JUDGING, Stage.OVER)
                || stage.compareAndSet(Stage.HELD, Stage.OVER)
                || stage.compareAndSet(Stage.CLAIMING, Stage.OVER);
    }

    /** The client no longer wants it. False if it was sent: then the server must hear of it. */
    boolean cancel() {
        if (!overUnsent()) {
            cancelled = true;
            sending.lock();
            try {
                return stage.get() == Stage.OVER;
            } finally {
                sending.unlock();
            }
        }
        gating.requests.close(request.id(), new Requests.Waiting.Gated(this));
        wake();
        return true;
    }

    /** The server answered. False if there was nothing to answer. */
    boolean answered(Frame.Answer answer) {
        Release sent = release;
        if (sent == null || !stage.compareAndSet(Stage.DISPATCHED, Stage.OVER)) {
            return false;
        }
        gating.requests.close(request.id(), new Requests.Waiting.Gated(this));
        Runnable report = gating.outcomes.answered(sent, answer);
        try {
            gating.wire.pass(Wire.Side.CLIENT, gating.screening.shown(answer, request.method(), era, deed.action()));
        } finally {
            // Not before: whoever waits for the answer would wait for the report to begin.
            report.run();
        }
        return true;
    }

    /** The server never took the request in. Sends it once more on a thread of its own, if the tool is still what was judged. */
    void again() {
        gating.run(() -> {
            Release sent = release;
            if (sent == null || stage.get() != Stage.DISPATCHED) {
                return;
            }
            Call.Observed before = judged;
            try {
                byte[] bytes = filled(sent);
                if (before == null || changedSince(before) || !gating.door.stillReleasable(sent)) {
                    unsent(Verdict.Refused.undecided(
                            ReasonCode.TOOL_DRIFTED.wire(), ReasonCode.TOOL_DRIFTED.sentence()));
                } else {
                    gating.wire.outlet().toServer(Reply.request(request.rawId(), request.method(), bytes));
                }
            } catch (SecretUnavailable e) {
                unsent(Verdict.Refused.undecided(UNRESOLVABLE, String.valueOf(e.getMessage())));
            } catch (InterruptedException e) {
                lost("interrupted", "the gateway is stopping");
            }
        });
    }

    /** What was released did not run and will not. */
    void unsent(Verdict.Refused why) {
        Release sent = release;
        if (sent != null && stage.compareAndSet(Stage.DISPATCHED, Stage.OVER)) {
            gating.requests.close(request.id(), new Requests.Waiting.Gated(this));
            gating.outcomes.report(sent, Outcome.Status.NOT_STARTED);
            gating.wire.counters().add(Counted.REFUSED);
            gating.wire.outlet().toClient(Refusals.frame(request.rawId(), request.method(), era, why));
        }
    }

    /** No readable answer will come: says so to the client. What became of a call that was sent is unknown. */
    void lost(String code, String why) {
        Release sent = release;
        if (sent != null && stage.compareAndSet(Stage.DISPATCHED, Stage.OVER)) {
            gating.requests.close(request.id(), new Requests.Waiting.Gated(this));
            gating.outcomes.report(sent, Outcome.Status.UNKNOWN);
            if (cancelled) {
                return;
            }
            gating.wire.refuse(request.rawId(), RpcCode.UNAVAILABLE, code, why + "; whether the call ran is unknown");
            return;
        }
        end(Verdict.Refused.undecided(code, why));
        wake();
    }

    /** Wakes a held call after its stage moved to {@link Stage#OVER}; it waits for people and for nothing else. */
    private void wake() {
        Thread waiting = holder;
        if (waiting != null) {
            waiting.interrupt();
        }
    }
}
