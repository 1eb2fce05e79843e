package dev.sallyport.server.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query made ready for numbers: for each column that it asks for, which numbers pass. A value is looked at once however many rows have it.
 * A row with a value that shares its number with others passes if it may: whoever asks reads it and looks for themselves. Immutable.
 */
final class Sieve {
    private final boolean[] @Nullable [] columns;
    private final List<Anywhere> anywhere;
    private final long since;
    private final boolean blurs;

    /** A word that may stand in any column, or must not. */
    private record Anywhere(boolean not, boolean[] @Nullable [] holds) {
        /** Whether no value of any column holds it: then no row need be looked at for it. */
        boolean isNowhere() {
            return Arrays.stream(holds).allMatch(Objects::isNull);
        }
    }

    private Sieve(boolean[] @Nullable [] columns, List<Anywhere> anywhere, long since, boolean blurs) {
        this.columns = columns;
        this.anywhere = anywhere;
        this.since = since;
        this.blurs = blurs;
    }

    static Sieve of(FeedQuery query, Words[] words) {
        boolean blurs = Arrays.stream(words).anyMatch(Words::isFull);
        boolean[] @Nullable [] columns = new boolean[words.length][];
        for (Column column : Column.values()) {
            if (query.asksFor(column)) {
                Words known = words[column.place()];
                boolean[] passes = new boolean[known.size()];
                for (int n = 0; n < passes.length; n++) {
                    passes[n] = n == Words.FURTHER || query.allows(column, known.word(n));
                }
                columns[column.place()] = passes;
            }
        }
        List<Anywhere> anywhere = new ArrayList<>();
        for (FeedQuery.Term term : query.terms()) {
            if (term.column().isEmpty()) {
                anywhere.add(new Anywhere(term.not(), holds(term, words)));
            }
        }
        return new Sieve(columns, anywhere, query.since(), blurs);
    }

    /** By column, which numbers hold the word; nothing where none does. */
    private static boolean[] @Nullable [] holds(FeedQuery.Term term, Words[] words) {
        boolean[] @Nullable [] holds = new boolean[words.length][];
        for (int c = 0; c < words.length; c++) {
            boolean[] column = new boolean[words[c].size()];
            boolean any = false;
            for (int n = 0; n < column.length; n++) {
                column[n] = n != Words.FURTHER && term.holds(words[c].word(n));
                any |= column[n];
            }
            if (any) {
                holds[c] = column;
            }
        }
        return holds;
    }

    /** Whether no row can pass, whatever it is. */
    boolean isClosed() {
        return !blurs && anywhere.stream().anyMatch(word -> !word.not() && word.isNowhere());
    }

    /** Whether the row has a value that only the ledger knows. */
    static boolean isBlurred(int[][] numbers, int at) {
        for (int[] column : numbers) {
            if (column[at] == Words.FURTHER) {
                return true;
            }
        }
        return false;
    }

    boolean passes(long timeMillis, int[][] numbers, int at) {
        if (timeMillis < since) {
            return false;
        }
        for (int c = 0; c < columns.length; c++) {
            boolean[] passes = columns[c];
            if (passes != null && !set(passes, numbers[c][at])) {
                return false;
            }
        }
        for (Anywhere word : anywhere) {
            boolean stands = stands(word, numbers, at);
            boolean may = word.not() ? !stands : stands || (blurs && isBlurred(numbers, at));
            if (!may) {
                return false;
            }
        }
        return true;
    }

    private static boolean stands(Anywhere word, int[][] numbers, int at) {
        for (int c = 0; c < numbers.length; c++) {
            boolean[] holds = word.holds()[c];
            if (holds != null && set(holds, numbers[c][at])) {
                return true;
            }
        }
        return false;
    }

    /** A number that came after the query was made ready does not pass; the stream brings its row. */
    private static boolean set(boolean[] bits, int number) {
        return number < bits.length && bits[number];
    }
}
