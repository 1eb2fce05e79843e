package dev.sallyport.govern.telemetry;

import dev.sallyport.shield.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of text that may leave. Each is a closed list or a pattern that no sentence, name or address fits. */
enum Kind {
    /** The name of this format. */
    FORMAT(List.of(Schema.FORMAT)),
    /** An opaque identity: a UUID that the gateway makes. */
    UUID(Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")),
    /** The start of a quarter of an hour, UTC. */
    WINDOW(Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:(00|15|30|45):00Z")),
    /** A second, UTC. */
    SECOND(Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z")),
    /** An ISO week. */
    WEEK(Pattern.compile("20[0-9]{2}-W[0-5][0-9]")),
    /** A shield's name and version. */
    SHIELD(Pattern.compile("[a-z][a-z0-9-]{0,39}@[0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4}")),
    /** What the shield said. */
    VERDICT(Arrays.stream(Verdict.values()).map(Verdict::wire).toList()),
    /** What kind of thing it found. */
    CATEGORY(Pattern.compile("[a-z][a-z0-9-]{0,39}:[a-z][a-z0-9-]{0,39}")),
    /** A tool's name, of a closed list. */
    TOOL(List.copyOf(ToolWord.all())),
    /** Why one event is sent by itself. */
    REASON(List.of("false_positive", "novel_pattern"));

    /** Joined by spaces; empty where a pattern stands instead. */
    private final String words;

    private final Pattern pattern;

    Kind(List<String> words) {
        this.words = String.join(" ", words);
        this.pattern = Pattern.compile(words.stream().map(Pattern::quote).collect(Collectors.joining("|")));
    }

    Kind(Pattern pattern) {
        this.words = "";
        this.pattern = pattern;
    }

    boolean accepts(String text) {
        return pattern.matcher(text).matches();
    }

    /** The closed list, empty where a pattern stands instead. */
    List<String> words() {
        return words.isEmpty() ? List.of() : List.of(words.split(" "));
    }

    String pattern() {
        return pattern.pattern();
    }
}
