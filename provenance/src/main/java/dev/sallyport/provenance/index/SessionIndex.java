package dev.sallyport.provenance.index;

import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.provenance.source.Source;
import dev.sallyport.text.decode.Decodings;
import dev.sallyport.text.form.Spelling;
import dev.sallyport.text.form.Spellings;
import dev.sallyport.text.normal.Squeezer;
import java.util.List;

/**
 * All text that entered one session, searchable for a value in time that hardly depends on how much there is. A value is found
 * as a whole leaf with the same characters, as a whole leaf of the same squeezed form ({@link Squeezer}), as a word or part of
 * a word, and by any {@value #MIN_SUBSTRING} characters in common; also in other spellings of numbers, dates, addresses and
 * account or phone numbers ({@link Spellings}), and through encodings of the value and of words of the text ({@link Decodings}).
 *
 * <p>Text of the classes USER, OWN, SYS and KCP stands on a shelf of its own and always stays. Text of the classes ID and EXT
 * goes, oldest first, a quarter of the cap at a time, when the session's squeezed text exceeds the cap; from then on {@link
 * #evicted} is true, and what is found nowhere may have been in what went. If trusted text alone leaves less than a quarter of the
 * cap, untrusted text still keeps that quarter.
 *
 * <p>What is bounded, and what that costs: of one word four sources of each class are kept, of leaves with one form eight of
 * each class, the first that came; of eight characters that stand in many surroundings the first four places. A value is thus always found
 * somewhere if it is there as a leaf or word, though not in every source; a stretch of twelve characters is missed if
 * each group of eight at every fifth position within it stands in four earlier surroundings. Longer stretches hold more such groups. Of a value's groups that are so
 * common some thirty places are looked at.
 *
 * <p>Mutable, for one writer; not thread-safe, lookups included.
 */
public final class SessionIndex {
    /** Bytes of squeezed text that a session keeps: 16 MB. */
    public static final long CAP_BYTES = 16L << 20;

    /** Characters in common, in the squeezed form, from which a substring counts. */
    public static final int MIN_SUBSTRING = 12;

    /** So many matches one lookup answers at most. */
    public static final int MOST_MATCHES = 32;

    /** So many pieces make up a value at most. */
    public static final int MOST_PIECES = 8;

    /** Bytes of a value's squeezed form that are looked at for pieces. */
    public static final int LONGEST_JOINED = 256;

    /** The largest cap: 160 MB, less a little. */
    public static final long MOST_BYTES = 160L * 1000 * 1000;

    private static final int QUARTER = 4;
    private static final int LARGE = 1 << 16;

    private final HashKey key;
    private final long cap;
    private final Work work = new Work();
    private final Finder finder;
    private final Stretches stretches;
    private final Shelf kept;
    private Shelf evictable;
    private Squeezer squeezer = new Squeezer();
    private long evictedBytes;

    /** An empty index with the cap of {@link #CAP_BYTES}. */
    public SessionIndex(HashKey key) {
        this(key, CAP_BYTES);
    }

    /**
     * An empty index.
     *
     * @param capBytes of squeezed text, from 1 to 160 MB
     */
    public SessionIndex(HashKey key, long capBytes) {
        if (capBytes < 1 || capBytes > MOST_BYTES) {
            throw new IllegalArgumentException("the cap is 1 to " + MOST_BYTES + " bytes, not " + capBytes);
        }
        this.key = key;
        this.cap = capBytes;
        this.finder = new Finder(key, work);
        this.stretches = new Stretches(key, work);
        this.kept = new Shelf(key, work);
        this.evictable = new Shelf(key, work);
    }

    /**
     * Adds a leaf of something that entered the session. Leaves of one source come one after the other, sources in any order.
     *
     * @param path the leaf's path in its document; only its first 512 characters are kept
     */
    public void add(Source source, String path, CharSequence text, FieldClass fieldClass) {
        if (add(source, path, text, fieldClass, false)) {
            scan(text, fieldClass);
            String decoded = Decodings.within(text);
            if (!decoded.isEmpty()) {
                add(source, path, decoded, fieldClass, true);
            }
        }
    }

    /**
     * The places where the value was found, strongest basis first, then the most trusted class, then the longest; for each source
     * and class the strongest, whole leaves each, and of stretches in common the eight longest. At most {@link #MOST_MATCHES}; empty if it was found nowhere.
     */
    public List<Match> matches(CharSequence value) {
        Hits hits = new Hits();
        look(value, true, hits);
        spelled(value, hits);
        for (String decoded : Decodings.of(value)) {
            look(decoded, false, hits);
            spelled(decoded, hits);
        }
        return hits.best(MOST_MATCHES);
    }

