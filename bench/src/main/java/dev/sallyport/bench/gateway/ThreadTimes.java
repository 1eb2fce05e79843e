package dev.sallyport.bench.gateway;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processor time of a process by its threads, and its resident memory, as Linux tells them; empty elsewhere. Unlike a
 * throughput it hardly depends on what else the machine does.
 */
record ThreadTimes(Map<String, Long> nanos, long residentKib) {
    private static final Map<String, String> PARTS = Map.of(
            "ForkJoinPool-1-", "requests (virtual threads)",
            "sallyport-journ", "journal writer",
            "sallyport-check", "copying the log back",
            "sallyport-audit", "audit events and trail",
            "VM Thread", "garbage collection",
            "C2 CompilerThre", "compilers",
            "C1 CompilerThre", "compilers");

    static ThreadTimes of(long pid) {
        Map<String, Long> nanos = new TreeMap<>();
        Path process = Path.of("/proc", Long.toString(pid));
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                add(thread, nanos);
            }
            return new ThreadTimes(nanos, ProcessMemory.residentKib(pid));
        } catch (IOException e) {
            return new ThreadTimes(Map.of(), 0);
        }
    }

    private static void add(Path thread, Map<String, Long> nanos) {
        try {
            String name = Files.readString(thread.resolve("comm")).strip().replaceFirst("\\d+$", "");
            String ran = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
            nanos.merge(PARTS.getOrDefault(name, "others"), Long.parseLong(ran), Long::sum);
        } catch (IOException e) {
            // The thread has ended since it was listed.
            return;
        }
    }

    /** One line for each part that ran between the earlier look and this one, and one for all of them. */
    List<String> since(ThreadTimes before, String who, long requests) {
        List<String> lines = new ArrayList<>();
        if (nanos.isEmpty() || requests == 0) {
            return lines;
        }
        double all = 0;
        for (Map.Entry<String, Long> part : nanos.entrySet()) {
            double each = (part.getValue() - before.nanos().getOrDefault(part.getKey(), 0L)) / 1e3 / requests;
            all += each;
            if (each >= 0.05) {
                lines.add(String.format("cpu %-8s %7.1f us per request: %s", who, each, part.getKey()));
            }
        }
        lines.add(
                String.format("cpu %-8s %7.1f us per request in all, resident memory %,d KiB", who, all, residentKib));
        return lines;
    }
}
