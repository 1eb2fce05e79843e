package dev.sallyport.cli.data;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.store.sqlite.Origin;
import dev.sallyport.store.sqlite.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code restore}: makes a backup the store of a data directory that has none. The logs go on under the next origin epoch,
 * so that nobody takes the shorter log for a fork of the longer one.
 */
@Command
public final class RestoreVerb extends DataVerb {
    @Parameters(paramLabel = "FILE", description = "a file that `backup` wrote")
    private String file = "";

    /** On that terminal. */
    public RestoreVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        Files.createDirectories(data().path());
        Origin origin = Restore.restore(terminal().path(file), data().path(), InstantSource.system());
        List<Json> trees = origin.restored().entrySet().stream()
                .<Json>map(tree -> JsonObject.builder()
                        .put("tenant", tree.getKey().value())
                        .put("receipts", tree.getValue().size())
                        .build())
                .toList();
        row(
                JsonObject.builder()
                        .put("data", data().path().toString())
                        .put("epoch", origin.epoch())
                        .put("trees", new JsonArray(trees))
                        .build(),
                data().path() + ": restored, origin epoch " + origin.epoch()
                        + "; put the install's keys back into its folder `keys` before `sallyport up`");
        return Exit.OK;
    }
}
