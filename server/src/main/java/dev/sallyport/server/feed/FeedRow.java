package dev.sallyport.server.feed;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.soc.event.Seen;
import dev.sallyport.text.visible.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One event as the feed shows it and is filtered by: strangers' words are cut and marked first, so that what is found is what is seen.
 *
 * @param sequence of its receipt
 * @param values by {@link Column}, empty text for none, each up to {@value #LONGEST} characters
 */
public record FeedRow(long sequence, long timeMillis, List<String> values) {
    /** Longest value; longer ones end in an ellipsis. The receipt has the whole. */
    public static final int LONGEST = 160;

    public FeedRow {
        values = List.copyOf(values);
    }

    /**
     * The row of an event.
     *
     * @param agents an agent's key by its id
     */
    static FeedRow of(Seen seen, UnaryOperator<String> agents) {
        List<String> values = new ArrayList<>(Column.values().length);
        for (Column column : Column.values()) {
            String text = column == Column.EVENT ? seen.name() : first(seen, column);
            values.add(shown(column == Column.AGENT && !text.isEmpty() ? agents.apply(text) : text));
        }
        return new FeedRow(seen.sequence(), seen.timeMillis(), values);
    }

    private static String first(Seen seen, Column column) {
        for (String field : column.fields()) {
            List<String> found = seen.fields().getOrDefault(field, List.of());
            if (!found.isEmpty()) {
                return String.join(", ", found);
            }
        }
        return "";
    }

    private static String shown(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        String shown = Visible.strict(cut);
        return shown.length() <= LONGEST && cut.length() == text.length()
                ? shown
                : shown.substring(0, Math.min(shown.length(), LONGEST - 3)) + "...";
    }

    /** The value in that column. */
    public String value(Column column) {
        return values.get(column.place());
    }

    /** The row as scripts get it: {@code {s, t, v: [...]}}. */
    public JsonObject json() {
        return JsonObject.builder()
                .put("s", sequence)
                .put("t", timeMillis)
                .put(
                        "v",
                        new JsonArray(values.stream().<Json>map(JsonString::new).toList()))
                .build();
    }
}
