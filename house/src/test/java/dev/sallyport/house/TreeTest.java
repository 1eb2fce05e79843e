package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Words that belong to somebody's machine or to the way the work was done do not stand in the tree. */
class TreeTest {

    /** Split, so that this file does not hold what it looks for. */
    private static final Map<String, Pattern> BANNED = new TreeMap<>(Map.of(
            "a path of one machine",
                    Pattern.compile("/wo" + "rk/|(?<![\\w.])/ro" + "ot/|/home/[a-z]+/|/Us" + "ers/[a-z]+/"),
            "the number of a task",
                    Pattern.compile("(?i)\\biss" + "ues? #?\\d+\\b|\\btick" + "et #?\\d+\\b|[(\\s]#\\d+\\)"),
            "how the work was done", Pattern.compile("(?i)\\bsub" + "agents?\\b|\\bthis ses" + "sion of ours\\b")));

    @Test
    void noMachinesPathAndNoTasksNumber_standsInTheTree() {
        List<String> found = new ArrayList<>();
        for (String file : Tree.files()) {
            // Lock files and vectors hold what others wrote.
            boolean generated = file.endsWith("package-lock.json")
                    || file.startsWith("spec/")
                    || file.contains("/resources/vectors/");
            if (!generated) {
                Tree.text(file).ifPresent(text -> found.addAll(banned(file, text)));
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void plantedWords_areFound() {
        String text = "see /wo" + "rk/main\nas Iss" + "ue #12 says\nfixed ("
                + "#3)\nfine: color #123, worker/x, issues exist\n";
        assertEquals(
                List.of("f:1: a path of one machine", "f:2: the number of a task", "f:3: the number of a task"),
                banned("f", text).stream().sorted().toList());
    }

    private static List<String> banned(String file, String text) {
        List<String> found = new ArrayList<>();
        List<String> lines = text.lines().toList();
        BANNED.forEach((name, pattern) -> {
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    found.add(file + ":" + (i + 1) + ": " + name);
                }
            }
        });
        return found;
    }
}
