package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each threat has a stable id and either links tests that exist or says that nothing holds it yet.
 *
 * <p>A threat is a heading {@code ### T-nn Title}; its tests are links named {@code Class#method}, to the file of that class.
 */
class ThreatModelTest {

    private static final String MODEL = "docs/security/threat-model.md";
    private static final Pattern THREAT = Pattern.compile("(?m)^### (T-\\d{2,3}) \\S.*$");
    private static final Pattern TEST = Pattern.compile("\\[(\\w+)#(\\w+)\\]\\(([^)]+)\\)");
    private static final String NOT_YET = "Not held yet";

    @Test
    void everyThreat_linksTestsThatExist_orSaysThatNothingHoldsIt() {
        String model = Tree.text(MODEL).orElseThrow();
        Path folder = Tree.root().resolve(MODEL).resolveSibling(".");
        assertEquals(List.of(), faults(model, link -> readIfThere(folder.resolve(link))));
        assertTrue(THREAT.matcher(model).results().count() >= 10, "threats in " + MODEL);
    }

    @Test
    void plantedFaults_areFound() {
        String model = """
                ### T-01 Linked well
                [ATest#works](a/ATest.java)
                ### T-02 No such file
                [BTest#works](b/BTest.java)
                ### T-03 No such method
                [ATest#fails](a/ATest.java)
                ### T-04 Neither held nor open
                words
                ### T-02 The id again
                Not held yet: nothing.
                ### T-05 Another class's file
                [CTest#works](a/ATest.java)
                """;
        Function<String, String> files = link -> link.equals("a/ATest.java") ? "class ATest { void works() {} }" : "";
        assertEquals(
                List.of(
                        "T-02: no file b/BTest.java",
                        "T-03: no test fails in a/ATest.java",
                        "T-04: links no test and does not say `Not held yet`",
                        "T-02: id used twice",
                        "T-05: a/ATest.java is not the file of CTest"),
                faults(model, files));
    }

    /** @param files a file's text by the link to it, empty when there is none */
    private static List<String> faults(String model, Function<String, String> files) {
        List<String> faults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Matcher threat = THREAT.matcher(model);
        while (threat.find()) {
            String id = threat.group(1);
            Matcher next = THREAT.matcher(model);
            String section = model.substring(threat.end(), next.find(threat.end()) ? next.start() : model.length());
            if (!ids.add(id)) {
                faults.add(id + ": id used twice");
            }
            List<String> tests = TEST.matcher(section)
                    .results()
                    .map(test -> id + ": " + fault(test.group(1), test.group(2), test.group(3), files))
                    .toList();
            if (tests.isEmpty() && !section.contains(NOT_YET)) {
                faults.add(id + ": links no test and does not say `" + NOT_YET + "`");
            }
            tests.stream().filter(fault -> !fault.endsWith(": ")).forEach(faults::add);
        }
        return faults;
    }

    private static String fault(String type, String method, String link, Function<String, String> files) {
        String text = files.apply(link);
        if (text.isEmpty()) {
            return "no file " + link;
        }
        if (!link.endsWith("/" + type + ".java")) {
            return link + " is not the file of " + type;
        }
        return Pattern.compile("void " + method + "\\(").matcher(text).find()
                ? ""
                : "no test " + method + " in " + link;
    }

    private static String readIfThere(Path file) {
        Path relative = Tree.root().relativize(file.normalize());
        return Files.isRegularFile(file) ? Tree.text(relative.toString()).orElse("") : "";
    }
}
