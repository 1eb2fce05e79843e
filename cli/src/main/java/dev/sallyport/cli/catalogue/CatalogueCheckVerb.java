package dev.sallyport.cli.catalogue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.server.catalogue.CatalogueRefused;
import dev.sallyport.server.catalogue.ServerEntry;
import dev.sallyport.server.catalogue.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code catalogue check}: a row for each file about an MCP server, and how many were accepted; without DIR those of this build. */
@Command
public final class CatalogueCheckVerb extends Verb {
    @Parameters(arity = "0..1", paramLabel = "DIR", description = "folder of *.yaml files (default: the built-in ones)")
    private @Nullable String folder;

    private int accepted;
    private int refused;

    /** On that terminal. */
    public CatalogueCheckVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() throws IOException {
        if (folder == null) {
            ServerFiles.builtIn().forEach(this::accepted);
        } else {
            for (Path file : files(terminal().path(folder))) {
                checked(file);
            }
        }
        row(
                JsonObject.builder()
                        .put("accepted", accepted)
                        .put("refused", refused)
                        .build(),
                accepted + " accepted, " + refused + " refused");
        return refused == 0 ? Exit.OK : Exit.NO;
    }

    private List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw Complaint.usage("no_such_folder", "no catalogue folder `" + folder + "`");
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files =
                    entries.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
            if (files.isEmpty()) {
                throw Complaint.usage("no_catalogue", "`" + folder + "` holds no *.yaml file about a server");
            }
            return files;
        }
    }

    private void checked(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            accepted(ServerFiles.read(name, terminal().readText(file.toString())));
        } catch (CatalogueRefused why) {
            refused++;
            String message = String.valueOf(why.getMessage());
            row(
                    JsonObject.builder()
                            .put("file", name)
                            .put("accepted", false)
                            .put("error", message)
                            .build(),
                    message);
        }
    }

    private void accepted(ServerEntry server) {
        accepted++;
        row(
                JsonObject.builder()
                        .put("file", server.name() + ".yaml")
                        .put("accepted", true)
                        .put("tools", server.tools().size())
                        .put("coverage", server.coverage())
                        .put("verified", server.verified())
                        .build(),
                server.name() + ": " + server.tools().size() + " tools, list " + server.coverage() + ", "
                        + server.verified() + " " + server.listed());
    }
}
