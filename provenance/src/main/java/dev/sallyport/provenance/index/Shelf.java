package dev.sallyport.provenance.index;

import dev.sallyport.provenance.source.Basis;
import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.provenance.source.Source;
import dev.sallyport.text.normal.Squeezer;

/**
 * One text with two tables over it: words (whole leaves, words, parts of words) by the hash of all their bytes, and grams, eight
 * bytes at every fifth position, by which any twelve characters in common are found. Not thread-safe.
 */
final class Shelf {
    /** Bytes of a gram, and the distance between two: any twelve bytes hold a whole one. */
    static final int GRAM = 8;

    static final int STEP = 5;

    /** So many places of one gram are kept, those that came first. */
    static final int GRAMS_KEPT = 4;

    /** So many leaves of one class with the same form are kept. */
    static final int LEAVES_KEPT = 8;

    /** So many sources of one class are kept for a word. */
    static final int WORDS_KEPT = 4;

    /** Words and parts longer than this are found by their grams alone. */
    static final int LONGEST_WORD = 254;

    /** In place of a length: up to the end of the leaf. */
    static final int WHOLE_LEAF = 255;

    private static final int SHORTEST_PART = 2;
    private static final long FULL = 0x9FB21C651E98DF25L;

    private final HashKey key;
    private final Work work;
    final Content content = new Content();
    private PositionTable words = new PositionTable(8, true);
    private PositionTable grams = new PositionTable(8, false);
    private SpellingTable spellings = new SpellingTable();
    private final Declined declined = new Declined();
    private final PositionTable.Search search = new PositionTable.Search(words);

    Shelf(HashKey key, Work work) {
        this.key = key;
        this.work = work;
    }

    PositionTable words() {
        return words;
    }

    PositionTable grams() {
        return grams;
    }

    boolean isEmpty() {
        return content.leaves.count() == 0;
    }

    long memoryBytes() {
        return content.memoryBytes()
                + words.memoryBytes()
                + grams.memoryBytes()
                + spellings.memoryBytes()
                + Declined.MEMORY;
    }

    /** Adds a leaf's squeezed text, as far as {@code size}. */
    void add(
            Source source, String path, FieldClass fieldClass, Squeezer text, int size, long rawHash, boolean derived) {
        int from = content.next();
        content.leaves.add(source, path, fieldClass, from, rawHash, derived);
        content.append(text, size);
        int to = from + size;
        addWhole(from, to);
        addWords(text, from, size);
        addGrams(from, to);
    }

    /** Notes that the newest leaf, or a word in it, has a spelling with that hash. */
    void addSpelling(long hash, boolean whole) {
        if (!spellings.put(hash, content.leaves, content.leaves.count() - 1, whole)) {
            work.refused();
        }
    }

    /** The leaves that hold a spelling. */
    void spelled(long hash, int characters, Hits hits) {
        spellings.find(hash, (leaf, whole) -> {
            work.compared();
            hits.add(content.leaves, leaf, whole ? Basis.NORMALISED : Basis.TOKEN, 0, characters);
        });
    }

    /** A new shelf with the leaves from one on; what was kept out as one too many may come in again as a gram, not as a word. */
    Shelf from(int firstLeaf) {
        Shelf rest = new Shelf(key, work);
        Content old = content;
        int count = old.leaves.count();
        for (int leaf = firstLeaf; leaf < count; leaf++) {
            int from = rest.content.next();
            rest.content.leaves.addFrom(old.leaves, leaf, from);
            rest.content.appendFrom(old, old.leaves.start(leaf), old.end(leaf));
            rest.addGrams(from, rest.content.next() - 1);
        }
        int cutoff = firstLeaf < count ? old.leaves.start(firstLeaf) : old.length();
        for (int slot = 0; slot < words.capacity(); slot++) {
            int position = words.inSlot(slot);
            if (position >= cutoff) {
                rest.putWord(position - cutoff + 1, words.lengthIn(slot));
            }
        }
        rest.spellings = spellings.from(firstLeaf, rest.content.leaves);
        return rest;
    }

    private void addWhole(int from, int to) {
        int length = to - from > LONGEST_WORD ? WHOLE_LEAF : to - from;
        if (mayKeepLeaf(from, to, length)) {
            putWord(from, length);
        }
    }

    private void addWords(Squeezer text, int from, int size) {
        int word = 0;
        int part = 0;
        for (int i = 1; i <= size; i++) {
            boolean wordEnds = i == size || text.wordAt(i);
            if (!wordEnds && !text.partAt(i)) {
                continue;
            }
            if (part > word || !wordEnds) {
                addWord(from + part, i - part, size, SHORTEST_PART);
            }
            part = i;
            if (wordEnds) {
                addWord(from + word, i - word, size, 1);
                word = i;
            }
        }
    }

