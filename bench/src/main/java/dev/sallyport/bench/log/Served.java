package dev.sallyport.bench.log;

import dev.sallyport.bench.gateway.FirstDecision;
import dev.sallyport.bench.gateway.ProcessMemory;
import dev.sallyport.bench.ledger.Workload;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.remote.DataFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * A gateway on the long history, in a process of its own as {@code up} starts it: how long until its first durable decision,
 * what a checkpoint and a proof take over HTTP, and the memory it holds after having answered.
 */
record Served(String bench, LongHistory history, int starts, int times) {
    private static final long SEED = 43;

    void measure(String size, Report report) throws IOException, InterruptedException {
        FirstDecision decision = introduce();
        Samples warm = new Samples(starts);
        for (int i = 0; i < starts; i++) {
            stop(timed(decision, warm));
        }
        report.row(row("start to first decision, " + size, warm));
        Samples cold = new Samples(starts);
        for (int i = 0; i < starts && PageCache.forget(history.data().resolve("sallyport.db")); i++) {
            stop(timed(decision, cold));
        }
        if (cold.size() > 0) {
            report.row(row("the same, file not in memory", cold));
        }
        answers(decision, size, report);
    }

    private FirstDecision introduce() {
        BackgroundGateway.Running running = start();
        FirstDecision decision = FirstDecision.register(running, history.operatorKey());
        stop(running);
        return decision;
    }

    private BackgroundGateway.Running start() {
        return BackgroundGateway.startApart(new DataFolder(history.data()), List.of("--port", "0"));
    }

    private static void stop(BackgroundGateway.Running running) {
        ProcessHandle process = running.started().orElseThrow();
        process.destroy();
        process.onExit().join();
    }

    private BackgroundGateway.Running timed(FirstDecision decision, Samples samples) {
        long began = System.nanoTime();
        BackgroundGateway.Running running = start();
        decision.ask(running);
        samples.add(System.nanoTime() - began);
        return running;
    }

    private void answers(FirstDecision decision, String size, Report report) throws IOException, InterruptedException {
        Samples checkpoints = new Samples(times);
        Samples proofs = new Samples(times);
        BackgroundGateway.Running running = start();
        long pid = running.started().orElseThrow().pid();
        try {
            decision.ask(running);
            ask(running.reach().url(), checkpoints, proofs);
            double resident = ProcessMemory.residentKib(pid) / 1024.0;
            double heap = ProcessMemory.heapKib(pid) / 1024.0;
            report.row(row("GET checkpoint, " + size, checkpoints));
            report.row(row("GET proof of a receipt, " + size, proofs));
            report.row(Row.of(bench, "heap after collection, " + size, "MB", heap, heap));
            report.row(Row.of(bench, "resident memory, " + size, "MB", resident, resident));
        } finally {
            stop(running);
        }
    }

    private void ask(URI url, Samples checkpoints, Samples proofs) throws IOException, InterruptedException {
        Random random = new Random(SEED);
        long appended = history.appended();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < times; i++) {
                checkpoints.add(get(http, url.resolve("/v1/logs/default/checkpoint")));
                proofs.add(get(http, url.resolve("/v1/receipts/" + Workload.id(random.nextLong(appended)) + "/proof")));
            }
        }
    }

    private long get(HttpClient http, URI address) throws IOException, InterruptedException {
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

    private Row row(String name, Samples samples) {
        return Row.of(bench, name, "ms", samples, 1e6);
    }
}
