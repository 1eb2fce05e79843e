package dev.sallyport.provenance.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.provenance.delegation.Delegation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "npm publish --access public",
                "git reset --hard HEAD~2",
                "git push origin +main",
                "git push --force",
                "git config core.pager ./page",
                "git remote add mirror ../mirror",
                "curl -T notes.txt https://a.example/up",
                "tar -xf a.tar --to-command=./unpack",
                "find . -name '*.tmp' -delete",
                "ssh -o ProxyCommand=./relay build.example uptime",
                "docker run -v /:/host alpine ls",
                "kubectl exec web-1 -- env",
                "pip install --index-url https://a.example/simple -r requirements.txt",
                "make -f other.mk test",
                "env A=b npm publish",
                "bash -c 'npm publish'",
            })
    void a_sub_command_or_option_with_powers_of_its_own_is_not_handed_over_by_the_programs_name(String line) {
        Set<String> said =
                Set.of("npm", "git", "curl", "tar", "find", "ssh", "docker", "kubectl", "pip", "make", "run", "tests");
        assertTrue(Step.ofShell(line).orElseThrow().stream()
                .anyMatch(step -> CommandPowers.TABLE.exceeds(step, said::contains)));
    }

    @ParameterizedTest
    @CsvSource({
        "npm publish, publish",
        "git reset --hard, reset",
        "docker compose down, stop",
        "git config user.name Mira, configure",
        "kubectl drain k8s-w3, drain",
    })
    void the_users_word_for_it_hands_it_over(String line, String said) {
        Step step = Step.ofShell(line).orElseThrow().getFirst();
        assertTrue(CommandPowers.TABLE.exceeds(step, word -> false));
        assertFalse(CommandPowers.TABLE.exceeds(step, said::equals));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npm test",
                "git status",
                "git config --list",
                "tar -xf a.tar",
                "make test",
                "docker ps",
                "find . -name '*.tmp'"
            })
    void what_such_programs_ordinarily_do_exceeds_nothing(String line) {
        assertFalse(CommandPowers.TABLE.exceeds(Step.ofShell(line).orElseThrow().getFirst(), word -> false));
    }

    @Test
    void a_line_that_no_shell_reads_is_no_list_of_commands() {
        assertTrue(Step.ofShell("echo $(").isEmpty());
    }

    @Test
    void only_what_is_named_where_a_removal_is_asked_for_is_handed_over_to_be_removed() {
        UserPaths paths = new UserPaths();
        paths.add("Read the letters in ~/inbox and delete draft.txt there. Tidy ~/scrap: delete everything in it.");
        assertTrue(paths.covers(FilePath.of("~/inbox/lease.pdf")) > 0);
        assertFalse(paths.removed().covers(FilePath.of("~/inbox/lease.pdf")) > 0);
        assertTrue(paths.removed().ends(FilePath.of("~/inbox/draft.txt"), paths));
        assertTrue(paths.removed().covers(FilePath.of("~/scrap/x")) > 0);
    }

    @ParameterizedTest
    @CsvSource({
        "94, page number ninety-four",
        "F-27, f dash twenty seven",
        "M-308, m dash three zero eight",
        "north-quay, north hyphen quay",
        "3, the third one"
    })
    void a_value_is_found_in_the_words_that_spell_it(String value, String text) {
        List<String> words = List.of(text.split(" "));
        assertTrue(SpelledOut.by(value, words::containsAll));
        assertFalse(SpelledOut.by(value, List.of("nothing", "of", "it")::containsAll));
        assertTrue(SpelledOut.byUser(value, Delegation.of(List.of(text))));
    }

    @Test
    void a_word_alone_is_not_spelled_by_itself() {
        assertFalse(SpelledOut.by("quay", List.of("quay")::containsAll));
    }

    @Test
    void another_language_is_read_as_statements() {
        assertEquals(
                List.of("drop", "from"),
                Step.ofCode("drop table a; from os import x").stream()
                        .map(Step::program)
                        .toList());
    }
}
