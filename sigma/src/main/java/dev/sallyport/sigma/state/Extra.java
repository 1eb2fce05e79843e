package dev.sallyport.sigma.state;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a hit holds beside its time and sequence, where the rule needs it. Its arrays are not changed after it was made.
 *
 * @param value the value that is counted, or null
 * @param sequences of the events behind a hit that is itself an alert, or null
 * @param carried values of fields that a rule above groups by, a null where the event has none; or null
 */
public record Extra(
        @Nullable String value,
        long @Nullable [] sequences,
        @Nullable List<String> carried) {

    /** The extra of a hit that only has a value to count. */
    public static Extra of(String value) {
        return new Extra(value, null, null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Extra that
                && Objects.equals(value, that.value)
                && Arrays.equals(sequences, that.sequences)
                && Objects.equals(carried, that.carried);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, carried) * 31 + Arrays.hashCode(sequences);
    }

    @Override
    public String toString() {
        return "Extra[" + value + ", " + Arrays.toString(sequences) + ", " + carried + "]";
    }

    /** Writes it. */
    public void write(StateWriter out) {
        out.text(value == null ? "" : value);
        long @Nullable [] all = sequences;
        out.number(value == null ? 0 : 1).number(all == null ? -1 : all.length);
        if (all != null) {
            for (long one : all) {
                out.number(one);
            }
        }
        List<String> fields = carried;
        out.number(fields == null ? -1 : fields.size());
        if (fields != null) {
            fields.forEach(out::text);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Extra read(StateReader in) {
        String text = in.text();
        String value = in.number() == 1 ? text : null;
        int length = in.count(-1);
        long @Nullable [] sequences = length < 0 ? null : new long[length];
        for (int i = 0; i < length; i++) {
            Objects.requireNonNull(sequences)[i] = in.number();
        }
        int fields = in.count(-1);
        if (fields < 0) {
            return new Extra(value, sequences, null);
        }
        String[] carried = new String[fields];
        for (int i = 0; i < fields; i++) {
            carried[i] = in.text();
        }
        return new Extra(value, sequences, List.of(carried));
    }
}
