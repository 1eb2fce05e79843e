package dev.sallyport.bench.log;

import dev.sallyport.bench.disk.Flush;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.ledger.log.LogPolicy;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.server.api.LogTexts;
import dev.sallyport.server.api.PublishedLogs;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.server.wiring.DataDirectory;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Keys;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/**
 * A log of 10 million receipts (200,000 when quick): starting on it, its checkpoint, proofs of receipts anywhere in it, and
 * the memory of the gateway that serves them, with this disk's flush beside it.
 */
public final class LogBench implements Bench {
    private static final String NAME = "log";
    private static final long SEED = 42;
    private static final int FIRST_FILLED = 16;

    @Override
    public void run(boolean quick, Report report) throws IOException, SQLException, InterruptedException {
        long began = System.nanoTime();
        LongHistory history = LongHistory.of(quick ? 200_000 : 10_000_000);
        report.note(String.format(
                "%,d receipts in %s, %,d MB, ready after %.1f s",
                history.size(),
                history.data(),
                Files.size(history.data().resolve("sallyport.db")) >> 20,
                (System.nanoTime() - began) / 1e9));
        Samples flush = Flush.measure(history.data(), quick ? 300 : 2_000);
        report.row(row("fdatasync after 4 KB", "us", flush, 1e3));
        inside(history, quick ? 500 : 5_000, report);
        outside(history, quick ? 3 : 10, quick ? 300 : 3_000, report);
    }

    private static Row row(String name, String unit, Samples samples, double nanosPerUnit) {
        return Row.of(NAME, name, unit, samples.quantile(0.5) / nanosPerUnit, samples.quantile(0.99) / nanosPerUnit)
                .withP95(samples.quantile(0.95) / nanosPerUnit);
    }

    /** Without HTTP: what the log itself costs. */
    private static void inside(LongHistory history, int times, Report report) {
        var signer = Keys.read(new DataDirectory(history.data())).signer();
        Samples opened = new Samples(1);
        Samples checkpoints = new Samples(times);
        Samples proofs = new Samples(times);
        long began = System.nanoTime();
        try (SqliteStore store = SqliteStore.open(new StoreSettings(
                history.data(),
                InstantSource.system(),
                (what, cause) -> Runtime.getRuntime().halt(5)))) {
            opened.add(System.nanoTime() - began);
            ReceiptLogs logs = new ReceiptLogs(signer, store.origin().epoch(), store.heads());
            LogTexts texts = new LogTexts(new PublishedLogs(logs, store.nodes(), store.install()), store.records());
            Random random = new Random(SEED);
            for (int i = 0; i < times; i++) {
                long at = random.nextLong(history.size());
                began = System.nanoTime();
                texts.tenant(Install.DEFAULT_TENANT).checkpoint().format();
                long signed = System.nanoTime();
                InclusionProof proof = texts.tenant(Install.DEFAULT_TENANT).path(at);
                proofs.add(System.nanoTime() - signed);
                checkpoints.add(signed - began);
                if (i == 0) {
                    verify(texts, store, logs, at);
                }
                if (proof.index() != at) {
                    throw new Broken("the proof is of another receipt");
                }
            }
        }
        report.row(row("opening the store", "ms", opened, 1e6));
        report.row(row("signed checkpoint", "ms", checkpoints, 1e6));
        report.row(row("inclusion proof, unsigned", "ms", proofs, 1e6));
    }

    private static void verify(LogTexts texts, SqliteStore store, ReceiptLogs logs, long at) {
        byte[] record = store.records()
                .receipts(Install.DEFAULT_TENANT, at, 1)
                .getFirst()
                .hash();
        texts.tenant(Install.DEFAULT_TENANT)
                .proof(at)
                .verify(
                        record,
                        LogPolicy.unwitnessed(
                                logs.origin(Install.DEFAULT_TENANT),
                                logs.signer().verifierKey()));
    }

    /** A gateway in a process of its own, asked over HTTP. */
    private static void outside(LongHistory history, int starts, int times, Report report)
            throws IOException, InterruptedException {
        Samples started = new Samples(starts);
        Samples checkpoints = new Samples(times);
        Samples proofs = new Samples(times);
        Samples before = new Samples(starts);
        double after = Double.NaN;
        for (int i = 0; i < starts; i++) {
            long began = System.nanoTime();
            BackgroundGateway.Running running =
                    BackgroundGateway.startApart(new DataFolder(history.data()), List.of("--port", "0"));
            started.add(System.nanoTime() - began);
            ProcessHandle process = running.started().orElseThrow();
            before.add(residentKilobytes(process.pid()));
            if (i == starts - 1) {
                ask(history, running.reach().url(), times, checkpoints, proofs);
                after = residentKilobytes(process.pid());
            }
            process.destroy();
            process.onExit().join();
        }
        report.row(row("process start to ready", "ms", started, 1e6));
        report.row(row("GET checkpoint", "ms", checkpoints, 1e6));
        report.row(row("GET proof of a receipt", "ms", proofs, 1e6));
        report.row(row("resident memory after the start", "MB", before, 1024));
        report.row(Row.of(NAME, "resident memory after " + 2 * times + " answers", "MB", after / 1024, after / 1024));
    }

    private static void ask(LongHistory history, URI url, int times, Samples checkpoints, Samples proofs)
            throws IOException, InterruptedException {
        Random random = new Random(SEED);
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < times; i++) {
                long at = FIRST_FILLED + random.nextLong(history.size() - FIRST_FILLED);
                checkpoints.add(get(http, url.resolve("/v1/logs/default/checkpoint"), history));
                proofs.add(get(http, url.resolve("/v1/receipts/" + LongHistory.id(at) + "/proof"), history));
            }
        }
    }

    private static long get(HttpClient http, URI address, LongHistory history)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + history.operatorKey())
                .build();
        long began = System.nanoTime();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        long took = System.nanoTime() - began;
        if (answer.statusCode() != 200) {
            throw new Broken(address + " was answered with " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return took;
    }

    /** Linux only; elsewhere nothing is reported in its place. */
    private static long residentKilobytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no VmRSS of process " + pid);
    }
}
