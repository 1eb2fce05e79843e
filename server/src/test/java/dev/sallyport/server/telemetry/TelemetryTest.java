package dev.sallyport.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.govern.collector.ShieldRelease;
import dev.sallyport.govern.telemetry.CustomerId;
import dev.sallyport.govern.telemetry.Fired;
import dev.sallyport.govern.telemetry.Flagged;
import dev.sallyport.govern.telemetry.Vocabulary;
import dev.sallyport.govern.telemetry.Window;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.NoteVerdict;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.server.collector.CollectorFolder;
import dev.sallyport.server.collector.CollectorServer;
import dev.sallyport.server.collector.TestCollector;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Ran;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Verdict;
import dev.sallyport.testkit.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryTest {
    private static final TenantId TENANT = new TenantId("default");
    private static final long DAY = 24 * 60 * 60 * 1000L;
    private static final String MARK = "zqxjvk";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ManualClock clock = new ManualClock();
    private final List<String> trail = new ArrayList<>();
    private boolean trailFails;

    @SuppressWarnings("NullAway.Init")
    private CollectorServer collector;

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        collector = TestCollector.start(folder.resolve("c"), clock);
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    private Telemetry telemetry(Endpoint endpoint) {
        return new Telemetry(
                TENANT, folder.resolve("t"), Optional.of(endpoint), clock, new SecureRandom(), Vocabulary.builtIn());
    }

    private Telemetry enrolled() throws IOException {
        Telemetry telemetry = telemetry(collector.endpoint());
        new CollectorFolder(folder.resolve("c")).enrol(telemetry.switchOn(), "a");
        return telemetry;
    }

    private void round(Telemetry telemetry) throws IOException {
        telemetry.round(batch -> {
            if (trailFails) {
                throw new IOException("no line can be written");
            }
            trail.add(batch);
        });
    }

    private static Ran ran(String kind) {
        return new Ran(
                ShieldVersion.parse("package-gate@1.0.0"),
                Setting.DEFAULT,
                true,
                List.of(Finding.of(Verdict.BLOCK, new Category("package-gate", kind), 0.97, new Span("/a", 0, 1))),
                40_000);
    }

    private void act(Telemetry telemetry, TenantId tenant) {
        telemetry.intercepted(tenant, clock.millis(), "Bash");
        telemetry.fired(new Fired(tenant, clock.millis(), "Bash", "s", List.of(ran("typosquat"))));
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("c/objects"))) {
            List<String> out = new ArrayList<>();
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                out.add(Files.readString(file));
            }
            return out;
        }
    }

    @Test
    void whatIsShown_isWhatTheTrailHolds_andWhatTheCollectorKeeps_byteForByte() throws IOException {
        Telemetry telemetry = enrolled();
        act(telemetry, TENANT);
        act(telemetry, new TenantId("other"));
        telemetry.count();
        byte[] open = telemetry.show().getFirst().request();
        clock.advanceMillis(Window.MILLIS);
        telemetry.count();
        byte[] request = telemetry.show().getFirst().request();
        assertArrayEquals(open, request);
        round(telemetry);
        assertEquals(1, trail.size());
        assertEquals(trail, kept());
        String shown = new String(request, StandardCharsets.UTF_8);
        assertTrue(shown.endsWith("\r\n\r\n" + trail.getFirst()), shown);
        assertTrue(shown.contains("{\"count\":1,\"tool\":\"Bash\"}"), "another tenant's actions are not counted");
        assertEquals(List.of(), telemetry.show());
        round(telemetry);
        assertEquals(1, kept().size());
    }

    @Test
    void nothingLeaves_beforeTheTrailHoldsIt() throws IOException {
        Telemetry telemetry = enrolled();
        act(telemetry, TENANT);
        telemetry.count();
        clock.advanceMillis(Window.MILLIS);
        trailFails = true;
        round(telemetry);
        assertEquals(List.of(), kept());
        trailFails = false;
        clock.advanceMillis(15_000);
        round(telemetry);
        assertEquals(trail, kept());
    }

    @Test
    void anotherKey_orAnotherAddress_getsNothing() throws IOException {
        Endpoint good = collector.endpoint();
        for (Endpoint bad : List.of(
                new Endpoint(good.url(), good.addresses(), List.of("ab".repeat(32))),
                new Endpoint(good.url(), List.of("127.0.0.9"), good.pins()))) {
            Telemetry telemetry = telemetry(bad);
            new CollectorFolder(folder.resolve("c")).enrol(telemetry.switchOn(), "a");
            act(telemetry, TENANT);
            telemetry.count();
            clock.advanceMillis(Window.MILLIS);
            round(telemetry);
            assertEquals(1, telemetry.show().size(), "it waits");
            telemetry.switchOff();
        }
        assertEquals(List.of(), kept());
    }

    @Test
    void aCustomerWhoDoesNotTakePartYet_waits() throws IOException {
        Telemetry telemetry = telemetry(collector.endpoint());
        CustomerId customer = telemetry.switchOn();
        act(telemetry, TENANT);
        telemetry.count();
        clock.advanceMillis(Window.MILLIS);
        round(telemetry);
        assertEquals(List.of(), kept());
        new CollectorFolder(folder.resolve("c")).enrol(customer, "a");
        clock.advanceMillis(15 * 60_000);
        round(telemetry);
        assertEquals(1, kept().size());
        assertEquals(1, trail.size(), "told once");
    }

    @Test
    void aStopInTheMidstOfAWindow_losesNothing() throws IOException {
        Telemetry before = enrolled();
        act(before, TENANT);
        before.count();
        clock.advanceMillis(60_000);
        Telemetry after = telemetry(collector.endpoint());
        after.resume();
        act(after, TENANT);
        after.count();
        clock.advanceMillis(Window.MILLIS);
        round(after);
        assertEquals(1, kept().size());
        assertTrue(kept().getFirst().contains("{\"count\":2,\"tool\":\"Bash\"}"), kept().getFirst());
    }

    @Test
    void offIsTheDefault_andOffThrowsAwayWhatWasNotSent() throws IOException {
        Telemetry telemetry = telemetry(collector.endpoint());
        telemetry.resume();
        act(telemetry, TENANT);
        assertFalse(telemetry.count());
        assertFalse(Files.exists(folder.resolve("t")), "nothing is written while it was never on");
        CustomerId id = telemetry.switchOn();
        new CollectorFolder(folder.resolve("c")).enrol(id, "a");
        act(telemetry, TENANT);
        telemetry.count();
        clock.advanceMillis(Window.MILLIS);
        telemetry.count();
        telemetry.switchOff();
        act(telemetry, TENANT);
        round(telemetry);
        assertEquals(id, telemetry.switchOn());
        clock.advanceMillis(Window.MILLIS);
        round(telemetry);
        assertEquals(List.of(), kept());
        Telemetry nowhere = new Telemetry(
                TENANT, folder.resolve("n"), Optional.empty(), clock, new SecureRandom(), Vocabulary.builtIn());
        assertThrows(IllegalStateException.class, nowhere::switchOn);
    }

    @Test
    void aBatchThatWasChangedInTheOutbox_doesNotLeave() throws IOException {
        Telemetry telemetry = enrolled();
        act(telemetry, TENANT);
        telemetry.count();
        clock.advanceMillis(Window.MILLIS);
        telemetry.count();
        try (Stream<Path> files = Files.list(folder.resolve("t/outbox"))) {
            Path file = files.findFirst().orElseThrow();
            Files.writeString(file, Files.readString(file).replace("Bash", MARK));
        }
        round(telemetry);
        assertEquals(List.of(), kept());
        assertEquals(List.of(), trail);
        assertEquals(List.of(), telemetry.show());
    }

    @Test
    void anOrderToDelete_isDone_andTheCollectorSignsIt() throws IOException {
        Telemetry telemetry = enrolled();
        act(telemetry, TENANT);
        telemetry.count();
        clock.advanceMillis(Window.MILLIS);
        round(telemetry);
        assertEquals(404, telemetry.deletion().status());
        assertEquals(202, telemetry.delete().status());
        clock.advanceMillis(60_000);
        collector.round();
        assertEquals(List.of(), kept());
        JsonObject said = (JsonObject) StrictJson.parse(telemetry.deletion().body());
        String deletion = String.valueOf(said.get("deletion"));
        assertTrue(deletion.contains("done") && deletion.contains("destroyed"), deletion);
        SignedNote note = SignedNote.parse(((JsonString) java.util.Objects.requireNonNull(said.get("note"))).value());
        assertTrue(note.check(List.of(VerifierKey.parse(collector.verifierKey()))) instanceof NoteVerdict.Signed);
        assertTrue(note.text().contains("\"destroyed\":1"), note.text());
        assertEquals(1, new CollectorFolder(folder.resolve("c")).deletions().size());
    }

    @Test
    void theCollector_keepsItsTermsOverARestart() throws IOException {
        Telemetry telemetry = enrolled();
        act(telemetry, TENANT);
        telemetry.count();
        clock.advanceMillis(Window.MILLIS);
        round(telemetry);
        clock.advanceMillis(89 * DAY);
        collector.close();
        collector = CollectorServer.start(folder.resolve("c"), "127.0.0.1", 0, Optional.empty(), clock);
        collector.round();
        assertEquals(2, kept().size(), "the batch and the week's sum");
        clock.advanceMillis(DAY);
        collector.round();
        assertEquals(1, kept().size());
        assertTrue(kept().getFirst().contains("\"week\""), kept().getFirst());
    }

    @Test
    void shieldVersions_areServedSigned_andNeverChanged() throws IOException {
        CollectorFolder published = new CollectorFolder(folder.resolve("c"));
        ShieldVersion shield = ShieldVersion.parse("canary@1.4.2");
        published.publish(shield, "thresholds".getBytes(StandardCharsets.UTF_8));
        assertThrows(IOException.class, () -> published.publish(shield, new byte[1]));
        Wire wire = new Wire(collector.endpoint());
        Endpoint at = collector.endpoint();
        String list = new String(wire.exchange(at.get("/shields")).body(), StandardCharsets.UTF_8);
        assertEquals("{\"shields\":[\"canary@1.4.2\"]}", list);
        String note = new String(wire.exchange(at.get("/shields/canary/1.4.2")).body(), StandardCharsets.UTF_8);
        assertEquals(
                shield,
                ShieldRelease.check(note, VerifierKey.parse(collector.verifierKey()))
                        .shield());
        Ed25519Key stranger = Ed25519Key.generate("telemetry.test", new SecureRandom());
        assertThrows(Malformed.class, () -> ShieldRelease.check(note, stranger.verifierKey()));
        assertEquals(
                "thresholds",
                new String(
                        wire.exchange(at.get("/shields/canary/1.4.2/manifest")).body(), StandardCharsets.UTF_8));
        for (String none :
                List.of("/shields/canary/1.4.3", "/shields/canary", "/shields/../customers", "/x", "/customers")) {
            assertTrue(wire.exchange(at.get(none)).status() >= 400, none);
        }
    }

    @Test
    void theStatusPage_saysHowReachableBothWere() throws IOException {
        for (int i = 0; i < 3; i++) {
            collector.probe();
            clock.advanceMillis(60_000);
        }
        clock.advanceMillis(60_000);
        collector.probe();
        Endpoint at = collector.endpoint();
        String page = new String(new Wire(at).exchange(at.get("/status")).body(), StandardCharsets.UTF_8);
        assertTrue(page.contains("80.000 % of 5 minutes"), page);
        String json = new String(new Wire(at).exchange(at.get("/status.json")).body(), StandardCharsets.UTF_8);
        assertTrue(json.contains("\"kept\":false"), json);
    }

    @Test
    void reportsBeyondTheQueuesRoom_areDroppedAndCounted_andNobodyWaits() throws IOException {
        Telemetry telemetry = enrolled();
        for (int i = 0; i < 70_000; i++) {
            telemetry.intercepted(TENANT, clock.millis(), "Bash");
        }
        telemetry.count();
        assertTrue(
                String.valueOf(telemetry.status().get("dropped")).contains("4464"),
                telemetry.status().toString());
    }

    @Test
    void markedSecrets_areInNoFile_noLineAndNoByteOfTheWire() throws IOException {
        Telemetry telemetry = enrolled();
        Random random = new Random(7);
        for (int window = 0; window < 20; window++) {
            for (int i = 0; i < 100; i++) {
                String secret = MARK + random.nextInt(1_000_000);
                telemetry.intercepted(TENANT, clock.millis(), i % 2 == 0 ? secret : "mcp__" + secret + "__x");
                telemetry.fired(new Fired(
                        TENANT, clock.millis(), "Bash " + secret, secret + ".example.com", List.of(ran(secret))));
                telemetry.flagged(new Flagged(TENANT, clock.millis(), secret, secret, ran(secret)));
            }
            telemetry.count();
            for (Telemetry.Outgoing out : telemetry.show()) {
                assertFalse(new String(out.request(), StandardCharsets.UTF_8).contains(MARK));
            }
            clock.advanceMillis(Window.MILLIS);
            round(telemetry);
        }
        assertEquals(20, kept().size());
        assertFalse(trail.toString().contains(MARK));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.toLowerCase(Locale.ROOT).contains(MARK), file.toString());
            }
        }
    }
}
