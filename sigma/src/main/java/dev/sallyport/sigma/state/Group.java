package dev.sallyport.sigma.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hits of one group of one rule in their order, and what was decided about it. Confined to the engine's writer.
 *
 * <p>A hit is three or four numbers: time, sequence, the rules it is a hit of as bits, and for numeric rules a value. They lie in one
 * array and not in objects, because there are as many groups as there are agents, sessions and labels.
 *
 * <p>INVARIANT: hits stand in the order of (time, sequence).
 */
public final class Group {
    /** No deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int FIRST_ROOM = 1;

    final int rule;
    final String key;
    final int hash;

    // Owned by Groups: the bucket's chain, and two lists from the stalest to the freshest, of the rule and of all.
    @Nullable
    Group chain;

    @Nullable
    Group olderOfRule;

    @Nullable
    Group newerOfRule;

    @Nullable
    Group older;

    @Nullable
    Group newer;

    private final byte width;
    private boolean gone;
    private int first;
    private int end;
    private int live;
    private int suppressed;
    private long quietFrom = NEVER;
    private long deadline = NEVER;
    private long seen;
    private long spoiler = NEVER;
    private long[] numbers;
    private Extra @Nullable [] extras;

    Group(int rule, String key, int hash, boolean numeric) {
        this.rule = rule;
        this.key = key;
        this.hash = hash;
        this.width = (byte) (numeric ? 4 : 3);
        this.numbers = new long[FIRST_ROOM * width];
    }

    /** The rule's place. */
    public int rule() {
        return rule;
    }

    /** What its events share. */
    public String key() {
        return key;
    }

    /** Where the first hit stands. */
    public int first() {
        return first;
    }

    /** Behind the last hit. */
    public int end() {
        return end;
    }

    /** How many hits there are. */
    public int size() {
        return end - first;
    }

    /** A hit's event time. */
    public long time(int hit) {
        return numbers[hit * width];
    }

    /** A hit's sequence. */
    public long sequence(int hit) {
        return numbers[hit * width + 1];
    }

    /** The rules that a hit is one of. */
    public long bits(int hit) {
        return numbers[hit * width + 2];
    }

    /** Adds bits to those of a hit. */
    public void mark(int hit, long bits) {
        numbers[hit * width + 2] |= bits;
    }

    /** A hit's number, of rules that have one. */
    public double value(int hit) {
        return Double.longBitsToDouble(numbers[hit * width + 3]);
    }

    /** What else a hit holds. */
    public @Nullable Extra extra(int hit) {
        Extra @Nullable [] all = extras;
        return all == null ? null : all[hit];
    }

    /**
     * Puts a hit at its place.
     *
     * @return the place; the last one if it came in order
     */
    public int add(long time, long sequence, long bits, double value, @Nullable Extra extra) {
        makeRoom();
        int at = end;
        while (at > first && comesBefore(time, sequence, at - 1)) {
            at--;
        }
        if (at < end) {
            System.arraycopy(numbers, at * width, numbers, (at + 1) * width, (end - at) * width);
            if (extras != null) {
                System.arraycopy(extras, at, extras, at + 1, end - at);
            }
        }
        live = Math.min(live, at);
        end++;
        int base = at * width;
        numbers[base] = time;
        numbers[base + 1] = sequence;
        numbers[base + 2] = bits;
        if (width > 3) {
            numbers[base + 3] = Double.doubleToLongBits(value);
        }
        put(at, extra);
        seen |= bits;
        return at;
    }

    private boolean comesBefore(long time, long sequence, int hit) {
        return time < time(hit) || (time == time(hit) && sequence < sequence(hit));
    }

    private void put(int at, @Nullable Extra extra) {
        if (extra != null && extras == null) {
            extras = new Extra[numbers.length / width];
        }
        if (extras != null) {
            Extra[] all = extras;
            all[at] = extra;
        }
    }

