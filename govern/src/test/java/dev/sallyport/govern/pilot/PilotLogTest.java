package dev.sallyport.govern.pilot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.govern.pilot.simulation.Ending;
import dev.sallyport.govern.pilot.simulation.Simulation;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Ed25519Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PilotLogTest {
    private static final Ed25519Key KEY = Ed25519Key.generate("pilot/test", new SecureRandom());

    @TempDir
    Path folder = Path.of("");

    private PilotLog log() {
        return new PilotLog(folder.resolve("records.jsonl"), KEY);
    }

    private PilotLog filled() throws IOException {
        PilotLog log = log();
        log.append(Sample.START, pilot -> List.of(new Fact.Began("p", Sample.SHIELDS)));
        log.append(
                Sample.START, pilot -> List.of(new Fact.Joined("a1", Cohort.A, ""), new Fact.Consented("a1", false)));
        log.append(Sample.START.plusSeconds(5), pilot -> List.of(new Fact.Left("a1")));
        return log;
    }

    @Test
    void aPilotOfSixteenWeeks_replaysFromItsFile_toTheSameImage() throws IOException {
        Pilot played = new Simulation(
                        Ending.GOOD, 4, Sample.START, name -> Ed25519Key.generate(name, new SecureRandom()))
                .run(20)
                .pilot();
        PilotLog log = log();
        for (Entry entry : played.entries().subList(0, 60)) {
            log.append(entry.at(), pilot -> entry.facts());
        }
        assertEquals(new Pilot(played.entries().subList(0, 60)), log.read().pilot());
        // Every fact of the whole pilot is the same after a round through its JSON.
        for (Entry entry : played.entries()) {
            for (Fact fact : entry.facts()) {
                assertEquals(fact, FactJson.read(FactJson.of(fact)));
            }
        }
    }

    @Test
    void everyKindOfFact_hasAName() {
        assertEquals(30, FactJson.kinds().size(), FactJson.kinds().toString());
        assertEquals("advanced", FactJson.kinds().first());
    }

    @Test
    void aChangedRemovedOrInsertedRecord_isNoticed() throws IOException {
        PilotLog log = filled();
        List<String> lines = Files.readAllLines(log.file());
        List<String> without = List.of(lines.get(0), lines.get(2));
        assertEquals("record_chain", fault(without));
        assertEquals("record_chain", fault(List.of(lines.get(0), lines.get(1), lines.get(1))));
        String changed = lines.get(1).replaceFirst("\"sig\":\"..", "\"sig\":\"AA");
        assertNotEquals(lines.get(1), changed);
        assertEquals("record_signature", fault(List.of(lines.get(0), changed)));
    }

    @Test
    void recordsOfAnotherKey_areRefused() throws IOException {
        PilotLog log = filled();
        Ed25519Key other = Ed25519Key.generate("pilot/other", new SecureRandom());
        assertThrows(Malformed.class, () -> new PilotLog(log.file(), other).read());
    }

    private static String fault(List<String> lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return assertThrows(Malformed.class, () -> PilotLog.read(bytes, KEY.verifierKey()))
                .code();
    }

    @Test
    void aLineCutByACrash_isCutOff_andTheNextAppendGoesOn() throws IOException {
        PilotLog log = filled();
        byte[] whole = Files.readAllBytes(log.file());
        List<String> lines = new ArrayList<>(Files.readAllLines(log.file()));
        for (int cut : List.of(1, 40, lines.get(2).length())) {
            Files.write(log.file(), Arrays.copyOf(whole, whole.length - cut));
            assertEquals(2, log.read().pilot().entries().size(), "cut " + cut);
            log.append(Sample.START.plusSeconds(5), pilot -> List.of(new Fact.Left("a1")));
            assertEquals(3, log.read().pilot().entries().size(), "cut " + cut);
        }
    }

    @Test
    void whatIsRefused_isNotWritten() throws IOException {
        PilotLog log = filled();
        byte[] before = Files.readAllBytes(log.file());
        assertThrows(
                Refused.class, () -> log.append(Sample.START.plusSeconds(9), pilot -> List.of(new Fact.Launched())));
        assertEquals(
                "time_backwards",
                assertThrows(Refused.class, () -> log.append(Sample.START, pilot -> List.of(new Fact.Launched())))
                        .code());
        assertArrayEquals(before, Files.readAllBytes(log.file()));
    }

    @Test
    void aFactWithAMemberTooManyOrTooFew_isRefused() {
        assertEquals("unknown_fact", code("{\"fact\":\"nothing\"}"));
        assertEquals("missing_member", code("{\"fact\":\"left\"}"));
        assertEquals("unknown_member", code("{\"fact\":\"left\",\"customer\":\"a\",\"why\":\"b\"}"));
        assertEquals("wrong_member", code("{\"fact\":\"left\",\"customer\":1}"));
        assertEquals(
                "wrong_member", code("{\"fact\":\"mode-set\",\"customer\":\"a\",\"shield\":\"b\",\"mode\":\"loud\"}"));
    }

    private static String code(String json) {
        JsonObject object = (JsonObject) StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));
        return assertThrows(Malformed.class, () -> FactJson.read(object)).code();
    }
}
