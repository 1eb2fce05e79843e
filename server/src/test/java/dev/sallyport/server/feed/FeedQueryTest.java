package dev.sallyport.server.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeedQueryTest {
    private static final long NOW = 1_000_000_000L;

    /** A row with those columns, the others empty. */
    static FeedRow row(long sequence, long time, String tool, String decision, String agent) {
        List<String> values = new ArrayList<>(Collections.nCopies(Column.values().length, ""));
        values.set(Column.TOOL.place(), tool);
        values.set(Column.DECISION.place(), decision);
        values.set(Column.AGENT.place(), agent);
        return new FeedRow(sequence, time, values);
    }

    private static boolean matches(String query, FeedRow row) {
        return FeedQuery.parse(query, NOW).matches(row);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tool:github | true",
                "server:GitHub | true",
                "tool:git | false",
                "tool:git* | true",
                "tool:*hub | true",
                "tool:*itH* | true",
                "tool:g*t*b | true",
                "tool:hub*git | false",
                "-tool:github | false",
                "tool:slack tool:github | true",
                "tool:slack -decision:deny | false",
                "decision:deny agent:a1 | true",
                "is:allow | false",
                "hub | true",
                "-hub | false",
                "\"a 1\" | false",
                "reason: | false",
                "nothing:github | false",
                "since:1h | true",
                "since:5s | false",
                "agent:\"\" | false",
                "session:\"\" | true",
                "session:* | false",
                "-session:* | true",
                "agent:* | true",
            })
    void a_row_is_wanted_as_its_words_say(String query, boolean wanted) {
        assertEquals(wanted, matches(query, row(1, NOW - 10_000, "github", "deny", "a1")), query);
    }

    @Test
    void every_text_is_a_query_up_to_a_length() {
        FeedRow row = row(1, NOW, "github", "deny", "a1");
        for (String text :
                List.of("", " ", "\"", "-", ":", "--:", "tool:", "*", "\"\"", "(((((", "\\", "a\"b", "since:x")) {
            FeedQuery.parse(text, NOW).matches(row);
        }
        assertTrue(matches("", row));
        assertTrue(matches("*", row));
        assertFalse(matches("nowhere", row));
        assertThrows(IllegalArgumentException.class, () -> FeedQuery.parse("x".repeat(FeedQuery.LONGEST + 1), NOW));
    }
}
