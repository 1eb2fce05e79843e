package dev.sallyport.store.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.crash.Trace.Event;
import dev.sallyport.store.crash.Trace.What;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes while 32 writers commit: a traced run is replayed up to random calls, keeping only what a disk must have
 * kept, and then variants of what it may have kept. What the store then finds is a prefix of the chains that were written,
 * and holds every receipt that was acknowledged before the cut.
 */
@Tag("full")
final class PowerCutTest {
    private static final int CUTS = 120;

    @TempDir
    private Path root;

    @Test
    void after_a_power_cut_the_store_is_a_prefix_with_every_acknowledged_receipt() throws Exception {
        assumeTrue(Strace.present(), "skipped: no strace");
        long seed = Long.getLong("sallyport.seed", 20260101L);
        Random random = new Random(seed);
        Path data = Files.createDirectory(root.resolve("data"));
        Path log = root.resolve("trace");
        Child child = Child.start(Strace.record(log), data, "p", 32, 12);
        List<Ack> acks = new ArrayList<>();
        for (String line = child.line(); line != null; line = child.line()) {
            Ack.read(line).ifPresent(acks::add);
        }
        assertEquals(0, child.exitCode());
        assertEquals(32 * 12, acks.size());

        List<Event> events = Trace.read(log).events();
        int last = events.getLast().began();
        int kept = 0;
        int replays = 0;
        for (int i = 0; i < CUTS; i++) {
            // Most cuts right after something was told, when a lie would show; the others anywhere.
            int cut = i % 3 == 0 ? random.nextInt(last + 1) : toldAt(events, random);
            for (Disk.Luck luck : Disk.Luck.values()) {
                Path found = Files.createDirectory(root.resolve("cut-" + i + "-" + luck));
                new Disk(events, data, cut, luck, random).writeTo(found);
                kept += check(found, acks, toldBy(events, cut), "seed " + seed + ", cut at line " + cut + ", " + luck);
                replays++;
            }
        }
        System.out.println("bench=power_cut seed=" + seed + " cuts=" + CUTS + " replays=" + replays
                + " acknowledged_checked=" + kept + " lost=0");
    }

    private static int toldAt(List<Event> events, Random random) {
        List<Event> told = events.stream()
                .filter(e -> e.what() instanceof What.Told t && t.text().startsWith("ack "))
                .toList();
        return told.get(random.nextInt(told.size())).began();
    }

    private static List<Ack> toldBy(List<Event> events, int cut) {
        List<Ack> told = new ArrayList<>();
        for (Event event : events) {
            if (event.began() <= cut && event.what() instanceof What.Told tell) {
                tell.text().lines().forEach(line -> Ack.read(line).ifPresent(told::add));
            }
        }
        return told;
    }

    /** Opens what was found; returns how many acknowledged receipts it had to hold. */
    private static int check(Path found, List<Ack> written, List<Ack> told, String where) {
        Map<TenantId, Map<Long, String>> chains = new HashMap<>();
        written.forEach(ack ->
                chains.computeIfAbsent(ack.tenant(), t -> new HashMap<>()).put(ack.sequence(), ack.hash()));
        try (SqliteStore store =
                SqliteStore.openOrCreate(new StoreSettings(found, InstantSource.system(), (what, cause) -> {
                    throw new AssertionError(what, cause);
                }))) {
            store.audit();
            told.forEach(ack -> ack.assertKept(store.records()));
            for (TenantId tenant : store.records().tenants()) {
                for (SealedReceipt receipt : store.records().receipts(tenant, 0, 10_000)) {
                    assertEquals(chains.getOrDefault(tenant, Map.of()).get(receipt.sequence()), receipt.hashHex());
                }
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(where + ": " + e.getMessage(), e);
        }
        deleteQuietly(found);
        return told.size();
    }

    private static void deleteQuietly(Path directory) {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_sync_that_fails_ends_the_process_before_it_acknowledges() throws Exception {
        assumeTrue(Strace.present(), "skipped: no strace");
        for (int nth : List.of(1, 3, 10, 25, 60)) {
            Path data = Files.createDirectory(root.resolve("sync-" + nth));
            // The store exists before, so that the failure meets commits and not the set-up.
            open(data).close();
            Child child = Child.start(Strace.failSync(nth, root.resolve("inject-" + nth)), data, "s", 8, 200);
            List<Ack> acks = new ArrayList<>();
            boolean fatal = false;
            for (String line = child.line(); line != null; line = child.line()) {
                Ack.read(line).ifPresent(acks::add);
                fatal |= line.startsWith("fatal ");
            }
            assertTrue(fatal || acks.isEmpty(), "the process must say why it stops");
            assertTrue(child.exitCode() != 0);
            try (SqliteStore store = open(data)) {
                store.audit();
                acks.forEach(ack -> ack.assertKept(store.records()));
            }
            System.out.println("sync " + nth + " failed: " + acks.size() + " acknowledged before, all kept");
        }
    }

    private static SqliteStore open(Path data) {
        return SqliteStore.openOrCreate(new StoreSettings(data, InstantSource.system(), (what, cause) -> {
            throw new AssertionError(what, cause);
        }));
    }
}
