package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes in is pinned; what goes out can be built again, and names what is in it. */
class SupplyChainTest {

    private static final Pattern USES = Pattern.compile("(?m)^\\s*-?\\s*uses:\\s*(\\S+)");
    private static final Pattern PINNED = Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40}");

    @Test
    void everyActionOfAWorkflow_isPinnedByDigest() {
        List<String> workflows = Tree.files().stream()
                .filter(file -> file.startsWith(".github/workflows/"))
                .toList();
        assertTrue(!workflows.isEmpty(), "workflows");
        for (String workflow : workflows) {
            assertEquals(List.of(), unpinned(Tree.text(workflow).orElseThrow()), workflow);
        }
    }

    @Test
    void plantedTag_isFound() {
        assertEquals(
                List.of("actions/checkout@v4", "a/b@main"),
                unpinned("  - uses: actions/checkout@v4\n    uses: a/b@main\n  - uses: c/d@" + "0".repeat(40)
                        + " # v1\n"));
    }

    @Test
    void jars_carryNoTimeOfTheirBuild() throws IOException {
        Instant fixed = Instant.parse("2026-01-01T00:00:00Z");
        int jars = 0;
        for (Path module : Tree.modules()) {
            for (Path jar : jars(module.resolve("target"))) {
                jars++;
                assertEquals(List.of(), entriesNotFrom(jar, fixed), jar.toString());
            }
        }
        assertTrue(jars > 0, "no jar to look at");
    }

    @Test
    void noticeCheck_refusesALicenceThatIsNotAllowed_andAnOldNotice(@TempDir Path folder) throws Exception {
        Path bom = folder.resolve("bom.xml");
        Path notice = folder.resolve("NOTICE");
        Path allowed = Tree.root().resolve(".ci/licences-allowed.txt");
        Files.writeString(bom, bom("MIT"));
        assertEquals(1, notice(bom, notice, allowed), "no NOTICE yet");
        assertEquals(0, notice(bom, notice, allowed, "--write"));
        assertEquals(0, notice(bom, notice, allowed));
        assertTrue(Files.readString(notice).contains("org.example:thing:1.0 - MIT\n"));
        Files.writeString(bom, bom("AGPL-3.0-only"));
        assertEquals(1, notice(bom, notice, allowed, "--write"), "licence not allowed");
    }

    private static List<String> unpinned(String workflow) {
        return USES.matcher(workflow)
                .results()
                .map(match -> match.group(1))
                .filter(use -> !PINNED.matcher(use).matches())
                .toList();
    }

    private static List<Path> jars(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static List<String> entriesNotFrom(Path jar, Instant fixed) throws IOException {
        List<String> others = new ArrayList<>();
        try (JarFile open = new JarFile(jar.toFile())) {
            open.stream()
                    .filter(entry -> !FileTime.from(fixed).equals(entry.getLastModifiedTime()))
                    .forEach(entry -> others.add(entry.getName() + " " + entry.getLastModifiedTime()));
        }
        return others;
    }

    private static String bom(String licence) {
        return "<bom><components><component><group>org.example</group><name>thing</name><version>1.0</version><licenses><license><id>"
                + licence + "</id></license></licenses></component></components></bom>";
    }

    private static int notice(Path bom, Path notice, Path allowed, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Tree.root().resolve(".ci/Notice.java").toString(),
                bom.toString(),
                notice.toString(),
                allowed.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
