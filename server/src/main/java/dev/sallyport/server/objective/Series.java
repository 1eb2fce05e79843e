package dev.sallyport.server.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which measurements are added up: a name and what their labels must be, as Prometheus writes it. Immutable.
 *
 * @param name as the exposition has it, with {@code _bucket}, {@code _count} or {@code _total}
 * @param labels what each label named must match as a whole
 */
record Series(String name, Map<String, Pattern> labels) {
    private static final Pattern FORM = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)(=~|=)\"([^\"\\\\]*)\"(?:,|$)");
    private static final Pattern SAID = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"(?:,|$)");

    Series {
        labels = Map.copyOf(labels);
    }

    /**
     * Reads {@code name{label="value",other=~"pattern"}}.
     *
     * @throws IllegalArgumentException if it is written otherwise
     */
    static Series parse(String text) {
        Matcher whole = FORM.matcher(text);
        if (!whole.matches()) {
            throw new IllegalArgumentException("`" + text + "` is no series");
        }
        Map<String, Pattern> labels = new LinkedHashMap<>();
        String rest = whole.group(2) == null ? "" : whole.group(2);
        while (!rest.isEmpty()) {
            Matcher label = LABEL.matcher(rest);
            if (!label.lookingAt()) {
                throw new IllegalArgumentException(
                        "`" + text + "`: labels are `name=\"value\"` or `name=~\"pattern\"`");
            }
            String value = label.group(2).equals("=") ? Pattern.quote(label.group(3)) : label.group(3);
            labels.put(label.group(1), Pattern.compile(value));
            rest = rest.substring(label.end());
        }
        return new Series(whole.group(1), labels);
    }

    /** The value of a line of an exposition; 0 if the line is of another series. */
    double of(String line) {
        if (!line.startsWith(name)) {
            return 0;
        }
        int space = line.lastIndexOf(' ');
        String said = line.substring(name.length(), Math.max(name.length(), space));
        boolean bare = said.isEmpty();
        if (space < 0 || (!bare && !(said.startsWith("{") && said.endsWith("}")))) {
            return 0;
        }
        Map<String, String> values = bare ? Map.of() : values(said.substring(1, said.length() - 1));
        boolean fits = labels.entrySet().stream()
                .allMatch(label -> label.getValue()
                        .matcher(values.getOrDefault(label.getKey(), ""))
                        .matches());
        return fits ? Double.parseDouble(line.substring(space + 1)) : 0;
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher said = SAID.matcher(text);
        int from = 0;
        while (from < text.length() && said.find(from) && said.start() == from) {
            values.put(said.group(1), said.group(2));
            from = said.end();
        }
        return values;
    }
}
