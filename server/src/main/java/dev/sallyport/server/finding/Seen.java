package dev.sallyport.server.finding;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;

/**
 * A finding over the imports of its source.
 *
 * @param firstMillis when the import came that found it first, or found it again after it was gone
 * @param firstRevision what that was an import of
 * @param goneMillis when the import came that did not find it any more; 0 while it is found
 */
public record Seen(CodeFinding finding, long firstMillis, String firstRevision, long goneMillis) {
    /** Whether the newest import does not find it. */
    public boolean isGone() {
        return goneMillis > 0;
    }

    JsonObject json() {
        return finding.json()
                .put("first_ms", firstMillis)
                .put("first_revision", firstRevision)
                .put("gone_ms", goneMillis)
                .build();
    }

    static Seen read(Fields row) {
        return new Seen(
                CodeFinding.read(row), row.integer("first_ms"), row.text("first_revision"), row.integer("gone_ms"));
    }
}
