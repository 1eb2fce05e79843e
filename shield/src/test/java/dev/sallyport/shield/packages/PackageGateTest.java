package dev.sallyport.shield.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Subject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackageGateTest {
    static final Context CONTEXT = new Context("t", "a", "s", 1_795_000_000_000L, Optional.empty());
    private static final PackageGate GATE = new PackageGate(AssessorTest.SHIPPED);

    static Subject.Call shell(String line) {
        return call("Bash", Capability.EXEC, JsonObject.builder().put("command", line));
    }

    static Subject.Call call(String tool, Capability capability, JsonObject.Builder parameters) {
        JsonObject members = JsonObject.builder()
                .put("tool", "host")
                .put("action", tool)
                .put("mutates_state", true)
                .put("parameters", parameters.build())
                .build();
        return Subject.Call.of(Action.fromJson(members), capability);
    }

    private static List<String> found(Subject.Call call) {
        assertTrue(GATE.concerns(call));
        return GATE.inspect(call, CONTEXT).stream()
                .map(f -> f.verdict().wire() + " " + f.category().wire())
                .toList();
    }

    @Test
    void squatInAShellLine_isFound_whereverItStands() {
        assertEquals(
                List.of("block package-gate:typosquat", "warn package-gate:unknown-name"),
                found(shell("cd web && sudo npm i -D lodahs")));
        assertEquals(List.of(), found(shell("npm install lodash && pip install requests && ls")));
    }

    @Test
    void listedVersion_isFound_andOthersOfItNot() {
        assertEquals(List.of("block package-gate:known-malicious"), found(shell("npm i chalk@5.6.1")));
        assertEquals(List.of(), found(shell("npm i chalk@5.6.2")));
    }

    @Test
    void indexNobodyListed_isFound_andWhatItMayHaveIsNotCalledUnknown() {
        assertEquals(
                List.of("warn package-gate:foreign-index"),
                found(shell("pip install --index-url https://pkgs.example/simple our-own-thing-xyz")));
        assertEquals(List.of(), found(shell("pip install torch --index-url https://download.pytorch.org/whl/cpu")));
    }

    @Test
    void edit_bringsOnlyWhatWasNotThereBefore() {
        Subject.Call edit = call(
                "Edit",
                Capability.WRITE,
                JsonObject.builder()
                        .put("file_path", "web/package.json")
                        .put("old_string", "\"expresss\": \"^1.0.0\"")
                        .put("new_string", "\"expresss\": \"^1.0.0\",\n\"lodash\": \"^4.0.0\""));
        assertEquals(List.of(), found(edit));
        Subject.Call write = call(
                "Write",
                Capability.WRITE,
                JsonObject.builder().put("file_path", "requirements.txt").put("content", "requests\nreqeusts==1.0\n"));
        assertEquals(List.of("block package-gate:typosquat", "warn package-gate:unknown-name"), found(write));
    }

    @Test
    void lineThatCantBeRead_failsInsteadOfBeingClean() {
        Subject.Call call = shell("npm install \"unclosed");
        assertThrows(IllegalStateException.class, () -> GATE.inspect(call, CONTEXT));
    }

    @Test
    void callThatInstallsNothing_isNotConcernedOrClean() {
        assertFalse(
                GATE.concerns(call("Read", Capability.READ, JsonObject.builder().put("file_path", "package.json"))));
        assertEquals(List.of(), found(shell("git status && ls -la && grep -r 'npm install' docs")));
    }

    @Test
    void nameMadeAtRunTime_isSaidToBeUnassessed() {
        List<Finding> findings = GATE.inspect(shell("npm install $PKG"), CONTEXT);
        assertEquals(
                "package-gate:name-unassessed", findings.getFirst().category().wire());
    }
}
