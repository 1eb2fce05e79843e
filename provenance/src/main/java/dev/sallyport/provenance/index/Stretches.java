package dev.sallyport.provenance.index;

import dev.sallyport.provenance.source.Basis;
import dev.sallyport.text.normal.Squeezer;
import java.util.Arrays;

/**
 * Finds what a value and a shelf have in common, from {@link SessionIndex#MIN_SUBSTRING} characters. The value's groups of eight bytes
 * that stand in few surroundings are looked at first, all of them; then common ones, as far as {@link #COMMON} and the length
 * allow. Not thread-safe.
 */
final class Stretches {
    private static final int CANDIDATES = 256;
    private static final int COMMON = 32;

    /** Where something may begin that holds for long, few groups are asked for, unless few are left. */
    private static final int FIRST = 16;

    private static final int SHORT = 32;
    private static final int COMMON_GROUPS = 16;
    private static final int BYTES_PER_COMMON = 16;
    private static final int MOST_WAITING = 4096;
    private static final int MOST_FOUND = 64;
    private static final int INDEX_BITS = 6;

    private final Work work;
    private final Batch batch;
    private int[] waiting = new int[64];
    private int waits;

    /** Up to where the value was found. */
    private int covered;

    private boolean ascii;

    /** What was found and not yet handed on: where it begins and ends in the value, where in the text, and its length. */
    private final int[] begins = new int[MOST_FOUND];

    private final int[] ends = new int[MOST_FOUND];
    private final int[] positions = new int[MOST_FOUND];
    private final long[] order = new long[MOST_FOUND];
    private int found;

    Stretches(HashKey key, Work work) {
        this.batch = new Batch(key);
        this.work = work;
    }

    void find(Shelf shelf, Squeezer text, Hits hits) {
        int last = text.length() - Shelf.GRAM;
        int left = CANDIDATES + text.length();
        waits = 0;
        covered = 0;
        found = 0;
        ascii = Bytes.isAscii(text.bytes(), text.length());
        int at = 0;
        while (at <= last && left > 0) {
            batch.clear();
            int rest = last + 1 - at;
            boolean begins = at == 0 || at < covered;
            int end = at + (rest <= SHORT ? rest : begins ? FIRST : Math.min(rest, Batch.GROUPS));
            for (; at < end; at++) {
                batch.add(at);
            }
            batch.ask(shelf.grams(), text.bytes(), text.length());
            batch.dropCommon(Shelf.GRAMS_KEPT);
            left -= read(shelf.content, text, true, hits);
            at = Math.max(at, covered - Shelf.GRAM + 1);
        }
        common(shelf, text, hits);
        handOn(shelf.content, text, hits);
    }

    private void common(Shelf shelf, Squeezer text, Hits hits) {
        int left = COMMON + text.length() / BYTES_PER_COMMON;
        int next = 0;
        covered = 0;
        while (next < waits && left > 0) {
            batch.clear();
            while (next < waits && !batch.isFull(COMMON_GROUPS)) {
                int at = waiting[next++];
                if (at + Shelf.GRAM > covered) {
                    batch.add(at);
                }
            }
            batch.ask(shelf.grams(), text.bytes(), text.length());
            left -= read(shelf.content, text, false, hits);
        }
    }

    /** Puts a common group off. */
    private void wait(int at) {
        if (waits < MOST_WAITING) {
            if (waits == waiting.length) {
                waiting = Arrays.copyOf(waiting, waits * 2);
            }
            waiting[waits++] = at;
        }
    }

    /** Reads the batch's candidates and extends those that hold enough; answers how many were read. */
    private int read(Content content, Squeezer text, boolean putOff, Hits hits) {
        int read = batch.candidates();
        work.compared(read);
        batch.read(content.bytes(), text.bytes());
        int c = 0;
        for (int group = 0; group < batch.groups(); group++) {
            int at = batch.at(group);
            boolean open = at + Shelf.GRAM > covered;
            if (open && putOff && batch.found(group) >= Shelf.GRAMS_KEPT) {
                wait(at);
            }
            for (; c < batch.candidates() && batch.groupOf(c) == group; c++) {
                if (open) {
                    extend(content, batch.position(c), text, at, hits);
                }
            }
        }
        return read;
    }

    private void extend(Content content, int position, Squeezer text, int at, Hits hits) {
        byte[] bytes = content.bytes();
        byte[] value = text.bytes();
        int end = Bytes.forward(value, at + Shelf.GRAM, text.length(), bytes, position + Shelf.GRAM);
        int begin = Bytes.backward(value, at, bytes, position);
        int characters = characters(value, begin, end);
        if (characters < SessionIndex.MIN_SUBSTRING) {
            return;
        }
        covered = Math.max(covered, end);
        if (found == MOST_FOUND) {
            handOn(content, text, hits);
        }
        begins[found] = begin;
        ends[found] = end;
        positions[found] = begin + position - at;
        order[found] = ((long) characters << INDEX_BITS) | (MOST_FOUND - 1 - found);
        found++;
    }

    /** Hands on what was found, the longest first, so that few places are looked up that longer ones would push out again. */
    private void handOn(Content content, Squeezer text, Hits hits) {
        Arrays.sort(order, 0, found);
        for (int i = found - 1; i >= 0; i--) {
            int one = MOST_FOUND - 1 - ((int) order[i] & (MOST_FOUND - 1));
            int characters = (int) (order[i] >>> INDEX_BITS);
            int length = ends[one] - begins[one];
            int position = positions[one];
            boolean whole = length == text.length() && content.isCut(position) && content.isCut(position + length);
            if (whole || hits.wants(characters)) {
                Basis basis = whole ? Basis.TOKEN : Basis.SUBSTRING;
                int offset = characters(text.bytes(), 0, begins[one]);
                hits.add(content.leaves, content.leafAt(position), basis, offset, characters);
            }
        }
        found = 0;
    }

    private int characters(byte[] value, int from, int to) {
        return ascii ? to - from : Bytes.characters(value, from, to);
    }
}
