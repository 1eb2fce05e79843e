package dev.sallyport.provenance.index;

import dev.sallyport.provenance.source.Basis;

/** Looks one squeezed value up among a shelf's whole leaves and words. Not thread-safe. */
final class Finder {
    private final HashKey key;
    private final Work work;
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
}
