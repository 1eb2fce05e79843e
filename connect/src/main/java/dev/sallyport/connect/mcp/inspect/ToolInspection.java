package dev.sallyport.connect.mcp.inspect;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads everything a server says of one tool: every string and every member's name, at any depth, of the members a model is shown. Equal
 * input gives equal findings, on every machine and at every time.
 */
public final class ToolInspection {
    /** Members of an entry that no host puts before a model. */
    private static final Set<String> UNSHOWN = Set.of("_meta", "icons", "execution");

    private final Set<Finding> found = EnumSet.noneOf(Finding.class);

    private ToolInspection() {}

    /** What is found in an entry of a list of tools. */
    public static Set<Finding> of(JsonObject entry) {
        ToolInspection inspection = new ToolInspection();
        entry.members().forEach((name, value) -> {
            if (!UNSHOWN.contains(name)) {
                inspection.text(name);
                inspection.read(value);
            }
        });
        return inspection.found;
    }

    /** The same, as codes in their order. */
    public static Set<String> codes(JsonObject entry) {
        Set<Finding> found = of(entry);
        if (found.isEmpty()) {
            return Set.of();
        }
        Set<String> codes = new TreeSet<>();
        found.forEach(finding -> codes.add(finding.wire()));
        return codes;
    }

    private void read(Json value) {
        switch (value) {
            case JsonString text -> text(text.value());
            case JsonArray array -> array.items().forEach(this::read);
            case JsonObject object ->
                object.members().forEach((name, inner) -> {
                    text(name);
                    read(inner);
                });
            default -> {}
        }
    }

    private void text(String text) {
        Unseen.in(text, found);
        Orders.in(text, found);
    }
}
