package dev.sallyport.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CapabilityMapTest {
    @ParameterizedTest
    @CsvSource({
        "exec, anything, exec",
        "env, get, env",
        "http, request, http",
        "session, get_state, session",
        "ui, notify, ui",
        "events, publish, events",
        "log, info, log",
        "fs, read, read",
        "fs, stat, read",
        "FS, Write, write",
        "fs, delete, write",
        "fs, chmod, ''",
        "fs, '', ''",
        "tool, grep, read",
        "tool, Edit, write",
        "tool, bash, exec",
        "tool, calculator, tool",
        "filesystem, read_text_file, read",
        "filesystem, move_file, write",
        "github, merge_pull_request, write",
        "github, getFileContents, read",
        "shell, runShellCommand, exec",
        "claude-code, Bash, exec",
        "claude-code, WebFetch, http",
        "host, get_environment, env",
        "host, read_url, http",
        "calendar, create_event, write",
        "desk, get_and_delete_ticket, read",
        "desk, thing, tool",
        "desk, '', tool",
    })
    void capability_followsTheTable(String tool, String action, String expected) {
        Optional<String> derived = CapabilityMap.required(tool, action).map(Capability::wire);
        assertEquals(expected.isEmpty() ? Optional.empty() : Optional.of(expected), derived);
    }

    @Test
    void everyCapability_canBeDerived() {
        Set<Capability> derived = EnumSet.noneOf(Capability.class);
        for (String kind : List.of("exec", "env", "http", "session", "ui", "events", "log")) {
            CapabilityMap.required(kind, "x").ifPresent(derived::add);
        }
        CapabilityMap.required("fs", "read").ifPresent(derived::add);
        CapabilityMap.required("fs", "write").ifPresent(derived::add);
        CapabilityMap.required("tool", "x").ifPresent(derived::add);
        assertEquals(EnumSet.allOf(Capability.class), derived);
    }

    @Test
    void words_areSplitAtSeparatorsAndHumps() {
        assertEquals(List.of("run", "shell", "command"), CapabilityMap.words("runShellCommand"));
        assertEquals(List.of("a1", "b", "c"), CapabilityMap.words("__a1--b.C/"));
        assertEquals(List.of(), CapabilityMap.words("..."));
    }

    @Test
    void change_turnsReadIntoWriteAndLeavesTheRest() {
        assertEquals(Capability.WRITE, Capability.READ.under(Effect.MUTATES));
        assertEquals(Capability.READ, Capability.READ.under(Effect.READS));
        for (Capability other : EnumSet.complementOf(EnumSet.of(Capability.READ))) {
            assertEquals(other, other.under(Effect.MUTATES));
        }
    }

    @Test
    void formatText_listsEveryWordOfTheTables() throws IOException {
        Path format = Path.of(System.getProperty("sallyport.root", ".."), "spec/action/README.md");
        String text = Files.readString(format).replaceAll("\\s+", " ");
        CapabilityMap.wordLists().forEach((name, words) -> {
            int start = text.indexOf("- " + name + ": ");
            assertTrue(start >= 0, "no list of " + name + " words");
            int end = text.indexOf(name.equals("write") ? " An action" : "- ", start + 3);
            String[] listed =
                    text.substring(start + name.length() + 4, end).trim().split(" ", -1);
            assertEquals(words, Set.of(listed), name);
        });
    }

    @ParameterizedTest
    @CsvSource({"read", "write", "http", "events", "session", "ui", "exec", "env", "tool", "log"})
    void wireName_leadsBack(String wire) {
        assertEquals(Optional.of(wire), Capability.byWire(wire).map(Capability::wire));
        assertEquals(Optional.empty(), Capability.byWire(wire + "s"));
    }
}
