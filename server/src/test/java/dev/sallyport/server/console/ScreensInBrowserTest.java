package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every screen in both themes: a picture below {@code target/screens}, and what axe finds that is serious. */
@Tag("full")
@Timeout(300)
class ScreensInBrowserTest {
    private static final Path PICTURES =
            Path.of(System.getProperty("sallyport.root", "..")).toAbsolutePath().resolve("target/screens");

    @TempDir
    private static Path folder;

    @Test
    void no_screen_has_a_serious_fault_in_either_theme_and_each_has_its_picture() throws IOException {
        Files.createDirectories(PICTURES);
        List<String> found = new ArrayList<>();
        try (Rooms rooms = new Rooms(folder)) {
            RealBrowser.Page stranger = rooms.stranger();
            look(stranger, "sign-in", found);
            RealBrowser.Page ann = rooms.signedIn("ann");
            for (Screen screen : List.of(Screen.APPROVALS, Screen.INCIDENTS)) {
                ann.open(Rooms.GATE + screen.path());
                look(ann, screen.name().toLowerCase(java.util.Locale.ROOT) + "-empty", found);
            }
            String incident = rooms.incident();
            String approval = rooms.gateway().held(rooms.agent());
            rooms.call("trusted_internal_unsigned");
            screens(rooms, incident, approval).forEach((name, path) -> {
                ann.open(Rooms.GATE + path);
                if (name.startsWith("feed")) {
                    ann.until("document.getElementById('feed').dataset.ready === 'yes'");
                    ann.click(".feed .line[data-s]").until("document.querySelector('#peek dd')");
                } else if (name.equals("receipt")) {
                    ann.until("document.querySelector('[data-checks] table')");
                }
                look(ann, name, found);
            });
            ann.open(Rooms.GATE + "/console/").type("Control+k").until("document.querySelector('dialog li')");
            look(ann, "palette", found);
            // A dialog that is still closing keeps the keys to itself.
            ann.type("Escape").until("!document.querySelector('dialog[open]')");
            ann.type("?").until("document.querySelector('dialog table')");
            look(ann, "keys", found);
            assertEquals(List.of(), ann.faults());
        }
        assertEquals(List.of(), found);
        assertTrue(Files.exists(PICTURES.resolve("feed-dark.png")));
    }

    private static Map<String, String> screens(Rooms rooms, String incident, String approval) {
        Map<String, String> screens = new LinkedHashMap<>();
        screens.put("feed", "/console/feed");
        screens.put("feed-filtered", "/console/feed?q=decision%3Adeny");
        screens.put("approvals", "/console/");
        screens.put("approval", "/console/approvals/" + approval);
        screens.put("incidents", "/console/incidents");
        screens.put("incident", "/console/incidents/" + incident);
        screens.put("receipts", "/console/receipts");
        screens.put("receipt", "/console/receipts/" + rooms.newestReceipt());
        screens.put("flagged", "/console/decisions");
        screens.put("decision", "/console/decisions/" + rooms.newestDecision());
        screens.put("passkey", "/console/passkeys");
        return screens;
    }

    private static void look(RealBrowser.Page page, String name, List<String> found) {
        for (String theme : List.of("light", "dark")) {
            page.on(theme, 1280, 800, "screen");
            page.picture(PICTURES.resolve(name + "-" + theme + ".png"));
            page.axe().forEach(fault -> found.add(name + "-" + theme + ": " + fault));
        }
    }
}
