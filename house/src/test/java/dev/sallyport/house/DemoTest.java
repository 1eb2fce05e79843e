package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer starts it, and that neither it nor a build wants the network. */
@Tag("full")
@Timeout(900)
class DemoTest {

    /** Brings loopback up in the new network, proves that there is nothing else, and runs what follows. */
    private static final String ALONE = """
            ip link set lo up || exit 97
            [ "$(ip -o link | wc -l)" = 1 ] || exit 98
            exec "$@"
            """;

    @TempDir
    private Path folder;

    @Test
    void demo_endsWell() throws Exception {
        endsWell(Program.launcher("demo", "--json"));
    }

    @Test
    void demo_endsWellWithoutAnyNetwork() throws Exception {
        endsWell(withoutNetwork(Program.launcher("demo", "--json")));
    }

    @Test
    void build_wantsNoNetworkOnceItsDependenciesAreThere() throws Exception {
        Path copy = folder.resolve("tree");
        for (String file : Tree.files()) {
            Path to = copy.resolve(file);
            Files.createDirectories(to.resolveSibling("."));
            Files.copy(Tree.root().resolve(file), to, StandardCopyOption.COPY_ATTRIBUTES);
        }
        List<String> command = withoutNetwork(List.of(copy.resolve("sallyport").toString(), "--version"));
        Program.Ended built = Program.run(folder, Map.of("SALLYPORT_NO_BUILD", ""), command);
        assertEquals(0, built.status(), built + "");
        assertTrue(built.out().startsWith("sallyport "), built.out());
        assertTrue(Files.exists(copy.resolve("target/run/current")), "it was built");
    }

    private void endsWell(List<String> command) throws IOException, InterruptedException {
        assumeTrue(Files.exists(Tree.root().resolve("target/run/current")), "skipped: nothing built (run ./sallyport)");
        Program.Ended demo = Program.run(folder, Map.of(), command);
        assertEquals(0, demo.status(), demo + "");
        String last = demo.out().lines().toList().getLast();
        assertTrue(last.startsWith("{\"demo\":\"ok\""), last);
    }

    private List<String> withoutNetwork(List<String> command) throws IOException, InterruptedException {
        List<String> alone = Stitch.of(List.of("unshare", "-rn", "sh", "-c", ALONE, "sh"), command);
        Program.Ended possible = Program.run(
                folder, Map.of(), Stitch.of(alone.subList(0, alone.size() - command.size()), List.of("true")));
        assumeTrue(
                possible.status() == 0,
                "skipped: no network namespace on this machine (unshare -rn and ip: status " + possible.status() + ")");
        return alone;
    }
}
