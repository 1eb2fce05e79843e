package dev.sallyport.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of this machine's package, in a temporary directory on a loopback port, one for all tests of a process.
 * It refuses to run as root, so root starts it as the user `postgres`. Each test has a database of its own.
 */
public final class PostgresServer {
    /** A server that crashed replays its log first, on a machine that does other things meanwhile. */
    private static final String START_SECONDS = "180";

    private static final String PASSWORD = "only-for-this-test";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable PostgresServer running;

    private final Path bin;
    private final Path folder;
    private final int port;

    private PostgresServer(Path bin, Path folder, int port) {
        this.bin = bin;
        this.folder = folder;
        this.port = port;
    }

    /** The running server; the test is skipped if none is installed. */
    public static synchronized PostgresServer get() {
        PostgresServer known = running;
        if (known != null) {
            return known;
        }
        Optional<Path> bin = installed();
        if (bin.isEmpty()) {
            System.out.println("skipped: no PostgreSQL server installed; apt-get install postgresql");
        }
        assumeTrue(bin.isPresent(), "skipped: no PostgreSQL server installed; apt-get install postgresql");
        try {
            PostgresServer server = start(bin.orElseThrow());
            running = server;
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> installed() {
        Path debian = Path.of("/usr/lib/postgresql");
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.map(version -> version.resolve("bin")).forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Arrays.stream(String.valueOf(System.getenv("PATH")).split(":"))
                .map(Path::of)
                .forEach(found::add);
        return found.stream()
                .filter(path -> Files.isExecutable(path.resolve("initdb")))
                .filter(path -> Files.isExecutable(path.resolve("pg_ctl")))
                .findFirst();
    }

    private static PostgresServer start(Path bin) throws IOException {
        Path folder = Files.createTempDirectory("sallyport-postgres");
        Path password = folder.resolve("password");
        Files.writeString(password, PASSWORD + "\n");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer(bin, folder, port);
        if (isRoot()) {
            run(List.of("chown", "-R", "postgres", folder.toString()));
        }
        server.tool(
                "initdb",
                "-D",
                server.data(),
                "-U",
                "owner",
                "-A",
                "scram-sha-256",
                "--pwfile",
                password.toString(),
                "-E",
                "UTF8",
                "--locale=C",
                "-N");
        server.start();
        server.removeAfterwards();
        return server;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void start() {
        tool(
                "pg_ctl",
                "-D",
                data(),
                "-l",
                folder.resolve("log").toString(),
                "-w",
                "-t",
                START_SECONDS,
                "-o",
                "-c listen_addresses=127.0.0.1 -c port=" + port + " -c unix_socket_directories=" + folder
                        + " -c max_connections=300",
                "start");
    }

    /** Stops it as a power cut would, and starts it again. */
    public void crash() {
        tool("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        start();
    }

    /**
     * A process that waits for the end of this one, however it ends, stops the server and removes its files. Not a hook of
     * this one, which would have to end in the time it is given.
     */
    private void removeAfterwards() throws IOException {
        List<String> stop = serverCommand("pg_ctl", "-D", data(), "-m", "immediate", "stop");
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "trap '' HUP INT TERM; cat; folder=$1; shift; \"$@\"; rm -rf \"$folder\"", "sh"));
        command.add(folder.toString());
        command.addAll(stop);
        // Its input is a pipe from here, which closes with this process and not before: the JDK holds on to what runs.
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .directory(Path.of("/").toFile())
                .start();
    }

    /** Runs one of the server's tools. */
    public void tool(String name, String... arguments) {
        run(serverCommand(name, arguments));
    }

    private List<String> serverCommand(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(bin.resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(List<String> command) {
        try {
            Path out = Files.createTempFile("sallyport-postgres", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .directory(Path.of("/").toFile());
            builder.environment().put("PGPASSWORD", PASSWORD);
            Process process = builder.start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(out, StandardCharsets.UTF_8));
            }
            Files.delete(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The url of a new database. */
    public String newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        execute(url("postgres"), "CREATE DATABASE " + name);
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** A file that the server's tools may write. */
    public String file(String name) {
        return folder.resolve("data").resolve(name).toString();
    }

    /** Its port on loopback. */
    public int port() {
        return port;
    }

    /** The file with the password of the user {@code owner}. */
    public Path password() {
        return folder.resolve("password");
    }

    /** A connection of the test's own. */
    public Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "owner", PASSWORD);
    }

    /** Runs those statements, each for itself. */
    public void execute(String url, String... statements) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
