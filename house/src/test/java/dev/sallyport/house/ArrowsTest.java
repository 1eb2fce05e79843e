package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Imports point down. */
class ArrowsTest {

    private final Arrows ours = new Arrows(Classes.ours(), Classes.BASE);
    private final Arrows planted = new Arrows(Classes.planted(), Classes.PLANTED_BASE);

    @Test
    void noModuleImportsUpwardOrSideways() {
        assertEquals(List.of(), ours.violationsBetweenModules());
    }

    @Test
    void noPackagesOfAModuleFormACircle() {
        assertEquals(List.of(), ours.cyclesBetweenPackages());
    }

    @Test
    void everyModuleBelowTheHouseWasRead() {
        for (Path module : Tree.modules()) {
            boolean builtLater = module.endsWith("bench") || module.endsWith("house");
            assertTrue(
                    builtLater
                            || !Files.isDirectory(module.resolve("src/main/java"))
                            || Files.isDirectory(module.resolve("target/classes")),
                    module + " is not compiled: its arrows were not checked");
        }
    }

    @Test
    void plantedImportUpward_isFound() {
        assertFound(planted.violationsBetweenModules(), "planted.action.LooksUp -> ", "up from floor 0 to 3");
    }

    @Test
    void plantedImportSideways_isFound() {
        assertFound(planted.violationsBetweenModules(), "planted.cedar.LooksAside -> ", "sideways on floor 1");
    }

    @Test
    void plantedModuleWithoutAFloor_isFound() {
        assertFound(planted.violationsBetweenModules(), "planted.gate.LooksAway -> ", "`shed` has no floor");
    }

    @Test
    void plantedImportDownward_isAllowed() {
        assertTrue(planted.violationsBetweenModules().stream().noneMatch(line -> line.contains("LooksDown")));
    }

    @Test
    void plantedCircleOfPackages_isFound() {
        assertFound(planted.cyclesBetweenPackages(), "planted.gate.one -> ", "planted.gate.two -> ");
        assertEquals(1, planted.cyclesBetweenPackages().size());
    }

    private static void assertFound(List<String> violations, String start, String part) {
        assertTrue(
                violations.stream().anyMatch(line -> line.contains(start) && line.contains(part)),
                () -> "not found: " + start + part + " in " + violations);
    }
}
