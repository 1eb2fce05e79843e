package dev.sallyport.provenance.index;

import dev.sallyport.provenance.source.Basis;
import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.provenance.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What entered a session, by leaf. */
public final class SessionIndex {
    /** Most characters of content kept. */
    public static final int CAP_BYTES = 16 << 20;

    private final List<Row> rows = new ArrayList<>();

    private record Row(Source source, String path, String text, FieldClass fieldClass) {}

    /** Takes in one leaf. */
    public void add(Source source, String path, CharSequence text, FieldClass fieldClass) {
        rows.add(new Row(source, path, text.toString().toLowerCase(Locale.ROOT), fieldClass));
    }

    /** Where that value, or part of it, was found. */
    public List<Match> matches(CharSequence value) {
        String wanted = value.toString().toLowerCase(Locale.ROOT);
        List<Match> found = new ArrayList<>();
        for (Row row : rows) {
            if (row.text.equals(wanted)) {
                found.add(new Match(row.source, row.path, row.fieldClass, Basis.EXACT, wanted.length()));
            } else if (row.text.contains(wanted)) {
                found.add(new Match(row.source, row.path, row.fieldClass, Basis.TOKEN, wanted.length()));
            }
        }
        return found;
    }

    /** Whether something was let go. */
    public boolean evicted() {
        return false;
    }
}
