package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.demo.Mailroom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoVerbTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void useTheTestsOwnMailroom() {
        System.setProperty("sallyport.mailroom", System.getProperty("java.class.path"));
    }

    /** The command that starts the mailroom from the test's own class path. */
    static List<String> mailroom(String office) {
        useTheTestsOwnMailroom();
        return Mailroom.command(Path.of(office));
    }

    /** A copy of the mailroom's office. */
    static String office(Path folder) {
        try {
            Mailroom.furnish(folder.resolve("office"));
            return folder.resolve("office").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_step_goes_as_it_must_and_leaves_its_effects() throws IOException {
        Path data = folder.resolve("demo");
        Ran ran = Ran.of("demo", "--json", "--data", data.toString()).exits(0);
        List<JsonObject> rows = ran.rows();
        assertEquals(
                List.of("pin", "read", "injection", "approval", "swap", "freeze", "verify", "tamper"),
                rows.subList(0, rows.size() - 1).stream()
                        .map(r -> text(r, "name"))
                        .toList());
        assertEquals("ok", text(rows.getLast(), "demo"));
        assertTrue(ran.out().lines().toList().getLast().startsWith("{\"demo\":\"ok\","), ran.out());
        assertFalse(Files.exists(data.resolve("office/outbox/0001.txt")), "no mail left the office");
        assertTrue(Files.exists(data.resolve("office/files/replies/hollis.txt")), "the approved reply is there");
        assertFalse(Files.exists(data.resolve("gateway.json")), "the gateway has stopped");
        Ran.of("receipts", "verify", data.resolve("demo.receipts").toString()).exits(0);
        Ran replay = Ran.of("replay", "--data", data.toString(), "--json").exits(0);
        assertTrue(replay.out().contains("\"differs\":0") && !replay.out().contains("\"same\":0"), replay.out());
        Path aegis = folder.resolve("chain.jsonl");
        Ran.of("receipts", "export", "--data", data.toString(), "--format", "aegis-1", "--out", aegis.toString())
                .exits(0);
        assertTrue(Ran.of("receipts", "verify", aegis.toString(), "--json")
                .exits(0)
                .out()
                .contains("\"anchored\":false"));
        Ran.of("demo", "--data", data.toString()).refuses("holds an install already");
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }
}
