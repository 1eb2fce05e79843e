package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup, what others hold of the history, and a restore that believes neither without looking. */
class BackupVerbsTest {
    private static final String POLICY = "permit (principal, action, resource);\n";

    @TempDir
    private Path folder;

    private Path data = Path.of("");
    private Path backup = Path.of("");
    private Path anchor = Path.of("");
    private Install.FreshKeys keys = new Install.FreshKeys("", "");

    @BeforeEach
    void install() throws IOException {
        data = folder.resolve("data");
        backup = folder.resolve("backup");
        anchor = folder.resolve("elsewhere.anchors");
        keys = Install.create(data, Sources.system());
        try (Running running = Running.on(data, keys)) {
            Decided.three(running);
        }
        keepElsewhere(data);
    }

    private void keepElsewhere(Path of) throws IOException {
        String note = Ran.of("receipts", "checkpoint", "--data", of.toString())
                .exits(0)
                .out();
        Files.writeString(anchor, note + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Ran back(String... more) {
        List<String> args = new ArrayList<>(List.of("backup", "--data", data.toString(), backup.toString()));
        args.addAll(List.of(more));
        return Ran.of(args.toArray(String[]::new));
    }

    private Ran restore(Path into, String... more) {
        List<String> args = new ArrayList<>(List.of("restore", "--data", into.toString(), backup.toString(), "--json"));
        args.addAll(List.of(more));
        return Ran.of(args.toArray(String[]::new));
    }

    /** A data directory with the install's keys and nothing else. */
    private Path fresh(String name) throws IOException {
        Path fresh = folder.resolve(name);
        Files.createDirectories(fresh.resolve("keys"));
        try (Stream<Path> all = Files.list(data.resolve("keys"))) {
            for (Path key : all.toList()) {
                Files.copy(key, fresh.resolve("keys").resolve(key.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return fresh;
    }

    private void grow(Path at, int by) {
        try (Running running = Running.on(at, keys)) {
            for (int i = 0; i < by; i++) {
                Ran.with("", running.operator(), "approver", "add", "p" + System.nanoTime())
                        .exits(0);
            }
        }
    }

    private static void fault(String code, Ran ran) {
        assertEquals(1, ran.exit(), () -> ran.out() + ran.err());
        assertTrue((ran.out() + ran.err()).contains(code), () -> code + " expected: " + ran.out() + ran.err());
    }

    @Test
    void a_backup_holds_store_and_configuration_and_no_key() throws IOException {
        Files.writeString(data.resolve("policies/a.cedar"), POLICY);
        Path elsewhere = Files.createDirectories(folder.resolve("team"));
        Files.writeString(elsewhere.resolve("b.cedar"), POLICY);
        Path settings = folder.resolve("s.yaml");
        Files.writeString(settings, "policies: {directory: '" + elsewhere + "'}\n");
        back("--config", settings.toString()).exits(0);
        try (Stream<Path> all = Files.walk(backup)) {
            assertEquals(
                    List.of(
                            "config/policies/b.cedar",
                            "config/settings.yaml",
                            "data/policies/a.cedar",
                            "manifest.dsse",
                            "manifest.json",
                            "sallyport.db"),
                    all.filter(Files::isRegularFile)
                            .map(file -> backup.relativize(file).toString())
                            .sorted()
                            .toList());
        }
        Path restored = fresh("restored");
        restore(restored, "--anchor", anchor.toString()).exits(0);
        assertEquals(POLICY, Files.readString(restored.resolve("policies/a.cedar")));
        assertTrue(Files.exists(restored.resolve("restored/config/settings.yaml")));
        assertTrue(Files.exists(restored.resolve("restored/config/policies/b.cedar")));
        back().refuses("never overwrites");
    }

    @Test
    void a_private_key_among_the_configuration_stops_a_backup() throws IOException {
        Files.copy(data.resolve("keys/checkpoint.key"), data.resolve("policies/oops.cedar"));
        back().refuses("holds a private key");
        assertFalse(Files.exists(backup));
    }

    @Test
    void a_backup_is_taken_while_the_gateway_serves_and_comes_back_under_the_next_epoch() throws IOException {
        try (Running running = Running.on(data, keys)) {
            Ran.with("", running.operator(), "backup", "--data", data.toString(), backup.toString())
                    .exits(0);
        }
        Path restored = fresh("restored");
        Ran ran = restore(restored, "--anchor", anchor.toString()).exits(0);
        assertTrue(ran.out().contains("\"epoch\":2"), ran.out());
        assertTrue(ran.out().contains("\"anchors\":1,\"lost\":false"), ran.out());
        Path export = folder.resolve("r.receipts");
        Ran.of("receipts", "export", "--data", restored.toString(), "--out", export.toString())
                .exits(0);
        Ran.of("receipts", "verify", export.toString()).exits(0);
        assertTrue(Files.readString(export).contains("\"backup_sha256\":"));
        Ran.of("restore", "--data", restored.toString(), backup.toString()).refuses("never overwrites");
    }

    @Test
    void a_changed_file_an_added_one_and_another_installs_backup_are_named() throws IOException {
        Files.writeString(data.resolve("policies/a.cedar"), POLICY);
        back().exits(0);
        Path restored = fresh("restored");
        Files.writeString(backup.resolve("data/policies/a.cedar"), "forbid (principal, action, resource);\n");
        fault("backup_damaged", restore(restored));
        Files.writeString(backup.resolve("data/policies/a.cedar"), POLICY);
        Files.writeString(backup.resolve("more"), "");
        fault("backup_damaged", restore(restored));
        Files.delete(backup.resolve("more"));
        Path manifest = backup.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"epoch\":1", "\"epoch\":2"));
        fault("backup_damaged", restore(restored));
        Path other = folder.resolve("other");
        Ran.of("init", "--data", other.toString()).exits(0);
        Files.delete(other.resolve("sallyport.db"));
        fault("backup_unsigned", restore(other));
        assertFalse(Files.exists(restored.resolve("sallyport.db")), "nothing was restored");
    }

    @Test
    void a_backup_older_than_the_newest_anchor_is_refused_unless_the_loss_is_accepted() throws IOException {
        back().exits(0);
        grow(data, 2);
        keepElsewhere(data);
        Path restored = fresh("restored");
        fault("history_shorter_than_anchor", restore(restored, "--anchor", anchor.toString()));
        Ran ran = restore(restored, "--anchor", anchor.toString(), "--accept-loss")
                .exits(0);
        assertTrue(ran.out().contains("\"lost\":true"), ran.out());
        String receipts = Ran.of("receipts", "export", "--data", restored.toString())
                .exits(0)
                .out();
        assertTrue(receipts.contains("\"last_known_size\":9"), receipts);
    }

    @Test
    void a_forked_history_is_refused_whatever_was_accepted() throws IOException {
        back().exits(0);
        Path fork = fresh("fork");
        Files.copy(backup.resolve("sallyport.db"), fork.resolve("sallyport.db"));
        grow(fork, 1);
        grow(data, 1);
        keepElsewhere(data);
        data = fork;
        backup = folder.resolve("forked");
        back().exits(0);
        Path restored = fresh("restored");
        fault("history_differs_from_anchor", restore(restored, "--anchor", anchor.toString(), "--accept-loss"));
        assertFalse(Files.exists(restored.resolve("sallyport.db")));
    }

    @Test
    void what_was_approved_before_a_restore_is_not_approved_after_it() throws IOException {
        back().exits(0);
        Path restored = fresh("restored");
        restore(restored).exits(0);
        assertEquals(0, ended(data), "the approval still stands where nothing was restored");
        assertEquals(1, ended(restored));
    }

    /** How many approvals stand that ended before now, for the sweeper to close. */
    private static int ended(Path at) {
        InstantSource clock = InstantSource.system();
        StoreSettings settings = new StoreSettings(at, clock, (what, cause) -> {
            throw new IllegalStateException(what, cause);
        });
        try (SqliteStore store = SqliteStore.open(settings)) {
            return store.records().expiredApprovals(clock.millis(), 10).size();
        }
    }

    @Test
    void an_old_backup_opens_an_epoch_that_nobody_has_seen() throws IOException {
        back().exits(0);
        Path second = fresh("second");
        restore(second, "--anchor", anchor.toString()).exits(0);
        keepElsewhere(second);
        Path third = fresh("third");
        fault("history_shorter_than_anchor", restore(third, "--anchor", anchor.toString()));
        Ran ran = restore(third, "--anchor", anchor.toString(), "--accept-loss").exits(0);
        assertTrue(ran.out().contains("\"epoch\":3"), ran.out());
    }

    @Test
    void an_anchor_of_nobody_and_one_of_another_key_are_named() throws IOException {
        back().exits(0);
        Path other = folder.resolve("other");
        Ran.of("init", "--data", other.toString()).exits(0);
        Files.delete(anchor);
        keepElsewhere(other);
        fault("anchor_missing", restore(fresh("restored"), "--anchor", anchor.toString()));
    }

    @Test
    void an_anchor_of_the_key_before_still_counts_after_the_key_changed() throws IOException {
        back().exits(0);
        Ran.of("keys", "rotate", "--data", data.toString()).exits(0);
        Ran ran = restore(fresh("restored"), "--anchor", anchor.toString()).exits(0);
        assertTrue(ran.out().contains("\"anchors\":1"), ran.out());
        Path export = folder.resolve("rotated.receipts");
        Ran.of("receipts", "export", "--data", data.toString(), "--out", export.toString())
                .exits(0);
        Ran newest = Ran.of("receipts", "verify", export.toString(), "--anchor", anchor.toString(), "--json")
                .exits(0);
        assertTrue(newest.out().contains("\"anchored\":true"), newest.out());
    }

    @Test
    void a_drill_leaves_its_receipt_in_the_store_and_nothing_else() throws IOException {
        back().exits(0);
        Ran quiet = restore(data, "--drill", "--anchor", anchor.toString()).exits(0);
        assertTrue(quiet.out().contains("\"drill\":true"), quiet.out());
        assertTrue(quiet.out().contains("\"receipts\":7,\"decisions\":3,\"anchors\":1"), quiet.out());
        String receipts =
                Ran.of("receipts", "export", "--data", data.toString()).exits(0).out();
        assertTrue(receipts.contains("\"change\":\"restore_drill\""), receipts);
        try (Stream<Path> left = Files.list(data)) {
            assertTrue(left.noneMatch(file -> file.getFileName().toString().startsWith("trial-")));
        }
        restore(fresh("none"), "--drill").refuses("no store to leave");
    }

    @Test
    void a_drill_beside_a_running_gateway_is_told_to_it_and_a_failed_one_too() throws IOException {
        back().exits(0);
        Files.writeString(backup.resolve("more"), "");
        try (Running running = Running.on(data, keys)) {
            Ran failed = Ran.with(
                    "",
                    running.operator(),
                    "restore",
                    "--drill",
                    "--data",
                    data.toString(),
                    backup.toString(),
                    "--json");
            assertEquals(1, failed.exit(), failed.err());
            assertTrue(failed.out().contains("\"drill\":false,\"error\":\"backup_damaged\""), failed.out());
        }
        String receipts =
                Ran.of("receipts", "export", "--data", data.toString()).exits(0).out();
        assertTrue(receipts.contains("\"error\":\"backup_damaged\""), receipts);
        assertTrue(receipts.contains("\"status\":\"failed\""), receipts);
    }

    @Test
    void the_wrong_seal_key_is_found_before_anything_is_restored() throws IOException {
        back().exits(0);
        Path restored = fresh("restored");
        Path seal = restored.resolve("keys/seal.key");
        Files.writeString(seal, "00".repeat(32) + "\n");
        fault("keys_cannot_open", restore(restored));
        assertFalse(Files.exists(restored.resolve("sallyport.db")));
    }

    @Test
    void the_commands_of_the_runbook_do_what_it_says() throws IOException {
        Path page = Path.of(System.getProperty("sallyport.root", ".."), "docs/operate/backup.md");
        List<String> commands = Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("./sallyport "))
                .map(line -> line.substring("./sallyport ".length())
                        .replace("/var/lib/sallyport", data.toString())
                        .replace("/backups/", folder + "/")
                        .replace("/elsewhere/", folder + "/kept-"))
                .toList();
        assertEquals(8, commands.size(), commands::toString);
        for (String command : commands) {
            String[] parts = command.split(" >> ");
            if (command.startsWith("restore") && !command.contains("--drill")) {
                Files.move(data, folder.resolve("lost"));
                Files.createDirectories(data);
                Files.move(folder.resolve("lost/keys"), data.resolve("keys"));
            }
            Ran ran = Ran.of(parts[0].split(" ")).exits(0);
            if (parts.length == 2) {
                Files.writeString(Path.of(parts[1]), ran.out(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }
}
