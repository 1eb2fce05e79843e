package dev.sallyport.govern.baseline;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.NoteVerdict;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The signature of a baseline, a note (C2SP signed-note) beside its file, and the reading of both. */
public final class BaselineNote {
    private static final String HEADER = "sallyport/regression-baseline/1";

    private BaselineNote() {}

    /** The note: the format, the version and the digest of the file. */
    public static String sign(Baseline baseline, Signer signer) {
        return SignedNote.sign(text(baseline.version(), baseline.digest()), signer)
                .format();
    }

    private static String text(long version, String digest) {
        return HEADER + "\nversion " + version + "\nsha256 " + digest + "\n";
    }

    /**
     * Reads a baseline whose note a known key signed.
     *
     * @throws Malformed {@code baseline_unsigned}, {@code baseline_changed}, {@code baseline_malformed}, or what is wrong with the note
     */
    public static Baseline open(byte[] file, String note, List<VerifierKey> keys) {
        SignedNote signed = SignedNote.parse(note);
        if (!(signed.check(keys) instanceof NoteVerdict.Signed)) {
            throw new Malformed("baseline_unsigned", "the baseline is not signed by a key you named");
        }
        Baseline baseline = read(file);
        if (!signed.text().equals(text(baseline.version(), Baseline.digest(file)))) {
            throw new Malformed("baseline_changed", "the note was signed for another file or version");
        }
        return baseline;
    }

    /**
     * Reads a baseline without asking who signed it.
     *
     * @throws Malformed {@code baseline_malformed}
     */
    public static Baseline read(byte[] file) {
        try {
            if (StrictJson.parse(file) instanceof JsonObject object
                    && object.get("rows") instanceof JsonArray rows
                    && object.get("categories") instanceof JsonArray categories
                    && text(object, "format").equals(Baseline.FORMAT)) {
                SortedSet<String> known = new TreeSet<>();
                categories.items().forEach(item -> known.add(((JsonString) item).value()));
                List<Baseline.Row> all = new ArrayList<>();
                for (Json row : rows.items()) {
                    all.add(row((JsonObject) row));
                }
                return new Baseline(
                        number(object, "version"), text(object, "previous"), text(object, "workloads"), all, known);
            }
        } catch (MalformedJson | ClassCastException malformed) {
            throw new Malformed("baseline_malformed", "no baseline: " + malformed.getMessage());
        }
        throw new Malformed("baseline_malformed", "a baseline has the format " + Baseline.FORMAT);
    }

    private static Baseline.Row row(JsonObject row) {
        return new Baseline.Row(
                text(row, "shield"),
                text(row, "class"),
                text(row, "version"),
                row.get("threshold") instanceof JsonNumber number ? number.value() : 0,
                number(row, "tp"),
                number(row, "fn"),
                number(row, "fp"),
                number(row, "tn"),
                number(row, "unassessed"));
    }

    private static String text(JsonObject object, String member) {
        if (object.get(member) instanceof JsonString string) {
            return string.value();
        }
        throw new Malformed("baseline_malformed", "a baseline needs a string `" + member + "`");
    }

    private static long number(JsonObject object, String member) {
        if (object.get(member) instanceof JsonNumber number && number.isInteger() && number.value() >= 0) {
            return (long) number.value();
        }
        throw new Malformed("baseline_malformed", "a baseline needs a count `" + member + "`");
    }
}
