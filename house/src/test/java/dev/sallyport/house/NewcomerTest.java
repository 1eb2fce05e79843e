package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who has read nothing: every command that is typed here was printed by the command before it or stands on the page that is open. */
@Tag("full")
@Timeout(300)
class NewcomerTest {

    private static final String PASSPHRASE = "nine blue herons at the weir";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Process up;
    private String address = "";

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Peers.assume();
        Path data = folder.resolve("data");
        String said = typed("sallyport init --data " + data);
        environment.put("SALLYPORT_TOKEN", found("operator key +(\\S+)", said));
        environment.put("ENROLMENT_KEY", found("enrolment key +(\\S+)", said));
        environment.put("SALLYPORT_HOME", data.toString());
        up = Program.builder(folder, Map.of(), Stitch.of(words(found("Next: (.*)", said)), List.of("--port", "0")))
                .redirectError(folder.resolve("up.log").toFile())
                .start();
        BufferedReader lines = up.inputReader(StandardCharsets.UTF_8);
        String first = lines.readLine();
        address = found("open (http://\\S+) in a browser", first + "\n" + lines.readLine());
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (up != null) {
            Program.stop(up);
        }
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), () -> pattern + " is not in: " + text);
        return matcher.group(1);
    }

    /** The launcher's words for a command as it is printed. */
    private static List<String> words(String command) {
        List<String> words = List.of(command.strip().split(" +"));
        assertEquals("sallyport", words.getFirst(), command);
        return Program.launcher(words.subList(1, words.size()).toArray(String[]::new));
    }

    private String typed(String command) throws IOException, InterruptedException {
        return Program.run(folder, environment, words(command)).orFail(List.of(command));
    }

    /** A command of a page in a shell. */
    private String shell(String command) throws IOException, InterruptedException {
        return Program.run(folder, environment, List.of("sh", "-c", command)).orFail(List.of(command));
    }

    /** A command that asks, at a terminal, with what is typed there. */
    private String terminal(String command, String... answers) throws IOException, InterruptedException {
        Process process = Program.builder(
                        folder, environment, List.of("script", "-qec", String.join(" ", words(command)), "/dev/null"))
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        try (var in = process.inputReader(StandardCharsets.UTF_8);
                var out = process.outputWriter(StandardCharsets.UTF_8)) {
            List<String> left = new ArrayList<>(List.of(answers));
            for (int c = in.read(); c >= 0; c = in.read()) {
                said.append((char) c);
                // Each question ends so; what is typed before it is asked would be lost.
                if (!left.isEmpty() && said.toString().endsWith(": ")) {
                    out.write(left.removeFirst() + "\n");
                    out.flush();
                }
            }
        }
        assertEquals(0, process.waitFor(), said::toString);
        return said.toString();
    }

    @Test
    void from_up_to_the_first_approved_action_the_console_says_what_comes_next() throws Exception {
        String place = found("http://([^/]+)", address);
        try (Chromium somebody = Chromium.before("127.0.0.1", place)) {
            somebody.does("open", "url", address);
            somebody.does("until", "script", "document.body.innerText.includes('Passphrase')");
            List<String> invited = somebody.inside("main code");
            String code = found(
                    "(sp_ec_\\S+|[A-Za-z0-9_-]{30,})", typed(invited.get(0).replace("NAME", "ann")));
            terminal(invited.get(1).replace("NAME", "ann"), code, PASSPHRASE, PASSPHRASE);
            somebody.does("fill", "label", "Name", "value", "ann");
            somebody.does("fill", "label", "Passphrase or credential", "value", PASSPHRASE);
            somebody.does("press", "button", "Sign in");
            List<String> steps = somebody.inside(".steps pre");
            String registered = shell(steps.get(0));
            environment.put("AGENT_ID", found("\"agent_id\":\"([^\"]+)\"", registered));
            environment.put("AGENT_TOKEN", found("\"agent_token\":\"([^\"]+)\"", registered));
            String asked = shell(steps.get(1));
            assertTrue(asked.contains("\"require_approval\""), asked);
            String id = found("\"approval_id\":\"([^\"]+)\"", asked);
            somebody.does("until", "script", "document.querySelector('#more a')");
            somebody.does("follow", "link", "One more waits: show it");
            somebody.does("follow", "link", id);
            assertTrue(somebody.seen().contains("shopping list"), somebody.seen());
            somebody.does("press", "button", "Approve");
            assertTrue(somebody.seen().contains("1 of 1"), somebody.seen());
            String run = shell("curl -s -X POST http://" + place + "/v1/approvals/" + id
                    + "/consume -H \"Authorization: Bearer $AGENT_TOKEN\"");
            assertTrue(run.contains("\"decision\":\"allow\""), run);
            somebody.does("open", "url", address);
            assertFalse(
                    somebody.seen().contains("The first action that waits"), "who has seen one is not taught it again");
            emptyStatesTeach(somebody);
            assertEquals("[]", somebody.does("faults").toString());
        }
    }

    /** Each command that an empty screen names is one. */
    private void emptyStatesTeach(Chromium somebody) throws IOException, InterruptedException {
        int taught = 0;
        somebody.does("open", "url", address);
        List<String> screens = new ArrayList<>();
        somebody.does("run", "script", "[...document.querySelectorAll('header nav a')].map(a => a.href).join(' ')")
                .stringValue()
                .lines()
                .forEach(line -> screens.addAll(List.of(line.split(" "))));
        for (String screen : screens) {
            somebody.does("open", "url", screen);
            for (String command : somebody.inside(".empty code")) {
                if (command.startsWith("sallyport ")) {
                    typed("sallyport help "
                            + found("sallyport ((?:[a-z][a-z-]* ?){1,2})", command)
                                    .strip());
                    taught++;
                }
            }
        }
        assertTrue(taught >= 2, taught + " of " + screens);
    }
}
