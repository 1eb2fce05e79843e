package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.cli.FailureStage.Failure;
import dev.sallyport.server.wiring.Gateway;
import dev.sallyport.server.wiring.GatewayOptions;
import dev.sallyport.server.wiring.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The failure table, door by door: what an agent's change hears, and that it reaches no tool. Each door is tried before the failure, so that
 * it is known to let the call through; then the failure strikes, and every door is tried again.
 */
@Timeout(300)
class FailureTableTest {
    /** Before a cell that cannot exist at that door: then why. */
    private static final String UNLIKE = "unlike: ";

    private static final String OTHER = UNLIKE + "the caller heard somebody else";
    private static final String NO_HOOK = UNLIKE + "no such hook is installed";

    /** What each door's caller hears; a cell is the beginning of it. */
    private static final String TABLE = """
            door        | GATEWAY_DOWN                | GATEWAY_SLOW                | WRONG_ANSWER                 | POLICY_BROKEN       | TOKEN_REVOKED             | AGENT_FROZEN
            SDK         | Unavailable unreachable     | Unavailable timeout         | Unavailable malformed_answer | Denied policy_error | Denied credential_revoked | Denied agent_frozen
            CONSUME     | Unavailable consume_unknown | Unavailable consume_unknown | Unavailable consume_unknown  | Denied              | Denied credential_revoked | Denied
            HTTP_MCP    | no connection               | no answer                   | OTHER                        | 200 policy_error    | 401 credential_revoked    | 200 agent_frozen
            HTTP_HOOK   | NO_HOOK                     | NO_HOOK                     | NO_HOOK                      | 200 policy_error    | 200 credential_revoked    | 200 agent_frozen
            SCRIPT_HOOK | 2 sallyport: no gateway     | 2 sallyport: the gateway do | 2 sallyport: the gateway's a | policy_error        | credential_revoked        | agent_frozen
            JVM_HOOK    | 2 sallyport: no gateway     | 2 sallyport: no answer from | 2 sallyport: the answer is n | policy_error        | credential_revoked        | agent_frozen
            EGRESS      | no connection               | no answer                   | OTHER                        | 403 policy_error    | 407                       | 403 agent_frozen
            STDIO_MCP   | exit 4                      | gateway_gone                | exit 4                       | policy_error        | agent_revoked             | agent_frozen
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void curlIsThere() {
        assumeTrue(HookSetUp.curl(), "skipped: no curl");
    }

    private static Map<Failure, Map<TableDoor, String>> table() {
        List<List<String>> rows = TABLE.lines()
                .map(line -> List.of(line.strip().split(" *\\| *")))
                .toList();
        Map<Failure, Map<TableDoor, String>> table = new EnumMap<>(Failure.class);
        for (Failure failure : Failure.values()) {
            Map<TableDoor, String> cells = new EnumMap<>(TableDoor.class);
            int column = rows.getFirst().indexOf(failure.name());
            for (List<String> row : rows.subList(1, rows.size())) {
                cells.put(
                        TableDoor.valueOf(row.getFirst()),
                        row.get(column).replace("OTHER", OTHER).replace("NO_HOOK", NO_HOOK));
            }
            table.put(failure, cells);
        }
        return table;
    }

    @Test
    void the_table_has_a_cell_for_every_door_and_every_failure() {
        table().forEach((failure, cells) ->
                assertEquals(TableDoor.values().length, cells.size(), failure + " lacks a door"));
        assertEquals(Failure.values().length, table().size());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GATEWAY_SLOW")
    void whatever_fails_no_change_reaches_a_tool_and_the_caller_hears_it(Failure failure) throws Exception {
        play(failure);
    }

    /** Apart, because it needs a process of its own and everybody's patience. */
    @Test
    @Tag("full")
    void a_gateway_that_hangs_lets_no_change_reach_a_tool() throws Exception {
        play(Failure.GATEWAY_SLOW);
    }

    private static void play(Failure failure) throws Exception {
        Map<TableDoor, String> cells = table().getOrDefault(failure, Map.of());
        Path own = Files.createDirectory(folder.resolve(failure.name().toLowerCase(Locale.ROOT)));
        try (FailureStage stage = new FailureStage(own, failure)) {
            assertEquals(TableDoor.values().length, cells.size());
            for (TableDoor door : cells.keySet()) {
                int before = stage.tool.count();
                String heard = door.ready(stage).ask();
                assertTrue(
                        stage.tool.count() == before + 1, () -> door + " is closed although nothing failed: " + heard);
            }
            Map<TableDoor, TableDoor.Asker> ready = new EnumMap<>(TableDoor.class);
            for (TableDoor door : cells.keySet()) {
                ready.put(door, door.ready(stage));
            }
            stage.strike();
            List<String> wrong = new ArrayList<>();
            for (TableDoor door : cells.keySet()) {
                String cell = cells.getOrDefault(door, "");
                int before = stage.tool.count();
                TableDoor.Asker asker = Objects.requireNonNull(ready.get(door));
                String heard = cell.startsWith(UNLIKE) ? UNLIKE + door.unlike(stage, asker) : asker.ask();
                if (!heard.startsWith(cell) || stage.tool.count() != before) {
                    wrong.add(door + " heard `" + heard + "`, not `" + cell + "`; the tool was reached "
                            + (stage.tool.count() - before) + " times");
                }
            }
            assertEquals(List.of(), wrong);
        }
    }

    @Test
    void a_policy_folder_that_does_not_parse_is_not_served_and_hooks_refuse(@TempDir Path data) throws Exception {
        try (Running running = Running.in(data)) {
            HookSetUp.claude(running);
        }
        Files.writeString(data.resolve("policies/a.cedar"), "permit (principal, action, resource) when {");
        StartRefused refused = assertThrows(StartRefused.class, () -> serve(data));
        assertEquals("policy_refused", refused.code());
        HookSetUp.Ended ended = HookSetUp.hook(data, "{}", "claude-code", "PreToolUse");
        assertEquals(2, ended.status(), ended::toString);
        assertTrue(ended.err().contains("no gateway runs"), ended::toString);
    }

    private static void serve(Path data) {
        Gateway.start(GatewayOptions.local(data)).close();
    }
}
