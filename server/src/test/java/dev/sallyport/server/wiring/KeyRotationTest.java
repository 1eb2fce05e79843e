package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.note.NoteVerdict;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import dev.sallyport.server.api.ReceiptExport;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.keys.FakeTransit;
import dev.sallyport.server.keys.RemoteKey;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.sqlite.Restore;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import dev.sallyport.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {
    private static final TenantId SECOND = new TenantId("second");

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private final Sources sources = new Sources(clock, System::nanoTime, new SecureRandom());

    @Test
    void every_tenants_export_verifies_with_the_old_and_the_new_key_also_after_a_restart() throws IOException {
        Path data = install();
        Install.addTenant(data, SECOND, sources);
        KeyRotation.Rotated done = rotate(data);
        assertEquals(2, done.chains());
        Install.addTenant(data, new TenantId("third"), sources);
        KeyRotation.Rotated again = rotate(data);
        assertEquals(3, again.chains());
        assertEquals(done.next(), again.old());
        for (TenantId tenant : List.of(Install.DEFAULT_TENANT, SECOND)) {
            for (VerifierKey key : List.of(done.old(), done.next(), again.next())) {
                assertInstanceOf(Verdict.Verified.class, verify(data, tenant, key));
            }
        }
    }

    @Test
    void a_running_gateway_keeps_its_key() {
        try (TestGateway gateway = TestGateway.start(folder.resolve("data"))) {
            assertTrue(gateway.url().getPort() > 0);
            StoreProblem locked = assertThrows(StoreProblem.class, () -> rotate(folder.resolve("data")));
            assertEquals(StoreProblem.Code.DATA_LOCKED, locked.code());
        }
    }

    @Test
    void the_served_checkpoint_carries_both_signatures_during_the_overlap_and_one_after_it() {
        Path data = folder.resolve("data");
        try (TestGateway gateway = TestGateway.start(data)) {
            gateway.stop();
            Sources same = new Sources(gateway.clock(), System::nanoTime, new SecureRandom());
            KeyRotation.Rotated done = KeyRotation.rotate(data, Optional.empty(), same);
            gateway.begin();
            assertEquals(
                    new NoteVerdict.Signed(List.of(done.next(), done.old())),
                    served(gateway).check(List.of(done.old(), done.next())));
            gateway.clock().advanceMillis(7 * 86_400_000L - 1);
            assertEquals(2, served(gateway).signatures().size());
            gateway.clock().advanceMillis(1);
            assertEquals(
                    new NoteVerdict.Signed(List.of(done.next())),
                    served(gateway).check(List.of(done.old(), done.next())));
        }
    }

    private static SignedNote served(TestGateway gateway) {
        return SignedNote.parse(gateway.client()
                .get("/v1/logs/default/checkpoint", gateway.operator())
                .text());
    }

    @Test
    void a_crash_before_the_new_key_is_current_changes_nothing() throws IOException {
        Path data = install();
        VerifierKey old = key(data);
        Path spare = folder.resolve("spare");
        Install.create(spare, sources);
        Files.copy(spare.resolve("keys/checkpoint.key"), data.resolve("keys/checkpoint.next.key"));
        Files.copy(data.resolve("keys/checkpoint.key"), data.resolve("keys/checkpoint.previous.key"));
        Files.writeString(data.resolve("keys/rotated.json"), "{\"time_ms\":" + clock.millis() + "}");
        long before = receipts(data);
        assertInstanceOf(Verdict.Verified.class, verify(data, Install.DEFAULT_TENANT, old));
        assertEquals(before, receipts(data));
        assertEquals(old, rotate(data).old());
        assertInstanceOf(Verdict.Verified.class, verify(data, Install.DEFAULT_TENANT, old));
    }

    @Test
    void a_crash_between_the_new_key_and_its_receipts_is_completed_at_the_next_start() throws IOException {
        Path data = install();
        Install.addTenant(data, SECOND, sources);
        VerifierKey old = key(data);
        long before = receipts(data);
        KeyRing ring = KeyRing.read(data.resolve("keys")).change(Optional.empty(), sources.random(), clock.millis());
        for (TenantId tenant : List.of(Install.DEFAULT_TENANT, SECOND)) {
            assertInstanceOf(Verdict.Verified.class, verify(data, tenant, old));
            assertInstanceOf(
                    Verdict.Verified.class, verify(data, tenant, ring.current().verifierKey()));
        }
        assertEquals(before + 1, receipts(data));
    }

    @Test
    void a_crash_after_the_first_of_two_receipts_leaves_each_chain_with_exactly_one() throws IOException {
        Path data = install();
        Install.addTenant(data, SECOND, sources);
        VerifierKey old = key(data);
        KeyRing ring = KeyRing.read(data.resolve("keys")).change(Optional.empty(), sources.random(), clock.millis());
        long first;
        long second;
        try (SqliteStore store = SqliteStore.open(new StoreSettings(data, clock, (what, cause) -> {}))) {
            first = store.records().receiptCount(Install.DEFAULT_TENANT);
            second = store.records().receiptCount(SECOND);
            int added =
                    new Handover(store, only(Install.DEFAULT_TENANT, store.records()), ring).complete(clock.millis());
            assertEquals(1, added);
        }
        assertInstanceOf(Verdict.Verified.class, verify(data, SECOND, old));
        assertInstanceOf(Verdict.Verified.class, verify(data, Install.DEFAULT_TENANT, old));
        try (Foundation foundation = foundation(data)) {
            assertEquals(first + 1, foundation.store().records().receiptCount(Install.DEFAULT_TENANT));
            assertEquals(second + 1, foundation.store().records().receiptCount(SECOND));
        }
    }

    /** The same records, of which one tenant is seen. */
    private static Records only(TenantId tenant, Records records) {
        return (Records) Proxy.newProxyInstance(
                Records.class.getClassLoader(),
                new Class<?>[] {Records.class},
                (proxy, method, arguments) ->
                        method.getName().equals("tenants") ? List.of(tenant) : method.invoke(records, arguments));
    }

    @Test
    void a_backup_from_before_the_change_is_restored_under_the_new_key() throws IOException {
        Path data = install();
        VerifierKey old = key(data);
        Path backup = folder.resolve("backup.db");
        SqliteStore.backupOf(data, backup);
        KeyRotation.Rotated done = rotate(data);
        Path other = folder.resolve("other");
        Files.createDirectory(other);
        copy(data.resolve("keys"), other.resolve("keys"));
        Restore.restore(backup, other, clock);
        assertInstanceOf(Verdict.Verified.class, verify(other, Install.DEFAULT_TENANT, old));
        assertInstanceOf(Verdict.Verified.class, verify(other, Install.DEFAULT_TENANT, done.next()));
    }

    @Test
    void a_backup_from_after_the_change_is_restored_and_verifies_with_both() throws IOException {
        Path data = install();
        KeyRotation.Rotated done = rotate(data);
        Path backup = folder.resolve("backup.db");
        SqliteStore.backupOf(data, backup);
        Path other = folder.resolve("other");
        Files.createDirectory(other);
        copy(data.resolve("keys"), other.resolve("keys"));
        Restore.restore(backup, other, clock);
        assertInstanceOf(Verdict.Verified.class, verify(other, Install.DEFAULT_TENANT, done.old()));
        assertInstanceOf(Verdict.Verified.class, verify(other, Install.DEFAULT_TENANT, done.next()));
    }

    @Test
    void a_store_under_a_key_that_is_neither_the_current_nor_the_one_before_is_not_served() throws IOException {
        Path data = install();
        Path stranger = folder.resolve("stranger");
        Install.create(stranger, sources);
        Files.delete(data.resolve("keys/checkpoint.key"));
        Files.copy(stranger.resolve("keys/checkpoint.key"), data.resolve("keys/checkpoint.key"));
        StartRefused refused = assertThrows(StartRefused.class, () -> foundation(data));
        assertEquals("keys_foreign", refused.code());
    }

    @Test
    void a_key_of_a_transit_service_takes_over_and_hands_back_to_a_file() throws IOException {
        Path data = install();
        VerifierKey first = key(data);
        try (FakeTransit service = new FakeTransit()) {
            Path token = folder.resolve("token");
            Files.writeString(token, FakeTransit.TOKEN);
            RemoteKey.Place place =
                    new RemoteKey.Place.Transit(service.address(), "transit", FakeTransit.KEY, 0, token);
            KeyRotation.rotate(data, Optional.of(place), sources);
            assertFalse(Files.readString(data.resolve("keys/checkpoint.key")).contains(FakeTransit.TOKEN));
            assertInstanceOf(Verdict.Verified.class, verify(data, Install.DEFAULT_TENANT, first));
            StartRefused same =
                    assertThrows(StartRefused.class, () -> KeyRotation.rotate(data, Optional.of(place), sources));
            assertEquals("keys_unusable", same.code());
            service.rotate();
            KeyRotation.rotate(data, Optional.of(place), sources);
            assertInstanceOf(Verdict.Verified.class, verify(data, Install.DEFAULT_TENANT, first));
            rotate(data);
        }
        assertInstanceOf(Verdict.Verified.class, verify(data, Install.DEFAULT_TENANT, first));
    }

    @Test
    void a_transit_service_that_is_down_stops_checkpoints_and_not_decisions() throws IOException {
        Path data = folder.resolve("data");
        try (TestGateway gateway = TestGateway.start(data);
                FakeTransit service = new FakeTransit()) {
            gateway.stop();
            Path token = folder.resolve("token");
            Files.writeString(token, FakeTransit.TOKEN);
            KeyRotation.rotate(
                    data,
                    Optional.of(new RemoteKey.Place.Transit(service.address(), "transit", FakeTransit.KEY, 0, token)),
                    sources);
            service.status = 503;
            gateway.begin();
            Heard checkpoint = gateway.client().get("/v1/logs/default/checkpoint", gateway.operator());
            assertEquals(503, checkpoint.status());
            assertEquals("key_unusable", checkpoint.string("code"));
            TestGateway.Enrolled agent = gateway.agent("a");
            assertTrue(agent.token().length() > 10);
        }
    }

    @Test
    void the_drill_passes_and_says_how_long_it_took() {
        KeyDrill.Drilled drilled = KeyDrill.run(folder.resolve("drill"), Optional.empty(), sources);
        assertEquals(List.of(), drilled.faults());
        assertTrue(drilled.receipts() > 20 && drilled.millis() >= drilled.rotateMillis());
    }

    private Path install() {
        Path data = folder.resolve("data");
        Install.create(data, sources);
        return data;
    }

    private KeyRotation.Rotated rotate(Path data) {
        return KeyRotation.rotate(data, Optional.empty(), sources);
    }

    private static VerifierKey key(Path data) {
        return KeyRing.read(data.resolve("keys")).current().verifierKey();
    }

    private Foundation foundation(Path data) {
        return Foundation.open(new GatewayOptions(data, Settings.defaults(), Optional.empty()), sources, false);
    }

    private long receipts(Path data) {
        try (Foundation foundation = foundation(data)) {
            return foundation.store().records().receiptCount(Install.DEFAULT_TENANT);
        }
    }

    private Verdict verify(Path data, TenantId tenant, VerifierKey key) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Foundation foundation = foundation(data)) {
            House house = foundation.house();
            new ReceiptExport(house.records(), house.published().logs()).write(tenant, out);
        }
        return OfflineVerifier.verify(new ByteArrayInputStream(out.toByteArray()), VerifyOptions.with(key));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var walk = Files.walk(from)) {
            for (Path each : walk.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
