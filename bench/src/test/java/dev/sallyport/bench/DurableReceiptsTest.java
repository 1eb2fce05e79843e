package dev.sallyport.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.bench.disk.GroupLog;
import dev.sallyport.bench.disk.PlainFile;
import dev.sallyport.bench.disk.PlainSqlite;
import dev.sallyport.bench.ledger.DurableReceipts;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableReceiptsTest {
    @TempDir
    private Path folder;

    @Test
    void a_plain_file_holds_every_entry_once_and_in_order() throws Exception {
        Path file = folder.resolve("plain.bin");
        try (GroupLog log = new GroupLog(new PlainFile(file))) {
            appendHundred(log);
        }
        byte[] written = Files.readAllBytes(file);
        assertEquals(100, written.length);
        for (int i = 0; i < written.length; i++) {
            assertEquals(i, written[i]);
        }
    }

    @Test
    void a_plain_table_holds_every_entry_once() throws Exception {
        Path file = folder.resolve("plain.db");
        try (GroupLog log = new GroupLog(new PlainSqlite(file))) {
            appendHundred(log);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*), count(DISTINCT body) FROM entry")) {
            assertTrue(rows.next());
            assertEquals(100, rows.getInt(1));
            assertEquals(100, rows.getInt(2));
        }
    }

    @Test
    void an_entry_that_could_not_be_written_is_not_called_durable() throws Exception {
        GroupLog.Medium full = new GroupLog.Medium() {
            @Override
            public void write(List<byte[]> group) throws IOException {
                throw new IOException("disk full");
            }

            @Override
            public void close() {}
        };
        GroupLog log = new GroupLog(full);
        CompletableFuture<Void> told = log.append(new byte[1]);
        assertThrows(CompletionException.class, told::join);
    }

    @Test
    void receipts_are_measured_beside_a_file_and_a_table() throws Exception {
        List<Row> rows = new ArrayList<>();
        Report report = new Report() {
            @Override
            public void row(Row row) {
                rows.add(row);
            }

            @Override
            public void note(String line) {}
        };
        new DurableReceipts("log", 8, 200, 300_000_000L).measure(100, folder, report);
        assertEquals(6, rows.size());
        Row ours = rows.getFirst();
        assertTrue(ours.throughput() > 0 && ours.floor() > 0 && ours.peer() > 0, ours.text());
        assertEquals(rows.get(1).throughput(), ours.floor());
        assertEquals(rows.get(2).p50(), ours.peer());
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    private static void appendHundred(GroupLog log) {
        List<CompletableFuture<Void>> told = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            told.add(log.append(new byte[] {(byte) i}));
        }
        told.forEach(CompletableFuture::join);
    }
}
