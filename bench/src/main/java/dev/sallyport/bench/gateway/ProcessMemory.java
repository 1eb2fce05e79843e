package dev.sallyport.bench.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java process holds, in KiB. Asks Linux and the JDK's {@code jcmd}; elsewhere it fails and nothing is reported. */
public final class ProcessMemory {
    /** A generation's own line, for example {@code tenured generation   total 21248K, used 13051K [0x...}. */
    private static final Pattern GENERATION = Pattern.compile("total \\d+K, used (\\d+)K");

    private ProcessMemory() {}

    /** What lies in the machine's memory of it: heap, classes, code, the database's caches, mapped pages. */
    public static long residentKib(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no VmRSS of process " + pid);
    }

    /** What its heap holds after a full collection. */
    public static long heapKib(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        long used = 0;
        for (String line : jcmd(pid, "GC.heap_info")) {
            Matcher generation = GENERATION.matcher(line);
            if (generation.find()) {
                used += Long.parseLong(generation.group(1));
            }
        }
        if (used == 0) {
            throw new IOException("jcmd told no heap of process " + pid);
        }
        return used;
    }

    private static List<String> jcmd(long pid, String command) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(program, Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines = out.readAllLines();
        }
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + " failed: " + String.join(" ", lines));
        }
        return lines;
    }
}
