package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.wiring.Gateway;
import dev.sallyport.server.wiring.GatewayOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit trail of a data directory, tampered with in every way, as `receipts verify DIR` names it. */
class AuditTrailTest {
    private static final String REGISTER = """
            {"agent_key":"a1","name":"A","owner_team":"t","environment":"prod","risk_tier":"low"}""";

    @TempDir
    private Path folder;

    private Path data = Path.of("");
    private Path trail = Path.of("");
    private String enrolment = "";

    @BeforeEach
    void a_gateway_that_ran_and_stopped() {
        data = folder.resolve("data");
        trail = data.resolve("logs/audit.jsonl");
        try (Running running = Running.in(data)) {
            enrolment = running.keys().enrolmentKey();
        }
    }

    @Test
    void a_trail_holds_across_restarts_with_one_line_per_receipt() throws IOException {
        restart();
        Ran whole = verify().exits(0);
        assertTrue(whole.out().contains("\"behind\":0,\"mac\":\"checked\""), whole.out());
        long receipts =
                lines().stream().filter(l -> l.contains("\"receipt.id\"")).count();
        assertTrue(whole.out().contains("\"checked\":" + receipts), whole.out());
        assertEquals(
                2, lines().stream().filter(l -> l.contains("\"service.stop\"")).count());
    }

    @Test
    void a_changed_line_is_named() throws IOException {
        List<String> lines = lines();
        int at = indexOf("\"receipt.sequence\":1");
        lines.set(at, lines.get(at).replace("\"event\":\"registry.changed\"", "\"event\":\"registry.chang3d\""));
        write(lines);
        refused("audit_line_changed", at + 1);
    }

    @Test
    void a_removed_line_is_named() throws IOException {
        List<String> lines = lines();
        int at = indexOf("\"receipt.sequence\":1");
        lines.remove(at);
        write(lines);
        refused("audit_line_removed", at + 1);
    }

    @Test
    void a_line_without_a_receipt_can_be_neither_changed_nor_removed() throws IOException {
        List<String> lines = lines();
        int at = indexOf("\"service.stop\"");
        lines.add(at, lines.get(at));
        write(lines);
        refused("audit_chain_broken", at + 2);
    }

    @Test
    void a_cut_tail_is_named_and_stays_named_after_the_next_start() throws IOException {
        List<String> lines = lines();
        write(lines.subList(0, lines.size() - 2));
        refused("audit_cut", 0);
        restart();
        assertEquals("audit_cut", error());
    }

    @Test
    void another_file_in_its_place_is_named() throws IOException {
        Path other = folder.resolve("other");
        Running.in(other).close();
        Files.copy(other.resolve("logs/audit.jsonl"), trail, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertEquals("audit_chain_broken", error());
        Files.delete(trail);
        restart();
        assertEquals("audit_file_missing", error());
    }

    @Test
    void lines_that_a_crash_lost_are_behind_and_filled_in_at_the_next_start() throws IOException {
        // As after a crash: neither the line nor a mark behind it reached the disk.
        Path logs = data.resolve("logs");
        byte[] before = Files.readAllBytes(trail);
        byte[] mark = Files.readAllBytes(logs.resolve("audit.mark"));
        try (Gateway running = Gateway.start(GatewayOptions.local(data))) {
            new dev.sallyport.cli.remote.Gateway(running.url(), Optional.of(enrolment))
                    .post("/v1/agents/register", REGISTER.getBytes(StandardCharsets.UTF_8))
                    .orComplain();
        }
        Files.write(trail, before);
        Files.write(logs.resolve("audit.mark"), mark);
        Files.writeString(trail, "{\"event\":\"torn", java.nio.file.StandardOpenOption.APPEND);
        Ran behind = verify().exits(0);
        assertTrue(behind.out().contains("\"behind\":1,"), behind.out());
        restart();
        Ran filled = verify().exits(0);
        assertTrue(filled.out().contains("\"behind\":0,"), filled.out());
        assertTrue(lines().stream().anyMatch(l -> l.contains("\"audit.behind\":1,\"event\":\"audit.resumed\"")));
        assertTrue(lines().stream().anyMatch(l -> l.contains("\"change.name\":\"register_agent\"")));
    }

    @Test
    void of_a_flood_that_has_no_receipts_every_event_has_a_line_or_is_counted_in_one() throws IOException {
        int flood = 5_000;
        Event stranger = new Event(
                EventName.AUTH_DENIED, new TenantId("default"), 1, "", Map.of("auth.reason", "unknown_credential"));
        try (Gateway running = Gateway.start(GatewayOptions.local(data))) {
            for (int i = 0; i < flood; i++) {
                running.events().emit(stranger);
            }
        }
        verify().exits(0);
        long lines = lines().stream()
                .filter(l -> l.contains("\"event\":\"auth.denied\""))
                .count();
        long counted = lines().stream()
                .map(Pattern.compile("\"audit.count\":(\\d+),\"audit.kind\":\"auth.denied\"")::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
        assertTrue(lines > 0 && counted > 0, lines + " lines, " + counted + " counted");
        assertEquals(flood, lines + counted);
    }

    @Test
    void after_a_restore_the_old_trail_is_kept_aside_and_the_new_one_holds() throws IOException {
        Path backup = folder.resolve("backup");
        Ran.of("backup", "--data", data.toString(), backup.toString()).exits(0);
        restart();
        Path logs = data.resolve("logs");
        byte[] old = Files.readAllBytes(trail);
        for (String file : List.of("sallyport.db", "sallyport.db-wal", "sallyport.db-shm")) {
            Files.deleteIfExists(data.resolve(file));
        }
        Ran.of("restore", "--data", data.toString(), backup.toString()).exits(0);
        restart();
        assertEquals(old.length, Files.size(logs.resolve("before-epoch-2/audit.jsonl")));
        Ran whole = verify().exits(0);
        assertTrue(whole.out().contains("\"behind\":0,\"mac\":\"checked\""), whole.out());
    }

    @Test
    void a_mark_that_was_made_without_the_key_is_named() throws IOException {
        Path mark = data.resolve("logs/audit.mark");
        Files.writeString(mark, Files.readString(mark).replaceFirst("\"bytes\":\\d", "\"bytes\":9"));
        assertEquals("audit_mark_changed", error());
        Files.delete(mark);
        assertEquals("audit_mark_missing", error());
    }

    private void restart() {
        Gateway.start(GatewayOptions.local(data)).close();
    }

    private Ran verify() {
        return Ran.of("receipts", "verify", data.toString(), "--json");
    }

    private String error() {
        return verify().exits(1).rows().getFirst().get("error") instanceof JsonString s ? s.value() : "";
    }

    private void refused(String code, int line) {
        Ran ran = verify().exits(1);
        assertTrue(ran.out().contains("\"error\":\"" + code + "\""), ran.out());
        assertTrue(ran.out().contains("\"line\":" + line + ","), ran.out());
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(trail));
    }

    private int indexOf(String part) throws IOException {
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no line holds " + part);
    }

    private void write(List<String> lines) throws IOException {
        Files.writeString(trail, String.join("\n", lines) + "\n");
    }
}
