package dev.sallyport.cli.data;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.store.database.SchemaVersion;
import dev.sallyport.store.sqlite.SqliteStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code upgrade --check}: what this version would do to the store of a data directory; changes nothing. */
@Command
public final class UpgradeVerb extends DataVerb {
    @Option(names = "--check", description = "look, and change nothing; a gateway upgrades its store when it starts")
    private boolean check;

    /** On that terminal. */
    public UpgradeVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        if (!check) {
            throw Complaint.usage(
                    "usage", "upgrade: give --check; the store itself is upgraded when `sallyport up` opens it");
        }
        refusePostgres("upgrade", "a gateway brings its tables up when it starts: dump them with `pg_dump` first");
        SchemaVersion version = SqliteStore.upgradeCheck(data().path());
        String word = version.newer() ? "newer" : version.upgrades() ? "upgrades" : "current";
        row(
                JsonObject.builder()
                        .put("found", version.found())
                        .put("supported", version.supported())
                        .put("state", word)
                        .build(),
                switch (word) {
                    case "newer" ->
                        "the store has schema " + version.found() + ", this version reads up to " + version.supported()
                                + ": use the version that wrote it, or a newer one";
                    case "upgrades" ->
                        "the store would be upgraded from schema " + version.found() + " to " + version.supported()
                                + " at the next start: back it up first";
                    default -> "the store has schema " + version.found() + ", the one of this version";
                });
        return version.newer() ? Exit.NO : Exit.OK;
    }
}
