package dev.sallyport.cli.contain;

import dev.sallyport.server.wiring.Hangup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The process inside the namespaces: hides {@code /run}, brings loopback up, offers the proxy on loopback, and starts the command as its own
 * user, without power over any of that. Ends with the command's status, or with 4 before the command if a wall is missing.
 */
public final class Inside {
    private static final int NO_WALL = 4;
    private static final int NO_COMMAND = 127;
    private static final Path RUN = Path.of("/run");

    private Inside() {}

    /** Takes the socket's path, the user's and the group's number, and the command. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Hangup.handle("INT", () -> {}); // for the command to hear, which has its own idea of it
        if (!hideRun()) {
            end(NO_WALL, "/run can't be hidden, and sockets in it lead out");
        }
        if (!LoopbackInterface.up()) {
            end(NO_WALL, "the loopback interface of the namespace can't be brought up");
        }
        try (Carrier carrier = Carrier.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                UnixDomainSocketAddress.of(args[0]),
                (client, other) -> {})) {
            int port = ((InetSocketAddress) carrier.address()).getPort();
            List<String> command = new ArrayList<>(Namespaces.asUser(args[1], args[2]));
            command.addAll(Arrays.asList(args).subList(3, args.length));
            System.exit(start(command, port).waitFor());
        }
    }

    private static Process start(List<String> command, int port) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        point(builder.environment(), "http://127.0.0.1:" + port);
        try {
            return builder.start();
        } catch (IOException e) {
            end(NO_COMMAND, String.valueOf(e.getMessage()));
            throw new IllegalStateException("unreachable", e);
        }
    }

    /** Every spelling that clients read. The loopback of the namespace leads nowhere else, so it needs no proxy. */
    private static void point(Map<String, String> environment, String proxy) {
        for (String name :
                List.of("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")) {
            environment.put(name, proxy);
        }
        environment.put("no_proxy", "localhost,127.0.0.1,::1");
        environment.put("NO_PROXY", "localhost,127.0.0.1,::1");
        environment.put("NODE_USE_ENV_PROXY", "1");
        environment.put("SALLYPORT_CONTAINED", "1");
    }

    /** Sockets of the machine's services lie there: a system's bus, a container engine, an agent for keys. */
    private static boolean hideRun() throws IOException, InterruptedException {
        if (!Files.isDirectory(RUN)) {
            return true;
        }
        return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", RUN.toString())
                        .inheritIO()
                        .start()
                        .waitFor()
                == 0;
    }

    private static void end(int status, String why) {
        System.err.println("sallyport: run: nothing was started: " + why);
        System.exit(status);
    }
}
