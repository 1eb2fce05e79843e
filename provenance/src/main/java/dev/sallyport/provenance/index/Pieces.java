package dev.sallyport.provenance.index;

import dev.sallyport.text.normal.Squeezer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The fewest whole leaves and words that make up a value: shortest path over its positions. Used once. */
final class Pieces {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 64;
    private static final int UNREACHED = Integer.MAX_VALUE;

    private final Finder finder;
    private final Shelf kept;
    private final Shelf evictable;
    private final byte[] value;
    private final int length;
    private final int[] count;
    private final int[] previous;

    Pieces(Finder finder, Shelf kept, Shelf evictable, Squeezer value) {
        this.finder = finder;
        this.kept = kept;
        this.evictable = evictable;
        this.value = value.bytes();
        this.length = Math.min(value.length(), SessionIndex.LONGEST_JOINED);
        this.count = new int[length + 1];
        this.previous = new int[length + 1];
    }

    List<Match> fewest() {
        Arrays.fill(count, 1, length + 1, UNREACHED);
        for (int at = 0; at < length; at++) {
            if (count[at] < UNREACHED) {
                reach(at);
            }
        }
        if (length == 0 || count[length] == UNREACHED) {
            return List.of();
        }
        List<Match> pieces = new ArrayList<>();
        for (int end = length; end > 0; end = previous[end]) {
            if (count[previous[end]] < count[end]) {
                pieces.add(match(previous[end], end));
            }
        }
        Collections.reverse(pieces);
        return List.copyOf(pieces);
    }

    private void reach(int at) {
        if (isMark(value[at]) && count[at] < count[at + 1]) {
            count[at + 1] = count[at];
            previous[at + 1] = at;
        }
        int furthest = Math.min(length, at + LONGEST);
        for (int end = at + SHORTEST; end <= furthest && count[at] < SessionIndex.MOST_PIECES; end++) {
            boolean fewer = count[at] + 1 < count[end];
            if (fewer && (finder.holds(evictable, value, at, end) || finder.holds(kept, value, at, end))) {
                count[end] = count[at] + 1;
                previous[end] = at;
            }
        }
    }

    private static boolean isMark(byte c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c < 0;
        return !letter;
    }

    private Match match(int from, int to) {
        Hits hits = new Hits();
        finder.whole(evictable, value, from, to, 0, false, hits);
        finder.whole(kept, value, from, to, 0, false, hits);
        Match best = hits.best(Hits.MOST).stream()
                .max((a, b) -> a.fieldClass().compareTo(b.fieldClass()))
                .orElseThrow();
        return new Match(
                best.source(),
                best.path(),
                best.fieldClass(),
                best.basis(),
                best.length(),
                Bytes.characters(value, 0, from));
    }
}
