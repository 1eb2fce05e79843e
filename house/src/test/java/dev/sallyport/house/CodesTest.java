package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A code that a program may meet is written down: in the page of codes or in the API's description. */
class CodesTest {
    /** Where a code is given as a literal: the exceptions and refusals that carry one. */
    private static final Pattern LITERAL = Pattern.compile(
            "(?:new Problem\\(\\s*[\\w.()]+,|Complaint\\s*\\.(?:usage|cannotDecide)\\(|new Complaint\\(\\s*[\\w.()]+,"
                    + "|new (?:StartRefused|Found|Malformed|Verdict\\.Fault)\\(|\\b(?:denied|refused)\\()\\s*"
                    + "\"([a-z][a-z0-9_]*[a-z0-9])\"");

    private static final Pattern CONSTANT = Pattern.compile("(?m)^ +([A-Z][A-Z0-9_]+)(?:\\(\"|[,;]$)");

    private static final List<String> ENUMS = List.of(
            "action/src/main/java/dev/sallyport/action/json/Refusal.java",
            "gate/src/main/java/dev/sallyport/gate/decision/ReasonCode.java",
            "store/src/main/java/dev/sallyport/store/database/StoreProblem.java");

    private static NavigableSet<String> found(String source, Pattern pattern) {
        NavigableSet<String> codes = new TreeSet<>();
        Matcher matcher = pattern.matcher(source);
        while (matcher.find()) {
            codes.add(matcher.group(1).toLowerCase(Locale.ROOT));
        }
        return codes;
    }

    private static NavigableSet<String> codes() {
        NavigableSet<String> codes = new TreeSet<>();
        for (String file : Tree.files()) {
            if (file.matches("[a-z]+/src/main/java/.*\\.java")) {
                codes.addAll(found(Tree.text(file).orElse(""), LITERAL));
            }
        }
        for (String file : ENUMS) {
            NavigableSet<String> constants = found(Tree.text(file).orElseThrow(), CONSTANT);
            assertTrue(constants.size() > 4, "read only " + constants + " from " + file);
            codes.addAll(constants);
        }
        return codes;
    }

    @Test
    void everyCodeInTheSources_isWrittenDown() {
        String pages = Tree.text("docs/operate/codes.md").orElseThrow()
                + Tree.text("spec/api/openapi.yaml").orElseThrow();
        NavigableSet<String> codes = codes();
        assertTrue(codes.size() > 100, "read only " + codes);
        assertTrue(
                codes.containsAll(List.of("request_id_reused", "approval_of_connection", "unsigned")), codes::toString);
        codes.removeIf(code -> pages.contains("`" + code + "`"));
        assertEquals(new TreeSet<>(), codes, "codes that docs/operate/codes.md does not list");
    }

    @Test
    void plantedCodes_areFound() {
        String source = """
                throw new Problem(409, "one_code", "words");
                throw Complaint.usage(
                        "two_codes", "words");
                throw new Complaint(Exit.NO, "three_codes", "words");
                throw new Malformed("four_codes", "words");
                out.put("member", "value");
                """;
        assertEquals(
                new TreeSet<>(List.of("four_codes", "one_code", "three_codes", "two_codes")), found(source, LITERAL));
    }
}
