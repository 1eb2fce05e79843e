package dev.sallyport.cli.data;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup}: a consistent copy of the store, while a gateway goes on writing. The keys are not in it. */
@Command
public final class BackupVerb extends DataVerb {
    @Parameters(paramLabel = "FILE", description = "the new file; an existing one is never overwritten")
    private String file = "";

    /** On that terminal. */
    public BackupVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        refusePostgres("backup", "copy them with `pg_dump -Fc`, and `keys/` apart from them");
        Path target = terminal().path(file).toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw Complaint.usage("no_such_folder", "backup: no folder for `" + file + "`");
        }
        SqliteStore.backupOf(data().path(), target);
        long bytes = Files.size(target);
        row(
                JsonObject.builder()
                        .put("backup", target.toString())
                        .put("bytes", bytes)
                        .build(),
                target + ": " + bytes + " bytes; keep " + data().path().resolve("keys")
                        + " apart from it and safe: without them nothing sealed in it can be read");
        return Exit.OK;
    }
}
