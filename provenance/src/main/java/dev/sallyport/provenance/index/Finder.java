package dev.sallyport.provenance.index;

import dev.sallyport.provenance.source.Basis;
import dev.sallyport.text.normal.Squeezer;

/**
 * Looks one squeezed value up in a shelf. Work is bounded: candidates of one hash by {@link #MOST_GATHERED}, and candidates in all
 * by a constant and the value's length. Not thread-safe.
 */
final class Finder {
    private static final int CANDIDATES = 256;
    private static final int BYTES_PER_CANDIDATE = 2;
    private static final int COMMON = 32;
    private static final int BYTES_PER_COMMON = 16;
    private static final int MOST_WAITING = 4096;
    private static final int MOST_GATHERED = 16;

    private final HashKey key;
    private final Work work;
    private final int[] gathered = new int[MOST_GATHERED];
    private final int[] waitingAt = new int[MOST_WAITING];
    private int waiting;
    private final PositionTable.Search search = new PositionTable.Search(new PositionTable(1, false));

    Finder(HashKey key, Work work) {
        this.key = key;
        this.work = work;
    }

    /**
     * Finds the value as a whole leaf or word.
     *
     * @param rawHash of the value's very characters
     * @param asIs whether the value stands as it was given, not decoded
     */
    void whole(Shelf shelf, byte[] value, int from, int to, long rawHash, boolean asIs, Hits hits) {
        int length = to - from;
        Content content = shelf.content;
        search.of(shelf.words(), key.ofBytes(value, from, to));
        for (int slot = search.next(); slot >= 0; slot = search.next()) {
            int kept = search.length(slot);
            int position = search.position(slot);
            if ((kept != Shelf.WHOLE_LEAF && kept != length) || position + length >= content.length()) {
                continue;
            }
            work.compared();
            if (!Bytes.equal(content.bytes(), position, value, from, length)) {
                continue;
            }
            int leaf = content.leafAt(position);
            int characters = Bytes.characters(value, from, to);
            if (content.leaves.start(leaf) == position && content.end(leaf) == position + length) {
                boolean exact = asIs && content.leaves.isExactly(leaf, rawHash);
                hits.add(content.leaves, leaf, exact ? Basis.EXACT : Basis.NORMALISED, 0, characters);
            } else if (kept != Shelf.WHOLE_LEAF) {
                hits.add(content.leaves, leaf, Basis.TOKEN, 0, characters);
            }
        }
    }

    /** Whether the bytes are a whole leaf or word of the shelf. */
    boolean holds(Shelf shelf, byte[] value, int from, int to) {
        int length = to - from;
        Content content = shelf.content;
        search.of(shelf.words(), key.ofBytes(value, from, to));
        for (int slot = search.next(); slot >= 0; slot = search.next()) {
            int position = search.position(slot);
            if (search.length(slot) == length && position + length < content.length()) {
                work.compared();
                if (Bytes.equal(content.bytes(), position, value, from, length)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Finds what the value and the shelf have in common, from {@link SessionIndex#MIN_SUBSTRING} characters. Groups of letters that stand
     * in few surroundings are looked at first, all of them; then common ones, as far as {@link #COMMON} and the length allow.
     */
    void substrings(Shelf shelf, Squeezer text, Hits hits) {
        byte[] value = text.bytes();
        int last = text.length() - Shelf.GRAM;
        int left = CANDIDATES + text.length() / BYTES_PER_CANDIDATE;
        PositionTable grams = shelf.grams();
        waiting = 0;
        for (int at = 0; at <= last && left > 0; at++) {
            long gram = Bytes.longAt(value, at);
            long hash = key.ofLong(gram);
            if (grams.isSurelyAbsent(hash)) {
                continue;
            }
            search.of(grams, hash);
            int found = gather(search, text, at);
            if (found >= Shelf.GRAMS_KEPT) {
                wait(at);
                continue;
            }
            left -= found;
            at = Math.max(at, furthest(shelf.content, text, at, gram, found, hits) - Shelf.GRAM);
        }
        common(shelf, text, hits);
    }

    private void common(Shelf shelf, Squeezer text, Hits hits) {
        int left = COMMON + text.length() / BYTES_PER_COMMON;
        int covered = 0;
        for (int i = 0; i < waiting && left > 0; i++) {
            int at = waitingAt[i];
            if (at + Shelf.GRAM <= covered) {
                continue;
            }
            long gram = Bytes.longAt(text.bytes(), at);
            search.of(shelf.grams(), key.ofLong(gram));
            int found = gather(search, text, at);
            left -= found;
            covered = Math.max(covered, furthest(shelf.content, text, at, gram, found, hits));
        }
    }

    /** Collects candidates whose neighbours may agree with the value's on one side at least; without that no twelve letters do. */
    private int gather(PositionTable.Search candidates, Squeezer text, int at) {
        int left = at >= 2 ? Neighbours.before(text.bytes(), at) : Neighbours.NONE;
        int right = at + Shelf.GRAM + 2 <= text.length() ? Neighbours.after(text.bytes(), at) : Neighbours.NONE;
        int found = 0;
        for (int slot = candidates.next(); slot >= 0 && found < gathered.length; slot = candidates.next()) {
            int packed = candidates.position(slot);
            if (Neighbours.mayAgree(packed, left, right)) {
                gathered[found++] = Neighbours.position(packed);
            }
        }
        return found;
    }

    private int furthest(Content content, Squeezer text, int at, long gram, int found, Hits hits) {
        int furthest = at;
        for (int i = 0; i < found; i++) {
            work.compared();
            if (Bytes.longAt(content.bytes(), gathered[i]) == gram) {
                furthest = Math.max(furthest, extend(content, gathered[i], text, at, hits));
            }
        }
        return furthest;
    }

    private void wait(int at) {
        if (waiting < waitingAt.length) {
            waitingAt[waiting++] = at;
        }
    }

    /** Where a match of enough characters around the gram ends in the value; else where the gram begins. */
    private int extend(Content content, int position, Squeezer text, int at, Hits hits) {
        byte[] bytes = content.bytes();
        byte[] value = text.bytes();
        int end = Shelf.GRAM;
        while (at + end < text.length() && value[at + end] == bytes[position + end]) {
            end++;
        }
        int begin = 0;
        while (at + begin > 0 && value[at + begin - 1] == bytes[position + begin - 1]) {
            begin--;
        }
        int characters = end - begin < SessionIndex.MIN_SUBSTRING ? 0 : Bytes.characters(value, at + begin, at + end);
        if (characters < SessionIndex.MIN_SUBSTRING) {
            return at;
        }
        boolean whole = at + begin == 0
                && at + end == text.length()
                && content.isCut(position + begin)
                && content.isCut(position + end);
        if (!whole && !hits.wants(characters)) {
            return at + end;
        }
        int leaf = content.leafAt(position);
        hits.add(
                content.leaves,
                leaf,
                whole ? Basis.TOKEN : Basis.SUBSTRING,
                Bytes.characters(value, 0, at + begin),
                characters);
        return at + end;
    }
}
