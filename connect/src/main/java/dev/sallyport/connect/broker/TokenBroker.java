package dev.sallyport.connect.broker;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.identity.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Resolves references, for those who may use them, and remembers values briefly. Thread-safe; may block for seconds. */
public final class TokenBroker {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int REMEMBERED = 4;

    private record Kept(Secret secret, long untilNanos) {
        @Override
        public String toString() {
            return "Kept[...]";
        }
    }

    private record Made(List<Secret> of, Scrubber scrubber) {
        @Override
        public String toString() {
            return "Made[...]";
        }
    }

    /**
     * What was resolved.
     *
     * @param text what is sent; never shown
     * @param scrubber takes every value in it out of what comes back
     */
    public record Resolved(String text, Scrubber scrubber) {
        @Override
        public String toString() {
            return "Resolved[...]";
        }
    }

    private final Map<String, SecretEntry> entries;
    private final EventSink events;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    /** The newest values of each secret, for what may still come back. */
    private final Map<String, List<Secret>> seen = new ConcurrentHashMap<>();

    private final Map<String, Made> scrubbers = new ConcurrentHashMap<>();

    /**
     * A broker of those secrets.
     *
     * @param ticker nanoseconds of a monotonic clock
     */
    public TokenBroker(Map<String, SecretEntry> entries, EventSink events, InstantSource clock, LongSupplier ticker) {
        this.entries = Map.copyOf(entries);
        this.events = events;
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * Fills a template in.
     *
     * @param use what for, as {@link SecretEntry#uses} says
     * @param agent key of the agent for whose call
     * @throws SecretUnavailable if one of its secrets can't be had, or not for that
     */
    public Resolved resolve(SecretTemplate template, String use, TenantId tenant, String agent)
            throws SecretUnavailable {
        Map<String, Secret> values = new HashMap<>();
        for (String name : template.names()) {
            SecretEntry entry = entries.get(name);
            if (entry == null || !entry.isFor(use, agent)) {
                // The same words for both: which secrets there are is nothing an agent should learn.
                throw new SecretUnavailable("the secret `" + name + "` is not there for this use");
            }
            values.put(name, value(name, entry, tenant));
        }
        List<Secret> all = new ArrayList<>(values.values());
        return new Resolved(
                template.filled(name ->
                        java.util.Objects.requireNonNull(values.get(name)).reveal()),
                Scrubber.of(all));
    }

    /**
     * Takes out every value that was resolved for that use, the ones before included: of each secret the newest {@value #REMEMBERED}.
     *
     * @param use what for, as {@link SecretEntry#uses} says
     */
    public Scrubber scrubber(String use) {
        List<Secret> values = new ArrayList<>();
        seen.forEach((name, known) -> {
            SecretEntry entry = entries.get(name);
            if (entry != null && entry.uses().contains(use)) {
                values.addAll(known);
            }
        });
        return values.isEmpty()
                ? Scrubber.NONE
                : scrubbers.compute(use, (u, made) -> reused(values, made)).scrubber();
    }

    private static Made reused(List<Secret> values, @Nullable Made made) {
        // By identity: a value that is read anew is another one.
        return made != null && made.of().equals(values) ? made : new Made(values, Scrubber.of(values));
    }

    /**
     * The name of the planted secret whose value has that hash; the values of those that were read so far are compared.
     *
     * @param sha256 lower-case hex
     */
    public Optional<String> plantedWith(String sha256) {
        return seen.entrySet().stream()
                .filter(e -> Optional.ofNullable(entries.get(e.getKey()))
                        .filter(entry -> entry.uses().isEmpty())
                        .isPresent())
                .filter(e -> e.getValue().stream().anyMatch(secret -> secret.hashes(sha256)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Why each secret that can't be had now can't be, by its name. */
    public Map<String, String> missing(TenantId tenant) {
        Map<String, String> missing = new TreeMap<>();
        entries.forEach((name, entry) -> {
            try {
                value(name, entry, tenant);
            } catch (SecretUnavailable e) {
                missing.put(name, String.valueOf(e.getMessage()));
            }
        });
        return missing;
    }

    /** The name of a secret whose value stands in a text that an agent sent; an agent should not know any. */
    public Optional<String> heldByAgent(String text) {
        return kept.entrySet().stream()
                .filter(e -> text.contains(e.getValue().secret().reveal()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Secret value(String name, SecretEntry entry, TenantId tenant) throws SecretUnavailable {
        Kept known = kept.get(name);
        long now = ticker.getAsLong();
        if (known != null && now - known.untilNanos() < 0) {
            return known.secret();
        }
        try {
            Secret secret = entry.source().read();
            kept.put(name, new Kept(secret, now + entry.cacheMillis() * NANOS_PER_MILLI));
            seen.merge(name, List.of(secret), TokenBroker::newest);
            loaded(name, entry, tenant, "loaded");
            return secret;
        } catch (SecretUnavailable e) {
            loaded(name, entry, tenant, "unavailable");
            throw new SecretUnavailable("the secret `" + name + "` can't be had: " + e.getMessage());
        }
    }

    private static List<Secret> newest(List<Secret> before, List<Secret> one) {
        Secret added = one.getFirst();
        if (before.stream().anyMatch(known -> known.reveal().equals(added.reveal()))) {
            return before;
        }
        List<Secret> all = new ArrayList<>(before);
        all.add(added);
        return List.copyOf(all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
    }

    private void loaded(String name, SecretEntry entry, TenantId tenant, String result) {
        events.emit(new Event(
                EventName.SECRET_LOADED,
                tenant,
                clock.millis(),
                "",
                Map.of("secret.name", name, "secret.source", entry.source().kind(), "secret.result", result)));
    }
}