    private void addWord(int position, int length, int leafSize, int shortest) {
        if (length < shortest || length > LONGEST_WORD || length == leafSize) {
            return;
        }
        if (mayKeepWord(position, length)) {
            putWord(position, length);
        }
    }

    private boolean mayKeepLeaf(int from, int to, int length) {
        Leaves leaves = content.leaves;
        FieldClass mine = leaves.fieldClass(leaves.count() - 1);
        int kept = 0;
        search.of(words, key.ofBytes(content.bytes(), from, to));
        for (int slot = search.next(); slot >= 0; slot = search.next()) {
            int position = search.position(slot);
            if (search.length(slot) == length && isSame(position, from, to - from)) {
                int leaf = content.leafAt(position);
                boolean whole = leaves.start(leaf) == position && content.end(leaf) == position + to - from;
                if (whole && leaves.fieldClass(leaf) == mine && ++kept == LEAVES_KEPT) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean mayKeepWord(int from, int length) {
        Leaves leaves = content.leaves;
        int newest = leaves.count() - 1;
        FieldClass mine = leaves.fieldClass(newest);
        long owner = leaves.owner(newest);
        long hash = key.ofBytes(content.bytes(), from, from + length);
        if (declined.has(hash + mine.wire().charAt(0)) || declined.has(hash + FULL * owner)) {
            return false;
        }
        int kept = 0;
        search.of(words, hash);
        for (int slot = search.next(); slot >= 0; slot = search.next()) {
            int position = search.position(slot);
            if (search.length(slot) == length && isSame(position, from, length)) {
                int leaf = content.leafAt(position);
                if (leaves.owner(leaf) == owner) {
                    declined.add(hash + FULL * owner);
                    return false;
                }
                if (leaves.fieldClass(leaf) == mine && ++kept == WORDS_KEPT) {
                    declined.add(hash + mine.wire().charAt(0));
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isSame(int position, int from, int length) {
        work.compared();
        return Bytes.equal(content.bytes(), position, content.bytes(), from, length);
    }

    private void putWord(int position, int length) {
        if (words.isFull()) {
            PositionTable larger = words.larger();
            for (int slot = 0; slot < words.capacity(); slot++) {
                int old = words.inSlot(slot);
                if (old >= 0 && !larger.put(wordHash(old, words.lengthIn(slot)), old, words.lengthIn(slot))) {
                    work.refused();
                }
            }
            words = larger;
        }
        if (!words.put(wordHash(position, length), position, length)) {
            work.refused();
        }
    }

    private long wordHash(int position, int length) {
        int end = length == WHOLE_LEAF ? content.end(content.leafAt(position)) : position + length;
        return key.ofBytes(content.bytes(), position, end);
    }

    private void addGrams(int from, int to) {
        int first = (from + STEP - 1) / STEP * STEP;
        for (int position = first; position + GRAM <= to; position += STEP) {
            addGram(position);
        }
    }

    private void addGram(int position) {
        byte[] bytes = content.bytes();
        long gram = Bytes.longAt(bytes, position);
        long hash = key.ofLong(gram);
        if (!grams.isSurelyAbsent(hash) && !mayKeepGram(hash, gram, position)) {
            return;
        }
        if (grams.isFull()) {
            PositionTable larger = grams.larger();
            for (int slot = 0; slot < grams.capacity(); slot++) {
                int old = grams.inSlot(slot);
                if (grams.isUsed(slot)
                        && !larger.put(key.ofLong(Bytes.longAt(bytes, Neighbours.position(old))), old, 0)) {
                    work.refused();
                }
            }
            grams = larger;
        }
        if (!grams.put(hash, Neighbours.packed(bytes, position), 0)) {
            work.refused();
        }
    }

    /** Not if it stands in the same surroundings in a field of the same class, and not one too many. */
    private boolean mayKeepGram(long hash, long gram, int position) {
        byte[] bytes = content.bytes();
        int kept = 0;
        search.of(grams, hash);
        for (int slot = search.next(); slot >= 0; slot = search.next()) {
            int other = Neighbours.position(search.position(slot));
            work.compared();
            if (Bytes.longAt(bytes, other) != gram) {
                continue;
            }
            if (++kept == GRAMS_KEPT) {
                return false;
            }
            boolean sameAround = Bytes.longAt(bytes, other - GRAM / 2) == Bytes.longAt(bytes, position - GRAM / 2)
                    && Bytes.longAt(bytes, other + GRAM / 2) == Bytes.longAt(bytes, position + GRAM / 2);
            if (sameAround && classAt(other) == classAt(position)) {
                return false;
            }
        }
        return true;
    }

    private FieldClass classAt(int position) {
        return content.leaves.fieldClass(content.leafAt(position));
    }
}