    private void makeRoom() {
        int room = numbers.length / width;
        if (end < room) {
            return;
        }
        int size = size();
        if (first >= room - room / 4 && first > 0) {
            System.arraycopy(numbers, first * width, numbers, 0, size * width);
            if (extras != null) {
                System.arraycopy(extras, first, extras, 0, size);
                Arrays.fill(extras, size, end, null);
            }
        } else {
            int more = size < 4 ? size + 1 : size * 2;
            numbers = Arrays.copyOf(Arrays.copyOfRange(numbers, first * width, end * width), more * width);
            if (extras != null) {
                extras = Arrays.copyOf(Arrays.copyOfRange(extras, first, end), more);
            }
        }
        live = Math.max(0, live - first);
        first = 0;
        end = size;
    }

    /** Forgets the hits before that one. */
    public void forgetBefore(int hit) {
        if (extras != null) {
            Arrays.fill(extras, first, hit, null);
        }
        first = hit;
        live = Math.max(live, hit);
        if (first < end && spoiler <= time(first)) {
            spoiler =
                    NEVER; // that hit may be one of those: nothing may hang on hits that a copy of this state would not
            // have
        }
        if (first == end) {
            empty();
        }
    }

    private void empty() {
        first = 0;
        end = 0;
        live = 0;
        seen = 0;
        spoiler = NEVER;
        if (numbers.length > FIRST_ROOM * width) {
            numbers = new long[FIRST_ROOM * width];
            extras = null;
        }
    }

    /** Where the first hit stands that is not older than that; looks on from where it stood the last time if it can. */
    public int liveFrom(long time) {
        int at = Math.max(live, first);
        while (at > first && time(at - 1) >= time) {
            at--;
        }
        while (at < end && time(at) < time) {
            at++;
        }
        live = at;
        return at;
    }

    /** A place before which nothing is of interest to the rule: what the last search found, or an earlier hit that came since. */
    public int live() {
        return Math.max(live, first);
    }

    /** Says where nothing before is of interest. */
    public void live(int hit) {
        live = hit;
    }

    /** All bits of hits that may be here: of every hit, and maybe of some that are gone. */
    public long seen() {
        return seen;
    }

    /** Says anew which bits there are. */
    public void seen(long bits) {
        seen = bits;
    }

    /** Says that a hit of that time, which is here, fails every window that holds it. */
    public void spoiled(long time) {
        spoiler = time;
    }

    /** Whether a hit that fails its windows is known at most a span before or behind that time; false if none is known. */
    public boolean isSpoiled(long time, long span) {
        return spoiler != NEVER && Math.abs(spoiler - time) <= span;
    }

    /** When something is to be decided; {@link #NEVER} if nothing. */
    public long deadline() {
        return deadline;
    }

    /** Says when something is to be decided. */
    public void deadline(long time) {
        deadline = time;
    }

    /** The time of its last alert, from which others are kept back; {@link #NEVER} if there was none. */
    public long quietFrom() {
        return quietFrom;
    }

    /** How many matches were kept back since. */
    public int suppressed() {
        return suppressed;
    }

    /** A match is kept back. */
    public void keepBack() {
        suppressed++;
    }

    /** A match is told. */
    public void tell(long time) {
        quietFrom = time;
        suppressed = 0;
    }

    /** Whether it was taken out of the state. */
    public boolean gone() {
        return gone;
    }

    void leave() {
        gone = true;
    }

    void write(StateWriter out) {
        out.number(rule)
                .text(key)
                .number(deadline)
                .number(quietFrom)
                .number(suppressed)
                .number(size());
        for (int hit = first; hit < end; hit++) {
            out.number(time(hit)).number(sequence(hit)).number(bits(hit));
            if (width > 3) {
                out.number(numbers[hit * width + 3]);
            }
            Extra extra = extra(hit);
            out.number(extra == null ? 0 : 1);
            if (extra != null) {
                extra.write(out);
            }
        }
    }

    /** Reads what {@link #write} wrote after rule and key. */
    void read(StateReader in) {
        deadline = in.number();
        quietFrom = in.number();
        suppressed = (int) in.number();
        int size = in.count(0);
        for (int i = 0; i < size; i++) {
            long time = in.number();
            long sequence = in.number();
            long bits = in.number();
            double value = width > 3 ? Double.longBitsToDouble(in.number()) : 0;
            Extra extra = in.number() == 1 ? Extra.read(in) : null;
            if (add(time, sequence, bits, value, extra) != end - 1) {
                throw new BrokenState("hits are out of order before byte " + in.position());
            }
        }
    }
}
