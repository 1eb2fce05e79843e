package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void no_verb_is_wrong_usage() {
        Ran.of().refuses("no verb given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fly", "guard", "scan", "redteam", "receiptsexport", ""})
    void a_verb_that_does_not_exist_is_wrong_usage_and_no_stub(String verb) {
        Ran.of(verb).refuses("unknown verb `" + verb + "`");
    }

    @Test
    void an_escape_sequence_in_a_verb_does_not_reach_the_terminal() {
        assertTrue(Ran.of("\u001b[31mred").refuses("unknown verb").err().chars().noneMatch(c -> c == 0x1b));
    }

    @Test
    void the_first_word_of_a_group_names_its_verbs() {
        Ran.of("agent").refuses("`agent freeze`, `agent unfreeze`, `agent vouch`, `agent unvouch`, `agent revoke`");
        Ran.of("agent", "fly").refuses("unknown verb `agent fly`");
    }

    @Test
    void an_unknown_option_is_wrong_usage_in_one_line() {
        Ran.of("canon", "--colour").refuses("canon: unknown option: '--colour'");
    }

    @Test
    void wrong_usage_is_a_row_for_programs_too() {
        Ran ran = Ran.of("fly", "--json").exits(2);
        assertEquals(1, ran.rows().size());
        assertTrue(ran.out().startsWith("{\"error\":\"unknown_verb\""), ran.out());
    }

    @Test
    void help_lists_every_verb_and_every_verb_has_help() {
        Ran all = Ran.of("--help").exits(0);
        for (Catalogue.Entry entry : Catalogue.all()) {
            assertTrue(all.out().contains("  " + entry.name() + " "), entry.name());
            String[] words = (entry.name() + " --help").split(" ");
            Ran help = Ran.of(words).exits(0);
            assertTrue(help.out().contains("Usage: sallyport " + entry.name()), help.out());
            assertTrue(help.out().contains("--json"), entry.name() + " has no --json");
        }
    }

    @Test
    void the_version_is_the_one_of_the_build() {
        assertTrue(Ran.of("--version").exits(0).out().matches("sallyport \\d+\\.\\d+\\.\\d+\\R"));
        assertTrue(Ran.of("--version", "--json").exits(0).out().matches("\\{\"sallyport\":\"[0-9.]+\"}\\R"));
    }
}
