package dev.sallyport.sdk;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.canonical.Canon;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function behind the gateway: it runs only when the gateway allows the action or people approved it, and only with a copy of
 * the arguments that was read back from the bytes that were hashed. Whatever is not a clear yes to that hash ends in an
 * exception, and the function does not run. Safe for use by several threads if the function is.
 *
 * @param <R> what the function returns
 */
public final class Protected<R> {
    private final Client client;
    private final Guard guard;
    private final Function<JsonObject, R> function;

    private Protected(Client client, Guard guard, Function<JsonObject, R> function) {
        this.client = client;
        this.guard = guard;
        this.function = function;
    }

    /** Puts the gateway before a function. */
    public static <R> Protected<R> protect(Client client, Guard guard, Function<JsonObject, R> function) {
        return new Protected<>(client, guard, function);
    }

    /**
     * Authorizes, waits for people where the action is held, claims the approval, runs, and reports the outcome.
     *
     * @throws Denied when the gateway says no
     * @throws Rejected when a person does
     * @throws Expired when nobody agreed in time
     * @throws HashMismatch when the gateway speaks of other bytes
     * @throws Unavailable when there is no answer to act on
     * @throws MalformedJson when the arguments have no canonical form; nothing was sent
     */
    public R call(JsonObject arguments) {
        Frozen frozen = freeze(arguments);
        Optional<String> permit;
        try {
            permit = Optional.of(release(frozen));
        } catch (Open open) {
            guard.onReadOpen().accept(open.silence);
            permit = Optional.empty(); // there is no decision whose outcome could be reported
        }
        return run(frozen, permit);
    }

    /** As {@link #call}, on a virtual thread of its own. Cancelling the future interrupts it. */
    public CompletableFuture<R> callAsync(JsonObject arguments) {
        Running<R> result = new Running<>();
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                result.complete(call(arguments));
            } catch (Throwable thrown) { // the root of the thread: whatever happens reaches who waits
                result.completeExceptionally(thrown);
            }
        });
        result.thread = thread;
        thread.start();
        return result;
    }

    /** Cancelling it interrupts the thread that works for it. */
    private static final class Running<R> extends CompletableFuture<R> {
        private volatile @Nullable Thread thread;

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            Thread worker = thread;
            if (cancelled && worker != null) {
                worker.interrupt();
            }
            return cancelled;
        }
    }

    /**
     * An action as the bytes that were hashed, and the arguments as those bytes say them.
     *
     * @param canonical the bytes
     * @param hash theirs
     * @param arguments read back from them
     */
    private record Frozen(byte[] canonical, ActionHash hash, JsonObject arguments) {}

    private Frozen freeze(JsonObject arguments) {
        Scheme scheme = client.settings().scheme();
        Optional<String> resource = guard.resource().apply(arguments);
        byte[] canonical = new Action(
                        guard.tool(), guard.action(), resource.orElse(null), guard.mutatesState(), arguments)
                .canonical(scheme);
        // From here on the bytes are the truth.
        if (!(Canon.read(canonical, scheme) instanceof JsonObject read)) {
            throw new IllegalStateException("an action's canonical form is an object");
        }
        JsonObject copy = Action.fromJson(read).parameters();
        return new Frozen(canonical, ActionHash.ofCanonical(canonical, scheme), copy);
    }

    /** No gateway answered, and the host said that this read may run then. */
    private static final class Open extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Unavailable silence;

        private Open(Unavailable silence) {
            super(null, null, false, false);
            this.silence = silence;
        }
    }

    /** The decision that released the action. Once a gateway has answered, silence opens nothing. */
    private String release(Frozen frozen) throws Open {
        Decision decision;
        try {
            decision = client.authorize(frozen.canonical(), guard.claims());
        } catch (Unavailable unavailable) {
            if (guard.readOpen() && !unavailable.answered()) {
                throw new Open(unavailable);
            }
            throw unavailable;
        }
        return switch (decision.verdict()) {
            case ALLOW -> decision.id();
            case DENY ->
                throw new Denied(decision.reason(), "the gateway denies this action", Place.decision(decision.id()));
            case HELD -> claim(frozen, decision.approval().orElseThrow().id());
        };
    }

    private String claim(Frozen frozen, String approvalId) {
        client.awaitApproval(approvalId, frozen.hash());
        ActionHash again =
                ActionHash.ofCanonical(frozen.canonical(), client.settings().scheme());
        if (!again.equals(frozen.hash())) {
            throw new HashMismatch(
                    "hash_mismatch", "the action changed while people looked at it", Place.approval(approvalId));
        }
        return client.consume(approvalId, again).id();
    }

    private R run(Frozen frozen, Optional<String> permit) {
        Client.Outcome outcome = Client.Outcome.UNKNOWN;
        try {
            if (Thread.currentThread().isInterrupted()) {
                outcome = Client.Outcome.NOT_STARTED;
                throw new Unavailable("cancelled", "the caller was interrupted", Place.NONE, true, false, 0);
            }
            R result = function.apply(frozen.arguments());
            outcome = Client.Outcome.SUCCEEDED;
            return result;
        } catch (RuntimeException failed) {
            outcome = outcome == Client.Outcome.NOT_STARTED ? outcome : Client.Outcome.FAILED;
            throw failed;
        } finally {
            Client.Outcome became = outcome;
            permit.ifPresent(decision -> report(decision, became, frozen.hash()));
        }
    }

    /** Once, also when the caller was interrupted. It ran: that nobody heard of it must not make it look as if it had not. */
    private void report(String decision, Client.Outcome outcome, ActionHash hash) {
        boolean interrupted = Thread.interrupted();
        try {
            client.reportOutcome(
                    decision, outcome, outcome == Client.Outcome.NOT_STARTED ? Optional.empty() : Optional.of(hash));
        } catch (SallyportException lost) {
            guard.onOutcomeLost().accept(lost);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
