package dev.sallyport.cli.demo;

import dev.sallyport.cli.mcp.McpPinVerb;
import dev.sallyport.cli.process.OwnJava;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The small real MCP server that ships with Sallyport, over a copy of its office. */
public final class Mailroom {
    /** The key under which it is registered. */
    public static final String SERVER = "mailroom";

    private Mailroom() {}

    /** The command line that starts it over that office. */
    public static List<String> command(Path office) {
        String home = System.getProperty("sallyport.mailroom");
        if (home == null) {
            throw Complaint.cannotDecide(
                    "no_mailroom", "the demo's MCP server is not part of this build: start it with ./sallyport demo");
        }
        return List.of(
                OwnJava.program().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Files.isDirectory(Path.of(home)) ? Path.of(home, "*").toString() : home,
                "dev.sallyport.mailroom.Main",
                office.toString());
    }

    /** Copies the office it ships with. */
    public static void furnish(Path office) throws IOException {
        Path shipped = Path.of(System.getProperty("sallyport.root", "."), "examples", "mailroom", "data");
        if (!Files.isDirectory(shipped)) {
            throw Complaint.cannotDecide("no_mailroom", "the mailroom's data is missing: no folder " + shipped);
        }
        try (Stream<Path> all = Files.walk(shipped)) {
            for (Path source : all.toList()) {
                Path target =
                        office.resolve(shipped.relativize(source).toString().replace(File.separatorChar, '/'));
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(source, target);
                }
            }
        }
    }

    /** Pins what it offers, as an operator would: mail carries what customers say. */
    public static void pin(DataFolder data, Gateway operator, List<String> command) {
        List<String> words = new ArrayList<>(List.of(
                "--data", data.path().toString(), "--results-trust", "read_mail=semi_trusted_customer", SERVER, "--"));
        words.addAll(command);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = Terminal.of(
                InputStream.nullInputStream(),
                nowhere,
                System.err,
                Map.of("SALLYPORT_TOKEN", operator.token().orElseThrow()));
        int exit = new CommandLine(new McpPinVerb(terminal)).execute(words.toArray(new String[0]));
        if (exit != 0) {
            throw Complaint.cannotDecide("not_pinned", "the mailroom's tools could not be pinned: exit " + exit);
        }
    }
}
