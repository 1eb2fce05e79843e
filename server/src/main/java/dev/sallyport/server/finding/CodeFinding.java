package dev.sallyport.server.finding;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;

/**
 * One finding, as its scanner says it: strangers' words throughout.
 *
 * @param id the same in every import for what is the same finding of one source
 * @param rule up to {@value #LONGEST_RULE} characters
 * @param message up to {@value #LONGEST_MESSAGE} characters, the rest cut off
 * @param uri the file, as the scanner names it, up to {@value #LONGEST_URI} characters; empty if it names none
 * @param line from 1; 0 if it names none
 */
public record CodeFinding(String id, String rule, Level level, String message, String uri, long line) {
    /** Longest id of a rule, characters. */
    public static final int LONGEST_RULE = 200;

    /** Longest message, characters. */
    public static final int LONGEST_MESSAGE = 500;

    /** Longest address of a file, characters. */
    public static final int LONGEST_URI = 500;

    JsonObject.Builder json() {
        return JsonObject.builder()
                .put("finding_id", id)
                .put("rule", rule)
                .put("level", level.wire())
                .put("message", message)
                .put("uri", uri)
                .put("line", line);
    }

    static CodeFinding read(Fields row) {
        return new CodeFinding(
                row.text("finding_id"),
                row.text("rule"),
                row.word("level", Level::byWire),
                row.text("message"),
                row.text("uri"),
                row.integer("line"));
    }
}
