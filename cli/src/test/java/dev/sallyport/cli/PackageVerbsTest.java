package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageVerbsTest {
    @TempDir
    private Path home;

    @TempDir
    private Path lists;

    private Ran run(String in, String... args) {
        return Ran.with(in, Map.of("SALLYPORT_HOME", home.toString()), args);
    }

    private void list(String name, String text) throws IOException {
        Path file = lists.resolve(name);
        Files.createDirectories(file.getParent());
        if (!name.endsWith(".gz")) {
            Files.writeString(file, text);
            return;
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Ran update(String... more) {
        String[] args = new String[more.length + 5];
        List<String> all = List.of("package", "update", "--from", lists.toString(), "--json");
        for (int i = 0; i < args.length; i++) {
            args[i] = i < all.size() ? all.get(i) : more[i - all.size()];
        }
        return run("", args);
    }

    @Test
    void single_packages_end_as_they_are_answered() {
        String known = run("", "package", "npm", "lodash", "--json").exits(0).out();
        assertTrue(
                known.startsWith(
                        "{\"ecosystem\":\"npm\",\"name\":\"lodash\",\"verdict\":\"allow\",\"reasons\":[\"well-known\"]"),
                known);
        assertTrue(run("", "package", "npm", "chalk@5.6.1").exits(1).out().contains("known-malicious"));
        assertTrue(
                run("", "package", "npm", "@types/node@20.0.0").exits(0).out().contains("allow"));
        String squat = run("", "package", "pip", "reqeusts", "--json").exits(1).out();
        assertTrue(squat.contains("\"like\":\"requests\""), squat);
        run("", "package", "cargo", "an-honest-small-crate").exits(4);
    }

    @Test
    void wrong_usage_says_what_is_missing() {
        run("", "package", "npm").refuses("give ECOSYSTEM NAME[@VERSION]");
        run("", "package", "cobol", "x").refuses("no ecosystem `cobol`");
        run("{\"name\":1}\n", "package", "--batch", "-").refuses("line 1 has no `ecosystem`");
        run("no json\n", "package", "--batch", "-").refuses("line 1 is not JSON");
        run("", "package", "update", "--from", lists.resolve("none").toString()).refuses("no folder");
        run("", "package", "update", "--from", lists.toString()).refuses("nothing in");
    }

    @Test
    void a_batch_answers_a_row_for_each_and_the_worst_of_its_versions() {
        String in = """
                {"ecosystem":"npm","name":"debug","versions":["4.4.1","4.4.2"]}
                {"ecosystem":"gem","name":"rails","version":"7.0.0"}

                {"ecosystem":"cobol","name":"x"}
                """;
        List<String> rows =
                run(in, "package", "--batch", "-").exits(0).out().lines().toList();
        assertEquals(3, rows.size());
        assertTrue(rows.get(0).contains("\"verdict\":\"block\""), rows.get(0));
        assertTrue(rows.get(1).contains("\"ecosystem\":\"gem\",\"name\":\"rails\",\"verdict\":\"allow\""), rows.get(1));
        assertTrue(rows.get(2).contains("\"verdict\":\"unassessed\",\"reasons\":[\"unknown-ecosystem\"]"), rows.get(2));
    }

    @Test
    void imported_records_of_osv_decide_by_version_and_can_be_taken_back() throws IOException {
        list(
                "osv/malicious/npm/quiet-thing/MAL-2026-1.json",
                "{\"id\":\"MAL-2026-1\",\"affected\":[{\"package\":{\"ecosystem\":\"npm\",\"name\":\"quiet-thing\"},"
                        + "\"ranges\":[{\"type\":\"SEMVER\",\"events\":[{\"introduced\":\"0\"}]}],\"versions\":[\"1.0.0\"]}]}");
        list(
                "osv/malicious/pypi/half-bad/MAL-2026-2.json",
                "{\"id\":\"MAL-2026-2\",\"affected\":[{\"package\":{\"ecosystem\":\"PyPI\",\"name\":\"Half_Bad\"},"
                        + "\"versions\":[\"2.0\"],\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":"
                        + "[{\"introduced\":\"3.0\"},{\"fixed\":\"3.2\"}]}]}]}");
        list(
                "osv/ordinary.json",
                "{\"id\":\"GHSA-xxxx\",\"summary\":\"denial of service\",\"affected\":[{\"package\":"
                        + "{\"ecosystem\":\"npm\",\"name\":\"lodash\"},\"versions\":[\"4.17.0\"]}]}");
        String out = update().exits(0).out();
        assertTrue(out.contains("\"rows\":2,\"passed_by\":1,\"malicious\":2"), out);
        run("", "package", "npm", "quiet-thing@9.9.9").exits(1);
        run("", "package", "pypi", "half-bad@2.0").exits(1);
        run("", "package", "pypi", "half-bad@3.1.4").exits(1);
        assertFalse(run("", "package", "pypi", "half-bad@3.2").out().contains("known-malicious"));
        assertTrue(run("", "package", "npm", "lodash@4.17.0").exits(0).out().contains("well-known"));
        list(
                "osv/malicious/npm/quiet-thing/MAL-2026-1.json",
                "{\"id\":\"MAL-2026-1\",\"withdrawn\":\"2026-11-01T00:00:00Z\",\"affected\":[{\"package\":"
                        + "{\"ecosystem\":\"npm\",\"name\":\"quiet-thing\"}}]}");
        update().exits(0);
        assertFalse(run("", "package", "npm", "quiet-thing@9.9.9").out().contains("known-malicious"));
    }

    @Test
    void lists_of_names_to_versions_and_rows_are_imported_packed_or_not() throws IOException {
        list("samples/npm/manifest.json", "{\"bad-one\":null,\"chalk\":[\"5.5.0\"]}");
        list("rows.jsonl.gz", """
                {"ecosystem":"rubygems","name":"bad-gem","kinds":["malicious_intent"],"ids":["X-1"]}
                {"ecosystem":"pypi","name":"honest","kinds":["compromised_lib"],"versions":["1.2"]}
                """);
        assertTrue(update().exits(0).out().contains("\"rows\":4"));
        run("", "package", "npm", "bad-one@0.1.0").exits(1);
        run("", "package", "npm", "chalk@5.5.0").exits(1);
        run("", "package", "npm", "chalk@5.5.1").exits(0);
        assertTrue(run("", "package", "gem", "bad-gem").exits(1).out().contains("X-1"));
        run("", "package", "pypi", "honest@1.2").exits(1);
    }

    @Test
    void what_registries_say_is_believed_and_a_second_import_adds_to_the_first() throws IOException {
        list(
                "npm/settled-thing-of-mine.json",
                "{\"name\":\"settled-thing-of-mine\",\"dist-tags\":{\"latest\":\"1.1.0\"},\"time\":{\"created\":"
                        + "\"2015-01-01T00:00:00.000Z\",\"1.1.0\":\"2016-01-01T00:00:00.000Z\"},\"maintainers\":[{\"name\":\"a\"}],"
                        + "\"versions\":{\"1.1.0\":{\"scripts\":{\"postinstall\":\"node x\"}}}}");
        list(
                "pypi/young.json",
                "{\"info\":{\"name\":\"Young_Thing\",\"version\":\"1.0\"},\"releases\":{\"1.0\":[{\"packagetype\":\"sdist\","
                        + "\"upload_time_iso_8601\":\""
                        + java.time.Instant.now().minusSeconds(864_000) + "\"}]}}");
        list("rows.jsonl", "{\"ecosystem\":\"npm\",\"name\":\"left-pad-nobody-made\",\"exists\":false}\n");
        assertTrue(update().exits(0).out().contains("\"facts\":3,\"revision\":1"));
        assertTrue(run("", "package", "npm", "settled-thing-of-mine")
                .exits(0)
                .out()
                .contains("allow"));
        String young =
                run("", "package", "pypi", "young-thing", "--json").exits(0).out();
        assertTrue(young.contains("\"verdict\":\"warn\"") && young.contains("\"young\""), young);
        assertTrue(
                run("", "package", "npm", "left-pad-nobody-made").exits(1).out().contains("not-in-registry"));
        list("rows.jsonl", "{\"own\":[\"@acme/\"],\"hosts\":[\"pkgs.acme.example\"],\"ecosystem\":\"npm\"}\n");
        list("cargo-names.txt", "# 2026-11\nserde\nanother-crate\n");
        assertTrue(update().exits(0).out().contains("\"revision\":2"));
        run("", "package", "npm", "left-pad-nobody-made").exits(1);
        run("", "package", "npm", "@acme/thing").exits(0);
        run("", "package", "cargo", "another-crate").exits(0);
        String unknown = run("", "package", "cargo", "an-honest-small-crate", "--json")
                .exits(0)
                .out();
        assertTrue(unknown.contains("\"unknown-name\""), unknown);
        assertTrue(update("--fresh").exits(0).out().contains("\"revision\":1"));
    }

    @Test
    void a_damaged_file_of_lists_is_never_taken_for_none() throws IOException {
        Files.writeString(home.resolve("packages.idx"), "damaged");
        Ran ran = run("", "package", "npm", "lodash").exits(4);
        assertTrue(ran.err().contains("packages.idx") && ran.err().contains("--fresh"), ran.err());
    }
}
