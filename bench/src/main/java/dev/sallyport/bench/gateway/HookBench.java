package dev.sallyport.bench.gateway;

import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.cli.Main;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.wiring.Gateway;
import dev.sallyport.server.wiring.GatewayOptions;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent host waits for at each use of a tool: from starting the configured command to its end, with a durable receipt; beside a
 * shell that does nothing, and beside the same question asked from a JVM.
 */
public final class HookBench implements Bench {
    private static final String NAME = "hook";
    private static final double NANOS_PER_MS = 1e6;

    @Override
    public void run(boolean quick, Report report) throws IOException, InterruptedException {
        Path launcher = Path.of(System.getProperty("sallyport.root", "."))
                .resolve("sallyport")
                .toAbsolutePath();
        try (Scratch scratch = Scratch.make()) {
            Path data = scratch.path().resolve("data");
            GatewayOptions options =
                    new GatewayOptions(data, Settings.defaults().withPort(0), Optional.empty());
            Install.FreshKeys keys = Install.create(options, Sources.system());
            Gateway gateway = Gateway.start(options);
            try {
                install(data, scratch.path(), keys.operatorKey());
                Map<String, String> env = Map.of("PATH", "/usr/bin:/bin", "SALLYPORT_HOME", data.toString());
                List<String> hook = List.of(launcher.toString(), "hook", "claude-code", "PreToolUse");
                int rounds = quick ? 50 : 500;
                measure(List.of("/bin/sh", "-c", ":"), env, rounds / 5);
                Samples nothing = measure(List.of("/bin/sh", "-c", ":"), env, rounds);
                measure(hook, env, rounds / 5);
                Samples script = measure(hook, env, rounds);
                // Without curl on its path the launcher asks from a JVM.
                Path bare = tools(scratch.path());
                Samples jvm = measure(
                        hook, Map.of("PATH", bare.toString(), "SALLYPORT_HOME", data.toString()), quick ? 3 : 20);
                report.row(Row.of(NAME, "an empty sh -c :", "ms", nothing, NANOS_PER_MS));
                report.row(Row.of(NAME, "a call through sh and curl", "ms", script, NANOS_PER_MS)
                        .withPeer(jvm.quantile(0.5) / NANOS_PER_MS));
                report.row(Row.of(NAME, "a call through the JVM", "ms", jvm, NANOS_PER_MS));
            } finally {
                gateway.close();
            }
        }
    }

    private static void install(Path data, Path home, String key) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = Main.run(
                new String[] {"install", "claude-code"},
                InputStream.nullInputStream(),
                out,
                out,
                Map.of("SALLYPORT_HOME", data.toString(), "SALLYPORT_TOKEN", key, "HOME", home.toString()));
        if (status != 0) {
            throw new Broken("the hook was not installed: " + said.toString(StandardCharsets.UTF_8));
        }
    }

    /** A folder with every program that the launcher needs, and without curl. */
    private static Path tools(Path scratch) throws IOException {
        Path bin = Files.createDirectories(scratch.resolve("bin"));
        for (String tool : List.of("sh", "cat", "dirname", "readlink", "mktemp", "rm", "sleep")) {
            for (String folder : List.of("/usr/bin", "/bin")) {
                if (Files.isExecutable(Path.of(folder, tool)) && !Files.exists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), Path.of(folder, tool));
                }
            }
        }
        return bin;
    }

    private static Samples measure(List<String> command, Map<String, String> env, int rounds)
            throws IOException, InterruptedException {
        Samples samples = new Samples(rounds);
        for (int i = 0; i < rounds; i++) {
            byte[] document = ("{\"session_id\":\"bench\",\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\","
                            + "\"tool_input\":{\"command\":\"git status && ls -la | head -" + i
                            + "\"},\"tool_use_id\":\"t" + i + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(env);
            long began = System.nanoTime();
            Process process = builder.start();
            try {
                process.getOutputStream().write(document);
                process.getOutputStream().close();
            } catch (IOException unread) {
                // The empty shell ends without reading.
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            samples.add(System.nanoTime() - began);
            boolean asked = command.size() > 3;
            if (status != 0 || (asked && !out.equals("{}\n"))) {
                throw new Broken("status " + status + ": " + out);
            }
        }
        return samples;
    }
}
