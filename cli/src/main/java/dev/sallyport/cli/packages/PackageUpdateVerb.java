package dev.sallyport.cli.packages;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.shield.packages.Imported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code package update}: reads lists of malicious packages and what registries said out of a folder, and keeps them for the package gate. */
@Command
public final class PackageUpdateVerb extends Verb {
    @Option(
            names = "--from",
            paramLabel = "DIR",
            required = true,
            description = "folder of files, see docs/operate/packages.md")
    private String from = "";

    @Option(names = "--fresh", description = "forget what was imported before")
    private boolean fresh;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where to keep it (default: SALLYPORT_HOME, else ~/.sallyport)")
    private @Nullable String data;

    /** On that terminal. */
    public PackageUpdateVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() throws IOException {
        Path folder = terminal().path(from);
        if (!Files.exists(folder)) {
            throw Complaint.usage("no_such_folder", "no folder `" + from + "` to import from");
        }
        Path home = DataFolder.of(terminal(), data).path();
        Imported before = fresh ? Imported.NOTHING : Stored.read(home);
        Importer importer = new Importer(terminal());
        importer.read(folder);
        if (importer.rows() == 0) {
            throw Complaint.usage(
                    "nothing_to_import",
                    "nothing in `" + from + "` is a list of packages in a form that is known here");
        }
        Imported now = before.without(importer.withdrawn()).and(importer.imported());
        Stored.write(home, now);
        row(
                JsonObject.builder()
                        .put("files", importer.files())
                        .put("rows", importer.rows())
                        .put("passed_by", importer.passedBy())
                        .put("malicious", now.list().size())
                        .put("facts", now.factCount())
                        .put("revision", now.revision())
                        .build(),
                importer.rows() + " rows of " + importer.files() + " files, " + importer.passedBy() + " passed by; "
                        + now.list().size() + " malicious names and facts of " + now.factCount()
                        + " packages are kept");
        return Exit.OK;
    }
}
