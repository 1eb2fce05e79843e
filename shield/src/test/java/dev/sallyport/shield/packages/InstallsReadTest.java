package dev.sallyport.shield.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.shield.packages.install.Commands;
import dev.sallyport.shield.packages.install.Install;
import dev.sallyport.shield.packages.install.Manifests;
import dev.sallyport.text.shell.Reading;
import dev.sallyport.text.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class InstallsReadTest {
    @Test
    void everyCommandOfTheVectors_installsWhatTheySay() {
        List<String> wrong = new ArrayList<>();
        for (JsonObject row : Vectors.spec("commands.jsonl")) {
            String line = Vectors.string(row, "line");
            List<String> installs = installs(line).stream().map(Vectors::line).toList();
            if (!installs.equals(Vectors.installs(row))) {
                wrong.add(line + "\n  is " + installs + "\n  must be " + Vectors.installs(row));
            }
        }
        assertEquals(List.of(), wrong, String.join("\n", wrong));
    }

    @Test
    void everyManifestOfTheVectors_bringsWhatTheySay() {
        List<String> wrong = new ArrayList<>();
        for (JsonObject row : Vectors.spec("manifests.jsonl")) {
            List<String> installs = Manifests.read(Vectors.string(row, "path"), Vectors.string(row, "text")).stream()
                    .map(Vectors::line)
                    .toList();
            if (!installs.equals(Vectors.installs(row))) {
                wrong.add(Vectors.string(row, "path") + "\n  is " + installs + "\n  must be " + Vectors.installs(row));
            }
        }
        assertEquals(List.of(), wrong, String.join("\n", wrong));
    }

    @Test
    void hugeManifests_areReadInLinearTimeAndCut() {
        String many = "\"a\": \"^1.0.0\",\n".repeat(60_000);
        for (String path : List.of(
                "package.json", "requirements.txt", "pyproject.toml", "Cargo.toml", "go.mod", "pom.xml", "Gemfile")) {
            List<Install> read = Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> Manifests.read(path, many + "<groupId>".repeat(50_000)));
            assertTrue(read.size() <= Manifests.MAX_ENTRIES, path);
        }
    }

    static List<Install> installs(String line) {
        List<Install> installs = new ArrayList<>();
        if (Shell.read(line) instanceof Reading.Read read) {
            read.commands().forEach(command -> installs.addAll(Commands.read(command)));
        }
        return installs;
    }
}
