package dev.sallyport.soc.detect;

import dev.sallyport.ledger.encoding.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one tenant's agents were let through to before, as 64 bits of a hash each. Something is new once an agent was watched for the learning
 * period; whoever uses more different things than are remembered is not called new any more. Agents that were idle longest are forgotten
 * first. Deterministic; confined to one thread.
 */
final class Novelty {
    /** How many agents are remembered. */
    static final int MOST_AGENTS = 2_000;

    /** How many things of one agent, and then of the tenant as a whole. */
    static final int MOST_OF_ONE = 256;

    /** How many places of the tenant as a whole. */
    static final int MOST_OF_ALL = 10_000;

    private static final byte[] DOMAIN = Sha256.domain("sallyport/novelty/1");

    private static final class Watched {
        private final long since;
        private final Set<Long> things = new LinkedHashSet<>();

        Watched(long since) {
            this.since = since;
        }
    }

    private final long learningMillis;
    private final Map<Long, Watched> agents = new LinkedHashMap<>(16, 0.75f, true);
    private Watched all = new Watched(Long.MAX_VALUE);
    private boolean full;

    Novelty(long learningMillis) {
        this.learningMillis = learningMillis;
    }

    /** Whether the agent was never let through to that before, as far as anybody can say; remembers it. */
    boolean isNewTo(String agent, String kind, String thing, long atMillis) {
        long id = hash("agent", agent);
        Watched watched = agents.computeIfAbsent(id, i -> new Watched(atMillis));
        if (agents.size() > MOST_AGENTS) {
            agents.remove(agents.keySet().iterator().next());
        }
        return isNew(watched, hash(kind, thing), MOST_OF_ONE, atMillis);
    }

    /** Whether no agent of the tenant was; remembers it. */
    boolean isNewToAll(String kind, String thing, long atMillis) {
        if (all.since == Long.MAX_VALUE) {
            all = new Watched(atMillis);
        }
        return isNew(all, hash(kind, thing), MOST_OF_ALL, atMillis);
    }

    private boolean isNew(Watched watched, long thing, int most, long atMillis) {
        if (watched.things.contains(thing)) {
            return false;
        }
        if (watched.things.size() >= most) {
            full = true;
            return false;
        }
        watched.things.add(thing);
        return atMillis - watched.since >= learningMillis;
    }

    /** Whether something was not remembered since this was last asked. */
    boolean tookFull() {
        boolean was = full;
        full = false;
        return was;
    }

    private static long hash(String kind, String thing) {
        return ByteBuffer.wrap(Sha256.of(DOMAIN, (kind + "\n" + thing).getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** All of it, to be read by {@link #read}. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(all, out);
            out.writeInt(agents.size());
            for (Map.Entry<Long, Watched> each : agents.entrySet()) {
                out.writeLong(each.getKey());
                write(each.getValue(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be written to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void write(Watched watched, DataOutputStream out) throws IOException {
        out.writeLong(watched.since);
        out.writeInt(watched.things.size());
        for (long thing : watched.things) {
            out.writeLong(thing);
        }
    }

    /**
     * What was remembered.
     *
     * @throws IllegalArgumentException if it has another form
     */
    static Novelty read(byte[] bytes, long learningMillis) {
        Novelty novelty = new Novelty(learningMillis);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            novelty.all = watched(in, MOST_OF_ALL);
            int count = counted(in, MOST_AGENTS);
            for (int i = 0; i < count; i++) {
                long id = in.readLong();
                novelty.agents.put(id, watched(in, MOST_OF_ONE));
            }
            if (in.read() >= 0) {
                throw new IllegalArgumentException("more is remembered of novelty than there is");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("what was remembered of novelty is cut off", e);
        }
        return novelty;
    }

    private static Watched watched(DataInputStream in, int most) throws IOException {
        Watched watched = new Watched(in.readLong());
        int count = counted(in, most);
        for (int i = 0; i < count; i++) {
            watched.things.add(in.readLong());
        }
        return watched;
    }

    private static int counted(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IllegalArgumentException("more is remembered of novelty than there may be: " + count);
        }
        return count;
    }
}
