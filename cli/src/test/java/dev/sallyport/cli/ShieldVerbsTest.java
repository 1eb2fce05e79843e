package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.config.SettingsFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShieldVerbsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shields_are_listed_set_pinned_rolled_back_and_reported() {
        try (Running running = Running.in(folder, SettingsFile.parse("s.yaml", ""))) {
            String listed = operator(running, "shield", "list").exits(0).out();
            for (String shield : new String[] {
                "canary", "capability-fence", "egress-monitor", "injection-guard", "package-gate", "secret-guard"
            }) {
                assertTrue(listed.contains(shield + "@1.0.0  advisory"), listed);
            }
            String set = operator(running, "shield", "mode", "canary", "high-confidence", "--threshold", "90")
                    .exits(0)
                    .out();
            assertTrue(set.contains("high-confidence  blocks by confidence from 90 % (high-confidence@2)"), set);
            operator(running, "shield", "pin", "canary", "1.0.0").exits(0);
            assertTrue(operator(running, "shield", "pin", "canary", "9.0.0")
                    .exits(1)
                    .err()
                    .contains("not installed"));
            operator(running, "shield", "mode", "canary", "furious").refuses("advisory");
            operator(running, "shield", "mode", "nobody", "off").refuses("no such shield");
            String stands = "high-confidence/high-confidence@2/1.0.0";
            String before = "high-confidence/high-confidence@2/newest:1.0.0";
            String shown = operator(running, "shield", "list").exits(0).out();
            assertTrue(shown.contains("rollback: from " + stands + " to " + before), shown);
            String late = operator(running, "shield", "rollback", "canary", "--standing", before, "--back-to", stands)
                    .exits(1)
                    .err();
            assertTrue(late.contains("now " + stands + " stands"), late);
            operator(running, "shield", "rollback", "canary", "--standing", stands, "--back-to", before)
                    .exits(0);
            String cell = operator(running, "shield", "mode", "canary", "blocking", "--cell", "lab")
                    .exits(0)
                    .out();
            assertTrue(cell.contains("\n  in lab: blocking"), cell);
            operator(running, "shield", "mode", "canary", "inherit").refuses("inherit");
            String back = operator(running, "shield", "rollback", "canary", "--cell", "lab")
                    .exits(0)
                    .out();
            assertFalse(back.contains("in lab"), back);
            operator(running, "shield", "report-fp", "canary:unplanted").exits(0);
            operator(running, "shield", "report-fn", "nonsense").refuses("category");
            Ran.with("", running.anybody(), "shield", "list").refuses("no operator key");
        }
    }

    @Test
    void a_canary_is_planted_once_shown_listed_without_its_text_and_removed() {
        try (Running running = Running.in(folder, SettingsFile.parse("s.yaml", ""))) {
            JsonObject planted = operator(running, "canary", "plant", "cloud-key", "--json")
                    .exits(0)
                    .rows()
                    .getFirst();
            assertTrue(text(planted, "text").contains("aws_access_key_id"));
            String listed = operator(running, "canary", "list").exits(0).out();
            assertTrue(listed.contains(text(planted, "canary_id")) && listed.contains("cloud-key"), listed);
            assertFalse(listed.contains("aws_"), listed);
            operator(running, "canary", "remove", text(planted, "canary_id")).exits(0);
            operator(running, "canary", "remove", text(planted, "canary_id")).exits(2);
            operator(running, "canary", "plant", "bomb").exits(2);
        }
    }

    private static Ran operator(Running running, String... words) {
        return Ran.with("", running.operator(), words);
    }

    private static String text(JsonObject row, String member) {
        return row.get(member) instanceof JsonString text ? text.value() : "";
    }
}
