package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysRotateVerbTest {
    @TempDir
    private Path folder;

    private String data = "";

    @BeforeEach
    void install() {
        data = folder.resolve("data").toString();
        Ran.of("init", "--data", data).exits(0);
    }

    @Test
    void the_commands_of_the_runbook_do_what_it_says() throws IOException {
        Path page = Path.of(Objects.requireNonNull(System.getProperty("sallyport.root")), "docs/operate/keys.md");
        List<String> commands = Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("./sallyport "))
                .filter(line -> !line.contains("--pkcs11") && !line.contains("--transit"))
                .map(line -> line.substring("./sallyport ".length())
                        .replace("/var/lib/sallyport", data)
                        .replace("/backups/", folder + "/"))
                .toList();
        assertEquals(7, commands.size(), commands::toString);
        for (String command : commands) {
            Ran ran = Ran.of(command.split(" ")).exits(0);
            if (command.contains("verify")) {
                assertTrue(ran.out().contains("signer checked"), ran.out());
            }
        }
    }

    @Test
    void the_drill_says_how_long_it_took_and_leaves_the_install_alone() throws IOException {
        String key = Files.readString(Path.of(data, "keys", "checkpoint.key"));
        Ran ran = Ran.of("keys", "rotate", "--drill", "--data", data).exits(0);
        assertTrue(ran.out().startsWith("drill passed: "), ran.out());
        assertEquals(key, Files.readString(Path.of(data, "keys", "checkpoint.key")));
        assertTrue(Ran.of("keys", "rotate", "--drill", "--json").exits(0).out().contains("\"drill\":true"));
    }

    @Test
    void a_backup_from_before_the_change_comes_back_under_the_new_key() throws IOException {
        Path backup = folder.resolve("before.db");
        Ran.of("backup", "--data", data, backup.toString()).exits(0);
        Ran.of("keys", "rotate", "--data", data).exits(0);
        for (String file : List.of("sallyport.db", "sallyport.db-wal", "sallyport.db-shm")) {
            Files.deleteIfExists(Path.of(data, file));
        }
        Ran.of("restore", "--data", data, backup.toString()).exits(0);
        Path export = folder.resolve("restored.receipts");
        Ran.of("receipts", "export", "--data", data, "--out", export.toString()).exits(0);
        for (String key : List.of("checkpoint.key", "checkpoint.previous.key")) {
            Ran.of(
                            "receipts",
                            "verify",
                            export.toString(),
                            "--key",
                            Path.of(data, "keys", key).toString())
                    .exits(0);
        }
    }

    @Test
    void what_is_missing_is_named() {
        Ran.of("keys", "rotate", "--data", data, "--pkcs11", "lib.so").refuses("give --token too");
        Ran.of("keys", "rotate", "--data", data, "--key", "x").refuses("say where the key is");
        Ran.of("keys", "rotate", "--data", data, "--pkcs11", "a", "--transit", "b")
                .refuses("exclude each other");
        String missing = folder.resolve("no-such.so").toString();
        Ran ran = Ran.of(
                "keys", "rotate", "--data", data, "--pkcs11", missing, "--token", "t", "--pin-file", "p", "--key", "k");
        assertTrue(ran.exit() != 0 && ran.err().contains("can't be loaded"), ran.err());
        Ran.of("receipts", "checkpoint", "--data", data).exits(0);
    }
}