    /**
     * The fewest pieces, each a whole leaf or word of the session, that joined make up the whole value: what an agent that was told to put
     * parts together would send. Marks between pieces need no origin. Pieces have at least two characters, there are at most
     * {@value #MOST_PIECES}, and of longer values the first {@value #LONGEST_JOINED} bytes of the squeezed form are looked at.
     * Costs more than {@link #matches}: it is for values of authority that were not found whole.
     *
     * @return one match for each piece in the value's order, untrusted text first; empty if the value can't be made up so
     */
    public List<Match> pieces(CharSequence value) {
        Squeezer squeezed = squeezer.squeeze(value);
        List<Match> pieces = new Pieces(finder, kept, evictable, squeezed).fewest();
        release();
        return pieces;
    }

    /** Whether any text is gone. Then a value that is found nowhere may have been there. */
    public boolean evicted() {
        return evictedBytes > 0;
    }

    /** Bytes of squeezed text that are gone. */
    public long evictedBytes() {
        return evictedBytes;
    }

    /** Bytes of squeezed text that are here. */
    public long textBytes() {
        return (long) kept.content.length() + evictable.content.length();
    }

    /** Bytes of memory that text and tables hold, without the few hundred of the objects themselves. */
    public long memoryBytes() {
        return kept.memoryBytes() + evictable.memoryBytes();
    }

    /** How often a candidate was compared with the text since the beginning: the measure of work that tests bound. */
    long comparisons() {
        return work.comparisons();
    }

    private void look(CharSequence value, boolean asIs, Hits hits) {
        Squeezer squeezed = squeezer.squeeze(value);
        if (squeezed.length() > 0) {
            long rawHash = asIs ? key.ofChars(value) : 0;
            look(kept, squeezed, rawHash, asIs, hits);
            look(evictable, squeezed, rawHash, asIs, hits);
        }
        release();
    }

    /** Finds the value in its other spellings, and what is another spelling of the value. */
    private void spelled(CharSequence value, Hits hits) {
        for (Spelling spelling : Spellings.of(value)) {
            long hash = hash(spelling);
            kept.spelled(hash, spelling.text().length(), hits);
            evictable.spelled(hash, spelling.text().length(), hits);
            if (!spelling.text().contentEquals(value)) {
                whole(spelling.text(), hits);
            }
        }
    }

    private void whole(CharSequence value, Hits hits) {
        Squeezer squeezed = squeezer.squeeze(value);
        finder.whole(kept, squeezed.bytes(), 0, squeezed.length(), 0, false, hits);
        finder.whole(evictable, squeezed.bytes(), 0, squeezed.length(), 0, false, hits);
    }

    private void scan(CharSequence text, FieldClass fieldClass) {
        Shelf shelf = isEvictable(fieldClass) ? evictable : kept;
        Spellings.scan(text, (spelling, whole) -> shelf.addSpelling(hash(spelling), whole));
    }

    private long hash(Spelling spelling) {
        return key.ofChars(spelling.text()) + spelling.kind().name().charAt(0);
    }

    /** Lets the buffer of an uncommonly long text go. */
    private void release() {
        if (squeezer.bytes().length > LARGE) {
            squeezer = new Squeezer();
        }
    }

    private void look(Shelf shelf, Squeezer value, long rawHash, boolean asIs, Hits hits) {
        if (shelf.isEmpty()) {
            return;
        }
        finder.whole(shelf, value.bytes(), 0, value.length(), rawHash, asIs, hits);
        if (value.length() >= MIN_SUBSTRING) {
            stretches.find(shelf, value, hits);
        }
    }

    /** Whether there was anything to add. */
    private boolean add(Source source, String path, CharSequence text, FieldClass fieldClass, boolean derived) {
        Squeezer squeezed = squeezer.squeeze(text);
        int size = squeezed.length();
        if (size == 0) {
            return false;
        }
        long rawHash = key.ofChars(text);
        if (isEvictable(fieldClass)) {
            int fits = (int) Math.min(size, Math.max(1, room() - 2));
            evictedBytes += size - fits;
            makeRoom(fits);
            evictable.add(source, path, fieldClass, squeezed, fits, rawHash, derived || fits < size);
        } else {
            kept.add(source, path, fieldClass, squeezed, size, rawHash, derived);
            makeRoom(0);
        }
        release();
        return true;
    }

    private static boolean isEvictable(FieldClass fieldClass) {
        return switch (fieldClass) {
            case USER, OWN, SYS, KCP -> false;
            case ID, EXT -> true;
        };
    }

    private long room() {
        return Math.max(cap - kept.content.length(), cap / QUARTER);
    }

    /** Lets the oldest untrusted text go until so much more fits, at least a quarter of the cap at a time. */
    private void makeRoom(int more) {
        Content content = evictable.content;
        if (content.length() + (long) more <= room()) {
            return;
        }
        long goal = Math.max(content.length() + (long) more - room(), cap / QUARTER);
        int leaf = content.leaves.count();
        if (goal < content.length()) {
            leaf = content.leafAt((int) goal) + 1;
        }
        int before = content.length();
        evictable = evictable.from(leaf);
        evictedBytes += before - evictable.content.length();
    }
}
