package dev.sallyport.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets a system property")
class OwnJavaTest {
    @TempDir
    private Path build;

    @BeforeEach
    void tellTheBuild() throws IOException {
        Files.createDirectories(build.resolve("lib"));
        System.setProperty("sallyport.build", build.toString());
    }

    @AfterEach
    void forgetTheBuild() {
        System.clearProperty("sallyport.build");
    }

    @Test
    void a_gateway_starts_with_the_archive_that_was_made_for_it() throws IOException {
        Files.createFile(build.resolve("up.aot"));
        Files.createFile(build.resolve("verbs.jsa"));
        List<String> command = OwnJava.command(List.of("up", "--port", "0"));
        assertTrue(command.contains("-XX:AOTCache=" + build.resolve("up.aot")), command.toString());
        assertEquals(build.resolve("lib") + "/*", command.get(command.indexOf("-cp") + 1));
    }

    @Test
    void another_verb_starts_with_the_archive_of_all() throws IOException {
        Files.createFile(build.resolve("up.aot"));
        Files.createFile(build.resolve("verbs.jsa"));
        List<String> command = OwnJava.command(List.of("mcp", "--server", "files"));
        assertTrue(command.contains("-XX:SharedArchiveFile=" + build.resolve("verbs.jsa")), command.toString());
        assertFalse(command.toString().contains("AOTCache"), command.toString());
    }

    @Test
    void without_an_archive_it_starts_all_the_same() {
        List<String> command = OwnJava.command(List.of("up"));
        assertFalse(command.toString().matches(".*(AOTCache|SharedArchiveFile).*"), command.toString());
        assertEquals(List.of("dev.sallyport.cli.Main", "up"), command.subList(command.size() - 2, command.size()));
    }

    @Test
    void what_runs_from_no_laid_out_build_passes_its_own_classes_on() {
        System.clearProperty("sallyport.build");
        List<String> command = OwnJava.command(List.of("up"));
        assertEquals(System.getProperty("java.class.path"), command.get(command.indexOf("-cp") + 1));
    }
}
