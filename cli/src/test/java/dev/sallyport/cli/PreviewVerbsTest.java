package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.config.SettingsFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewVerbsTest {
    private static final String SETTINGS = """
            preview:
              port: 0
              services:
                web: {url: "http://127.0.0.1:9"}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static String text(JsonObject row, String member) {
        return row.get(member) instanceof JsonString text ? text.value() : "";
    }

    @Test
    void a_preview_is_opened_listed_and_closed_as_the_document_says() {
        try (Running running = Running.in(folder, SettingsFile.parse("s.yaml", SETTINGS))) {
            Ran.with("", running.operator(), "approver", "add", "anna").exits(0);
            String[] open = {
                "preview",
                "open",
                "web",
                "--person",
                "anna",
                "--paths",
                "/docs/**,/health",
                "--methods",
                "GET,HEAD",
                "--for",
                "2h",
                "--why",
                "review the branch",
                "--json"
            };
            // An invited person is not yet one who is enrolled.
            Ran.with("", running.operator(), open).exits(2);
            enrol(running, "ben");
            open[4] = "ben";
            JsonObject opened =
                    Ran.with("", running.operator(), open).exits(0).rows().getFirst();
            assertTrue(text(opened, "preview_token").startsWith("sp_pv_"));
            assertTrue(text(opened, "url").startsWith("http://127.0.0.1:"));
            Ran listed = Ran.with("", running.operator(), "preview", "list").exits(0);
            assertTrue(listed.out().contains("/health") && listed.out().contains("active"), listed.out());
            assertFalse(listed.out().contains("sp_pv_"), "the token was shown once");
            String id = text(opened, "preview_id");
            Ran.with("", running.operator(), "preview", "close", id, "--why", "seen")
                    .exits(0);
            assertEquals(
                    "no preview is open",
                    Ran.with("", running.operator(), "preview", "list")
                            .exits(0)
                            .out()
                            .strip());
            Ran.with("", running.operator(), "preview", "close", id).exits(2);
            Ran.with("", running.anybody(), "preview", "list").refuses("no operator key");
        }
    }

    private static void enrol(Running running, String name) {
        JsonObject invited = Ran.with("", running.operator(), "approver", "add", name, "--json")
                .exits(0)
                .rows()
                .getFirst();
        new dev.sallyport.cli.remote.Gateway(
                        running.gateway().url(), java.util.Optional.of(text(invited, "enrolment_code")))
                .post(
                        "/v1/approvers/claim",
                        JsonObject.builder()
                                .put("credential", "sp_pe_" + "x".repeat(43))
                                .build())
                .orComplain();
    }

    @Test
    void a_time_or_a_path_that_is_none_is_refused_in_one_line() {
        try (Running running = Running.in(folder, SettingsFile.parse("s.yaml", SETTINGS))) {
            enrol(running, "ben");
            for (String time : new String[] {"2", "0h", "2d", "-1h", "1.5h"}) {
                Ran.with(
                                "",
                                running.operator(),
                                "preview",
                                "open",
                                "web",
                                "--person",
                                "ben",
                                "--paths",
                                "/**",
                                "--for=" + time)
                        .exits(2);
            }
            Ran.with("", running.operator(), "preview", "open", "web", "--person", "ben", "--paths", "/a/../b")
                    .exits(2);
            Ran.with(
                            "",
                            running.operator(),
                            "preview",
                            "open",
                            "web",
                            "--person",
                            "ben",
                            "--paths",
                            "/**",
                            "--for",
                            "9h")
                    .exits(2);
        }
    }
}
