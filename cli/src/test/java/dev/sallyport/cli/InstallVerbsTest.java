package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateways;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallVerbsTest {
    @TempDir
    private Path folder;

    @Test
    void init_shows_both_keys_once_and_keeps_neither() throws IOException {
        Ran ran = Ran.of("init", "--data", data(), "--json").exits(0);
        assertTrue(
                ran.out()
                        .matches(
                                "\\{\"data\":\".*\",\"operator_key\":\"sp_op_[A-Za-z0-9_-]{43}\",\"enrolment_key\":\"sp_en_[A-Za-z0-9_-]{43}\"}\\R"),
                ran.out());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(data()))));
        String key = ran.out().replaceAll(".*operator_key\":\"([^\"]+).*\\R", "$1");
        try (var files = Files.walk(Path.of(data()))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                        .contains(key));
            }
        }
    }

    @Test
    void init_does_not_touch_an_install_that_is_there() {
        Ran.of("init", "--data", data()).exits(0);
        Ran.of("init", "--data", data()).refuses("holds an install already");
    }

    @Test
    void the_data_directory_comes_from_the_option_then_the_environment_then_the_home() {
        Ran.with("", Map.of("SALLYPORT_HOME", data()), "init").exits(0);
        assertTrue(Files.exists(Path.of(data(), "sallyport.db")));
        Ran.with("", Map.of("HOME", folder.toString()), "init").exits(0);
        assertTrue(Files.exists(folder.resolve(".sallyport/sallyport.db")));
        Ran.of("init").refuses("give --data DIR");
    }

    @Test
    void up_serves_until_it_is_told_to_stop() throws Exception {
        Ran.of("init", "--data", data()).exits(0);
        FutureTask<Ran> up = new FutureTask<>(() -> Ran.of("up", "--data", data(), "--port", "0", "--json"));
        Thread thread = Thread.ofPlatform().start(up);
        DataFolder where = new DataFolder(Path.of(data()));
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (Gateways.reach(where).isEmpty() && thread.isAlive() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertTrue(Gateways.running(where).ready());
        assertTrue(Ran.of("up", "--data", data(), "--port", "0").exits(4).err().contains("in use"), "the lock holds");
        thread.interrupt();
        Ran ran = up.get().exits(0);
        assertTrue(ran.out().startsWith("{\"url\":\"http://127.0.0.1:"), ran.out());
        assertFalse(Files.exists(where.gatewayFile()), "a stopped gateway is not announced");
    }

    @Test
    void up_without_an_install_or_with_a_bad_option_is_wrong_usage() throws IOException {
        Ran.of("up", "--data", data()).refuses("holds no install");
        Ran.of("up", "--data", data(), "--port", "70000").refuses("0 to 65535");
        Ran.of("up", "--data", data(), "--port", "many").refuses("many");
        Ran.of("up", "--config", folder.resolve("none.yaml").toString()).refuses("no configuration");
        Path config = folder.resolve("c.yaml");
        Files.writeString(config, "listen:\n  colour: red\n");
        Ran.of("up", "--config", config.toString()).refuses("c.yaml:2");
    }

    @Test
    void config_check_names_file_and_line() throws IOException {
        Path config = folder.resolve("c.yaml");
        Files.writeString(config, "listen:\n  port: 8080\n");
        assertTrue(Ran.of("config", "check", config.toString()).exits(0).out().contains("127.0.0.1:8080"));
        Files.writeString(config, "listen:\n  port: high\n");
        assertTrue(Ran.of("config", "check", config.toString()).exits(1).out().contains("c.yaml:2"));
        Files.writeString(config, "policies:\n  directory: none\n");
        Ran.of("config", "check", config.toString()).exits(1);
        Ran.of("config", "check", folder.resolve("none.yaml").toString()).refuses("no configuration");
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}
