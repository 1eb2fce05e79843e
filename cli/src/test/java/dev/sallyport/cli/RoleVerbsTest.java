package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles, sessions and settings from the command line. */
class RoleVerbsTest {
    private final Running running;

    RoleVerbsTest(@TempDir Path place) {
        this.running = Running.in(place.resolve("data"));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void roles_are_given_and_taken_and_what_people_did_is_listed() {
        Ran.with(
                        "",
                        running.operator(),
                        "approver",
                        "add",
                        "una",
                        "--issuer",
                        "https://id.example",
                        "--subject",
                        "7",
                        "--role",
                        "viewer")
                .exits(0);
        Ran.with("", running.operator(), "approver", "add", "una", "--issuer", "https://id.example")
                .exits(2);
        Ran.with("", running.operator(), "approver", "roles", "una", "--role", "operator", "--role", "approver")
                .exits(2);
        Ran given = Ran.with("", running.operator(), "approver", "roles", "una", "--role", "auditor", "--json")
                .exits(0);
        assertTrue(given.out().contains("\"roles\":[\"auditor\"]"), given.out());
        Ran people = Ran.with("", running.operator(), "approvers").exits(0);
        assertTrue(people.out().contains("una") && people.out().contains("provider"), people.out());
        for (List<String> verb : List.of(
                List.of("approver", "sign-out", "una"),
                List.of("approver", "sessions"),
                List.of("approver", "visits"),
                List.of("settings"),
                List.of("approver", "retire", "una", "--why", "left"))) {
            Ran.with("", running.operator(), verb.toArray(String[]::new)).exits(0);
        }
        Ran.with("", running.operator(), "approver", "retire", "una").exits(2);
        Ran.with("", running.anybody(), "approver", "visits").refuses("no operator key");
    }
}
