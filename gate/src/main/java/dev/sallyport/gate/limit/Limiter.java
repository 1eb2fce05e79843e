package dev.sallyport.gate.limit;

import dev.sallyport.action.Action;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Counts every call at every door, before it is judged. Its state is bounded and lost with the process: a limit is no record. Thread-safe.
 */
public final class Limiter {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** A limiter that lets everything pass. */
    public static final Limiter NONE = new Limiter(Quotas.NONE, () -> 0L);

    /** What is counted of a call. */
    public record Counted(TenantId tenant, AgentId agent, SessionId session, Door door, Action action) {}

    /** What the limiter says. */
    public sealed interface Verdict {
        /** It may be judged. */
        record Pass() implements Verdict {}

        /**
         * Too many.
         *
         * @param scope which limit: {@code tenant}, {@code agent}, {@code tool} or {@code door}
         * @param waitSeconds after which the next may come, at least 1
         * @param first whether it is the first of its minute that is refused
         */
        record Limited(String scope, long waitSeconds, boolean first) implements Verdict {}

        /** The same call again and again. */
        record Looping() implements Verdict {}
    }

    private record Scope(String name, Buckets buckets, Function<Counted, String> key) {}

    private record Run(int call, int length, long lastNanos) {}

    private final List<Scope> scopes;
    private final Quotas quotas;
    private final LongSupplier ticker;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final FirstOfMinute told;

    /**
     * A limiter.
     *
     * @param ticker nanoseconds of a monotonic clock
     */
    public Limiter(Quotas quotas, LongSupplier ticker) {
        this.quotas = quotas;
        this.ticker = ticker;
        this.told = new FirstOfMinute(quotas.remembered());
        List<Scope> all = new ArrayList<>();
        // The narrowest first: who meets its own limit takes nothing of what others share.
        scope(
                all,
                "agent",
                quotas.agent(),
                c -> join(c.tenant().value(), c.agent().value()));
        scope(
                all,
                "tool",
                quotas.tool(),
                c -> join(c.tenant().value(), c.action().tool(), c.action().action()));
        scope(all, "door", quotas.door(), c -> join(c.tenant().value(), c.door().wire()));
        scope(all, "tenant", quotas.tenant(), c -> c.tenant().value());
        this.scopes = List.copyOf(all);
    }

    private void scope(List<Scope> all, String name, Optional<Rate> rate, Function<Counted, String> key) {
        rate.ifPresent(r -> all.add(new Scope(name, new Buckets(r, quotas.remembered()), key)));
    }

    private static String join(String... parts) {
        return String.join("\n", parts);
    }

    /** Counts one call. */
    public Verdict take(Counted call) {
        long now = ticker.getAsLong();
        for (Scope scope : scopes) {
            String key = scope.key().apply(call);
            long wait = scope.buckets().take(key, now);
            if (wait > 0) {
                return new Verdict.Limited(
                        scope.name(), 1 + wait / NANOS_PER_SECOND, told.is(scope.name() + "\n" + key, now));
            }
        }
        return isLoop(call, now) ? new Verdict.Looping() : new Verdict.Pass();
    }

    /** Whether the session did nothing but this very call for too long. Remembers a hash: a wrong one costs a call, never lets one pass. */
    private boolean isLoop(Counted call, long now) {
        Quotas.Loop loop = quotas.loop();
        boolean watching = call.door() == Door.PREVIEW && !call.action().mutatesState();
        if (loop.repeats() == 0 || call.door() == Door.EGRESS || watching) {
            // Of a connection only the host is known: a hundred downloads from one place are no loop. A page that a
            // person
            // leaves open asks for the same again and again.
            return false;
        }
        String key =
                join(call.tenant().value(), call.agent().value(), call.session().value());
        if (runs.size() >= quotas.remembered() && !runs.containsKey(key)) {
            runs.values().removeIf(run -> now - run.lastNanos() > loop.pauseMillis() * NANOS_PER_MILLI);
            if (runs.size() >= quotas.remembered()) {
                runs.clear(); // what is forgotten is counted anew: a loop is cut later, and no call is cut wrongly
            }
        }
        Run run = runs.merge(
                key,
                new Run(call.action().hashCode(), 1, now),
                (known, next) ->
                        known.call() == next.call() && now - known.lastNanos() <= loop.pauseMillis() * NANOS_PER_MILLI
                                ? new Run(next.call(), known.length() + 1, now)
                                : next);
        return run.length() > loop.repeats();
    }
}
