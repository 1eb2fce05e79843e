package dev.sallyport.provenance.index;

import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.provenance.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of each leaf beside its text: where the text begins, source, path, class, and 32 bits of a keyed hash of its
 * very characters. Leaves are numbered from 0 in the order of their text. Not thread-safe.
 */
final class Leaves {
    private static final FieldClass[] CLASSES = FieldClass.values();
    private static final int FLAGS = 4;
    private static final int CLASS_MASK = 7;
    private static final int DERIVED = 8;

    private final Paths paths = new Paths();
    private final List<Source> sources = new ArrayList<>();
    private int[] firstOfSource = new int[16];
    private int[] numberOfSource = new int[16];
    private int[] start = new int[64];
    private int[] raw = new int[64];
    private int[] where = new int[64];
    private int count;

    /** One more; its number. A derived leaf holds a decoded form and is never the very characters. */
    int add(Source source, String path, FieldClass fieldClass, int begin, long rawHash, boolean derived) {
        if (sources.isEmpty() || !sources.getLast().equals(source)) {
            if (sources.size() == firstOfSource.length) {
                firstOfSource = Arrays.copyOf(firstOfSource, sources.size() * 2);
                numberOfSource = Arrays.copyOf(numberOfSource, sources.size() * 2);
            }
            firstOfSource[sources.size()] = count;
            numberOfSource[sources.size()] = source.number();
            sources.add(source);
        }
        if (count == start.length) {
            int larger = count + count / 8 + 64;
            start = Arrays.copyOf(start, larger);
            raw = Arrays.copyOf(raw, larger);
            where = Arrays.copyOf(where, larger);
        }
        start[count] = begin;
        raw[count] = (int) rawHash;
        where[count] = (paths.keep(path) << FLAGS) | Arrays.binarySearch(CLASSES, fieldClass) | (derived ? DERIVED : 0);
        return count++;
    }

    /** Adds a leaf of another shelf under a new beginning. */
    int addFrom(Leaves other, int leaf, int begin) {
        return add(
                other.source(leaf),
                other.path(leaf),
                other.fieldClass(leaf),
                begin,
                other.raw[leaf],
                other.isDerived(leaf));
    }

    int count() {
        return count;
    }

    int start(int leaf) {
        return start[leaf];
    }

    FieldClass fieldClass(int leaf) {
        return CLASSES[classNumber(leaf)];
    }

    /** The class's place among the classes, most believed first. */
    int classNumber(int leaf) {
        return where[leaf] & CLASS_MASK;
    }

    boolean isDerived(int leaf) {
        return (where[leaf] & DERIVED) != 0;
    }

    boolean isExactly(int leaf, long rawHash) {
        return !isDerived(leaf) && raw[leaf] == (int) rawHash;
    }

    String path(int leaf) {
        return paths.at(where[leaf] >>> FLAGS);
    }

    Source source(int leaf) {
        return sources.get(run(leaf));
    }

    /** The number of the leaf's source, without making anything. */
    int sourceNumber(int leaf) {
        return numberOfSource[run(leaf)];
    }

    /** One number for the leaf's source and class. */
    long owner(int leaf) {
        return (long) sourceNumber(leaf) * CLASSES.length + classNumber(leaf);
    }

    long memoryBytes() {
        return paths.memoryBytes()
                + 3L * start.length * Integer.BYTES
                + (long) firstOfSource.length * (2 * Integer.BYTES + Long.BYTES);
    }

    private int run(int leaf) {
        int at = Arrays.binarySearch(firstOfSource, 0, sources.size(), leaf);
        return at >= 0 ? at : -at - 2;
    }
}
