package dev.sallyport.cli.process;

import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Complaint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The gateway of a data directory, started when none runs. */
public final class BackgroundGateway {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MILLIS = 25;
    private static final int EXIT_HELD = 4;

    private BackgroundGateway() {}

    /** A gateway that is ready, and the process that runs it if it was started here. */
    public record Running(Gateways.Reach reach, Optional<ProcessHandle> started) {
        /** Asks it, without a credential. */
        public Gateway gateway() {
            return new Gateway(reach.url(), Optional.empty());
        }
    }

    /**
     * The gateway that runs on the data directory, else a new one, ready to be asked.
     */
    public static Running ensure(DataFolder data) {
        Optional<Gateways.Reach> before = Gateways.reach(data);
        if (before.isPresent() && new Gateway(before.get().url(), Optional.empty()).ready()) {
            return new Running(before.get(), Optional.empty());
        }
        // Without a configuration any free port will do: several data directories may be in use on one machine.
        List<String> anyPort = System.getenv("SALLYPORT_CONFIG") == null ? List.of("--port", "0") : List.of();
        return start(data, anyPort, name -> name.equals(Gateways.TOKEN_VARIABLE));
    }

    /**
     * A new gateway on the data directory that takes nothing from the environment.
     *
     * @param more further arguments of {@code up}
     */
    public static Running startApart(DataFolder data, List<String> more) {
        return start(data, more, name -> name.startsWith("SALLYPORT_"));
    }

    private static Running start(DataFolder data, List<String> more, Predicate<String> hidden) {
        List<String> verb = new ArrayList<>(List.of("up", "--data", data.path().toString()));
        verb.addAll(more);
        Path log = data.path().resolve("logs").resolve("start.log");
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(OwnJava.commandApart(verb))
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectErrorStream(true);
            builder.environment().keySet().removeIf(hidden);
            Process process = OwnJava.start(builder);
            return new Running(await(data, process, log), Optional.of(process.toHandle()));
        } catch (IOException failed) {
            throw unable(data, failed.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unable(data, "interrupted");
        }
    }

    /** Two may have started at once: the one that lost the lock ends, and the other's gateway is as good. */
    private static Gateways.Reach await(DataFolder data, Process process, Path log)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<Gateways.Reach> reach = Gateways.reach(data);
            if (reach.isPresent() && new Gateway(reach.get().url(), Optional.empty()).ready()) {
                return reach.get();
            }
            if (!process.isAlive() && process.exitValue() != EXIT_HELD) {
                throw unable(data, "it ended with " + process.exitValue() + ": " + lastLine(log));
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        process.destroy();
        throw unable(data, "not ready within " + PATIENCE.toSeconds() + " s, see " + log);
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "see " + log : lines.getLast();
    }

    private static Complaint unable(DataFolder data, String why) {
        return Complaint.cannotDecide(
                "gateway_not_started", "no gateway could be started on `" + data.path() + "`: " + why);
    }
}
