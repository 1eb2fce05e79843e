package dev.sallyport.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A gateway with an installed hook, and the launcher as a host starts it. */
final class HookSetUp {
    static final Path LAUNCHER = Path.of(System.getProperty("sallyport.root", ".."))
            .resolve("sallyport")
            .toAbsolutePath()
            .normalize();

    private HookSetUp() {}

    /** What one run of the launcher left. */
    record Ended(int status, String out, String err) {
        /** Whether Claude Code would not run the call. */
        boolean refuses() {
            return status == 2 || (status == 0 && out.contains("\"permissionDecision\":\"deny\""));
        }
    }

    static boolean curl() {
        return Files.isExecutable(Path.of("/usr/bin/curl")) || Files.isExecutable(Path.of("/bin/curl"));
    }

    /** Installs Claude Code's hook for a user whose home lies beside the gateway's data directory. */
    static Path claude(Running gateway) {
        return install(gateway, "claude-code");
    }

    /** Installs a host's hook; returns the user's home. */
    static Path install(Running gateway, String host) {
        return install(gateway.data(), gateway.operator(), host);
    }

    /** Installs a host's hook at the gateway of that data directory; returns the user's home. */
    static Path install(Path data, Map<String, String> operator, String host) {
        Path home = data.resolve("home");
        Map<String, String> env = new HashMap<>(operator);
        env.put("HOME", home.toString());
        Ran.with("", env, "install", host, "--json").exits(0);
        return home;
    }

    static Ended hook(Path data, String document, String... words) throws IOException, InterruptedException {
        return hook(data, Map.of(), document, words);
    }

    static Ended hook(Path data, Map<String, String> more, String document, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", LAUNCHER.toString(), "hook"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> env = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin", "SALLYPORT_HOME", data.toString()));
        env.putAll(more);
        builder.environment().clear();
        builder.environment().putAll(env);
        Process process = builder.start();
        try {
            process.getOutputStream().write(document.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
        } catch (IOException unread) {
            // It refused without looking at the document.
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IOException("the hook hangs");
        }
        return new Ended(process.exitValue(), out, err);
    }
}
