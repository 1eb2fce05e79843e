package dev.sallyport.soc.detect;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.event.Seen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Detectors whose rules may ask whether something is new: a call that was let through has the field {@code novelty} with
 * {@code tool} (new to its agent), {@code agent_destination} and {@code tenant_destination}, as far as they hold. What was used before is
 * part of the snapshot, so a restart and a replay say the same. A refused call is neither new nor learned from. Thread-safe.
 *
 * @param rules what asks
 * @param learningMillis how long an agent is only watched, from its first call on
 * @param destination where a call goes, as an opaque text that is the same for the same place; empty if that is not known
 */
public record NovelEvents(Detector.Factory rules, long learningMillis, Function<Seen, Optional<String>> destination)
        implements Detector.Factory {
    /** The field. */
    static final String FIELD = "novelty";

    /** What a detector says when it could not remember something. */
    static final String FULL = "novelty_full";

    private static final byte[] MAGIC = "sallyport-novelty/1\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public Detector fresh(TenantId tenant) {
        return new Remembering(rules.fresh(tenant), new Novelty(learningMillis), destination);
    }

    @Override
    public Detector restored(TenantId tenant, byte[] snapshot) {
        boolean ours = snapshot.length >= MAGIC.length + Integer.BYTES
                && Arrays.equals(snapshot, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        if (!ours) {
            // Written before there was this memory: what rules remember holds, and learning begins.
            return new Remembering(rules.restored(tenant, snapshot), new Novelty(learningMillis), destination);
        }
        int length = ByteBuffer.wrap(snapshot).getInt(MAGIC.length);
        int from = MAGIC.length + Integer.BYTES;
        if (length < 0 || length > snapshot.length - from) {
            throw new IllegalArgumentException("what was remembered is cut off");
        }
        Novelty novelty = Novelty.read(Arrays.copyOfRange(snapshot, from, from + length), learningMillis);
        byte[] rest = Arrays.copyOfRange(snapshot, from + length, snapshot.length);
        return new Remembering(rules.restored(tenant, rest), novelty, destination);
    }

    private static final class Remembering implements Detector {
        private final Detector detector;
        private final Novelty novelty;
        private final Function<Seen, Optional<String>> destination;

        Remembering(Detector detector, Novelty novelty, Function<Seen, Optional<String>> destination) {
            this.detector = detector;
            this.novelty = novelty;
            this.destination = destination;
        }

        @Override
        public List<Match> take(Seen event) {
            return detector.take(said(event));
        }

        private Seen said(Seen event) {
            Optional<String> agent = event.first("agent.id");
            if (!event.name().equals("tool.allowed") || agent.isEmpty()) {
                return event;
            }
            long at = event.timeMillis();
            List<String> news = new ArrayList<>(3);
            String tool = event.first("tool.name").orElse("") + "\n"
                    + event.first("tool.action").orElse("");
            if (novelty.isNewTo(agent.get(), "tool", tool, at)) {
                news.add("tool");
            }
            destination.apply(event).ifPresent(place -> {
                if (novelty.isNewTo(agent.get(), "destination", place, at)) {
                    news.add("agent_destination");
                }
                if (novelty.isNewToAll("destination", place, at)) {
                    news.add("tenant_destination");
                }
            });
            if (news.isEmpty()) {
                return event;
            }
            Map<String, List<String>> fields = new HashMap<>(event.fields());
            fields.put(FIELD, news);
            return new Seen(
                    event.tenant(),
                    event.sequence(),
                    event.part(),
                    at,
                    event.category(),
                    event.name(),
                    event.receiptId(),
                    fields);
        }

        @Override
        public List<Match> advance(long watermarkMillis) {
            return detector.advance(watermarkMillis);
        }

        @Override
        public List<String> signals() {
            List<String> signals = detector.signals();
            if (!novelty.tookFull()) {
                return signals;
            }
            List<String> more = new ArrayList<>(signals);
            more.add(FULL);
            return more;
        }

        @Override
        public byte[] snapshot() {
            byte[] remembered = novelty.bytes();
            byte[] rest = detector.snapshot();
            return ByteBuffer.allocate(MAGIC.length + Integer.BYTES + remembered.length + rest.length)
                    .put(MAGIC)
                    .putInt(remembered.length)
                    .put(remembered)
                    .put(rest)
                    .array();
        }
    }
}
