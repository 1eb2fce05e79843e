package dev.sallyport.bench.mcp;

import dev.sallyport.bench.gateway.Child;
import dev.sallyport.bench.gateway.ProcessMemory;
import dev.sallyport.bench.gateway.ServingProcess;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What many sessions cost that are open and unused: the gateway's memory before and after they were opened. */
final class IdleSessions {
    private static final int AGENTS = 10;
    private static final int CLIENTS = 8;

    private record Memory(long residentKib, long heapKib) {}

    private IdleSessions() {}

    /** Opens that many in a fresh gateway below that folder and reports. */
    static void measure(Path folder, int sessions, Report report) throws IOException, InterruptedException {
        try (ServingProcess server = HttpCalls.server();
                Child gateway = Child.start(folder)) {
            URI endpoint = HttpCalls.pin(gateway, server.url().resolve(LookupServer.PATH));
            HttpClient http = HttpClient.newHttpClient();
            List<McpCalls> clients = gateway.register(AGENTS).stream()
                    .map(agent -> new McpCalls(http, endpoint, Map.of("Authorization", "Bearer " + agent.token())))
                    .toList();
            open(clients, AGENTS);
            Memory before = memory(gateway);
            open(clients, sessions);
            long opened = ProcessMemory.residentKib(gateway.pid());
            Memory after = memory(gateway);
            tell(sessions, opened, before, after, report);
        }
    }

    private static void open(List<McpCalls> clients, int sessions) throws IOException, InterruptedException {
        List<Future<String>> opening = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < sessions; i++) {
                McpCalls client = clients.get(i % clients.size());
                opening.add(threads.submit(client::open));
            }
            for (Future<String> one : opening) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new Broken("a session could not be opened: " + e.getCause());
        }
    }

    private static Memory memory(Child gateway) throws IOException, InterruptedException {
        long heap = ProcessMemory.heapKib(gateway.pid());
        return new Memory(ProcessMemory.residentKib(gateway.pid()), heap);
    }

    private static void tell(int sessions, long openedKib, Memory before, Memory after, Report report) {
        String count = String.format("%,d idle sessions, ", sessions);
        report.row(Row.of(ProxyBench.NAME, "no session, resident", "MB", before.residentKib() / 1024.0, Double.NaN));
        report.row(Row.of(ProxyBench.NAME, count + "resident", "MB", openedKib / 1024.0, Double.NaN));
        report.row(
                Row.of(ProxyBench.NAME, count + "resident after GC", "MB", after.residentKib() / 1024.0, Double.NaN));
        report.row(Row.of(
                ProxyBench.NAME,
                "heap of one idle session",
                "B",
                (after.heapKib() - before.heapKib()) * 1024.0 / sessions,
                Double.NaN));
    }
}
