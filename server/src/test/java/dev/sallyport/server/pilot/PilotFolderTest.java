package dev.sallyport.server.pilot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.govern.pilot.Cohort;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Phase;
import dev.sallyport.govern.pilot.PilotLog;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway shows of the pilot in its data directory. */
class PilotFolderTest {
    private static final TenantId HOUSE = new TenantId("default");
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private PilotFolder pilot;

    @BeforeEach
    void begin() {
        pilot = new PilotFolder(Optional.of(data), HOUSE, () -> START.plusSeconds(8 * 24 * 3600L));
    }

    private Path started() throws IOException {
        Path folder = Files.createDirectories(data.resolve("pilot"));
        Ed25519Key key = Ed25519Key.generate("pilot.example", new SecureRandom());
        KeyFile.write(folder.resolve("pilot.key"), key);
        PilotLog log = new PilotLog(folder.resolve("records.jsonl"), key);
        log.append(START, before -> List.of(new Fact.Began("pilot.example", List.of("canary"))));
        log.append(START.plusSeconds(60), before -> List.of(new Fact.Joined("one", Cohort.A, "")));
        return folder.resolve("records.jsonl");
    }

    @Test
    void without_records_there_is_none() {
        assertInstanceOf(PilotFolder.None.class, pilot.shown(HOUSE));
        assertInstanceOf(PilotFolder.None.class, new PilotFolder(Optional.empty(), HOUSE, () -> START).shown(HOUSE));
    }

    @Test
    void where_it_stands_is_told_to_the_installs_own_tenant_alone() throws IOException {
        started();
        PilotFolder.Standing standing = assertInstanceOf(PilotFolder.Standing.class, pilot.shown(HOUSE));
        assertEquals(Phase.A, standing.phase());
        assertEquals(2, standing.week());
        assertEquals(2, standing.records());
        assertEquals(1, standing.cohorts().getFirst().members());
        assertEquals(6, standing.criteria().size());
        assertTrue(standing.criteria().stream().noneMatch(each -> each.passed()));
        assertInstanceOf(PilotFolder.None.class, pilot.shown(new TenantId("other")));
    }

    @Test
    void records_that_were_changed_are_broken_and_say_how() throws IOException {
        Path records = started();
        String text = Files.readString(records);
        Files.writeString(records, text.substring(text.indexOf('\n') + 1));
        PilotFolder.Broken broken = assertInstanceOf(PilotFolder.Broken.class, pilot.shown(HOUSE));
        assertEquals("record_chain", broken.code());
    }
}
