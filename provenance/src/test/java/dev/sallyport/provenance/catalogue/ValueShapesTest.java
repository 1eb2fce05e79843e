package dev.sallyport.provenance.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueShapesTest {
    @ParameterizedTest
    @CsvSource({
        "https://tides.example/a?b=c, URL",
        "//tides.example/a, URL",
        "tides.example/a, URL",
        "buoy7.tides.example, URL",
        "git@tides.example:x.git, URL",
        "192.0.2.7, URL",
        "mate@fernwood.example, RECIPIENT",
        "Mate <mate@fernwood.example>, RECIPIENT",
        "+45 7099 1240, RECIPIENT",
        "0151 2233445, RECIPIENT",
        "NL91ABNA0417164300, ACCOUNT",
        "4929 1234 5678 9014, ACCOUNT",
        "0x9f3a77c0de551b20aa, ACCOUNT",
        "/srv/www/html/a.csv, PATH",
        "~/notes, PATH",
        "'C:\\Users\\mira', PATH",
    })
    void a_value_that_is_one_such_thing_is_judged_as_that(String value, Role role) {
        assertEquals(Optional.of(role), ValueShapes.role(value));
    }

    @ParameterizedTest
    @CsvSource({
        "We sail at six.",
        "letter.txt",
        "2026-04-20",
        "20.04.2026",
        "version 2.4",
        "4471",
        "grafana/grafana",
        "main",
        "see https://tides.example for more",
    })
    void prose_names_of_files_days_and_plain_words_look_like_nothing(String value) {
        assertEquals(Optional.empty(), ValueShapes.role(value));
    }

    @Test
    void within_a_guessed_tool_the_nearest_name_counts_before_the_shape_and_prose_stays_content() {
        ToolEntry tool = SafeDefaults.of(new ToolSchema("notify_crew", "", List.of("options", "text")));
        assertEquals(
                Role.RECIPIENT,
                LeafRoles.of(tool, "options", Optional.of("cc"), "mate").role());
        assertEquals(
                Role.RECIPIENT,
                LeafRoles.of(tool, "x", Optional.empty(), "a@b.example").role());
        assertEquals(
                Role.CONTENT,
                LeafRoles.of(tool, "text", Optional.empty(), "a@b.example").role());
        assertEquals(
                Role.CONTENT,
                LeafRoles.of(tool, "x", Optional.empty(), "at six").role());
    }

    @Test
    void a_described_tool_keeps_what_somebody_said_of_it() {
        ToolEntry tool = new ToolEntry(
                "log",
                Tier.INTERNAL,
                Kind.RECORD,
                List.of(),
                Map.of("where", Role.OTHER),
                Map.of(),
                ToolEntry.Records.ROWS,
                java.util.Set.of());
        assertEquals(
                Role.OTHER,
                LeafRoles.of(tool, "where", Optional.empty(), "https://a.example")
                        .role());
        assertEquals(
                Role.CONTENT,
                LeafRoles.of(tool, "else", Optional.empty(), "https://a.example")
                        .role());
    }
}
