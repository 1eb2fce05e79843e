package dev.sallyport.shield.fence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantsTest {
    @Test
    void entries_areSeparatedByCommasOrSpace_butNotInsideParentheses() {
        assertEquals(
                List.of("Read", "Bash(git log, git diff *)", "mcp__a__*", "Edit(src/**)"),
                Grants.split("Read, Bash(git log, git diff *)  mcp__a__* \"Edit(src/**)\""));
    }

    @Test
    void whatIsNoGrant_grantsNothing_andIsNamed() {
        Grants grants = Grants.of(List.of("Read", "Bash(git *", "(x)"));
        assertEquals(List.of(new Grant("Read", Optional.empty(), false)), grants.all());
        assertEquals(List.of("Bash(git *", "(x)"), grants.unread());
    }

    @Test
    void aSkillsHead_declaresOnItsLineInBracketsOrAsAList() {
        List<String> two = List.of("Read", "Bash(git *)");
        assertEquals(Optional.of(two), Grants.ofSkill("---\nname: x\nallowed-tools: Read, Bash(git *)\n---\n"));
        assertEquals(Optional.of(two), Grants.ofSkill("---\nallowed-tools: [Read, \"Bash(git *)\"]\nname: y\n---\n"));
        assertEquals(
                Optional.of(two),
                Grants.ofSkill("\ufeff---\r\nallowed-tools:\r\n  - Read\r\n  - Bash(git *)\r\nname: y\r\n---\r\n"));
        assertEquals(Optional.of(two), Grants.ofSkill("---\nallowed-tools: >\n  Read\n  Bash(git *)\n---\n"));
    }

    @Test
    void nothingDeclared_andNothingAllowed_differ() {
        assertEquals(Optional.empty(), Grants.ofSkill("---\nname: x\n---\nallowed-tools: Read\n"));
        assertEquals(Optional.empty(), Grants.ofSkill("allowed-tools: Read\n"));
        assertEquals(Optional.of(List.of()), Grants.ofSkill("---\nallowed-tools: []\n---\n"));
        assertEquals(Optional.of(List.of()), Grants.ofSkill("---\nallowed-tools:\n---\n"));
    }

    @Test
    void aStarInAPath_staysInItsFolder_andTwoDoNot() {
        assertTrue(Globs.path("src/*.ts", "src/a.ts"));
        assertFalse(Globs.path("src/*.ts", "src/a/b.ts"));
        assertTrue(Globs.path("src/**", "src/a/b.ts"));
        assertTrue(Globs.path("/repo/**/b.ts", "/repo/b.ts"));
        assertFalse(Globs.path("src/**", "srcs/a"));
    }

    @Test
    void patternsFullOfStars_endWithinTheirWork() {
        String pattern = "*a".repeat(200);
        String text = "a".repeat(150) + "b".repeat(20_000);
        long[] steps = new long[1];
        assertFalse(Globs.matches(pattern, text, true, steps));
        assertTrue(steps[0] <= (long) pattern.length() * text.length(), () -> steps[0] + " steps");
        assertFalse(Globs.path("**/a/".repeat(60) + "b", "a/".repeat(2_000)), "the steps of a path are bounded");
    }
}
