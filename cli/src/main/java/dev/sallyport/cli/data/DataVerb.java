package dev.sallyport.cli.data;

import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.server.wiring.DataDirectory;
import dev.sallyport.server.wiring.StartRefused;
import dev.sallyport.server.wiring.StoreChoice;
import dev.sallyport.store.database.StoreProblem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A verb that works on a data directory itself, without asking a gateway. */
public abstract class DataVerb extends Verb {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the data directory (default: SALLYPORT_HOME, else ~/.sallyport)")
    private @Nullable String data;

    /** On that terminal. */
    protected DataVerb(Terminal terminal) {
        super(terminal);
    }

    /** The verb's work. */
    protected abstract Exit work() throws Exception;

    @Override
    protected final Exit run() throws Exception {
        try {
            return work();
        } catch (StoreProblem problem) {
            throw new Complaint(exit(problem), problem.code().wire(), String.valueOf(problem.getMessage()));
        } catch (StartRefused refused) {
            throw new Complaint(exit(refused), refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    private static Exit exit(StoreProblem problem) {
        return switch (problem.code()) {
            case DATABASE_MISSING, DATABASE_EXISTS, NOT_A_STORE -> Exit.USAGE;
            case DATA_LOCKED, SCHEMA_NEWER, CHAIN_BROKEN, NOT_DURABLE, UNREADABLE -> Exit.CANNOT_DECIDE;
        };
    }

    private static Exit exit(StartRefused refused) {
        return switch (refused.code()) {
            case "install_exists", "keys_exist", "store_elsewhere", "tenant_exists" -> Exit.USAGE;
            default -> Exit.CANNOT_DECIDE;
        };
    }

    /** The directory asked for. */
    protected final DataFolder data() {
        return DataFolder.of(terminal(), data);
    }

    /** Refuses a directory whose records are in PostgreSQL, for a verb that reads or writes files. */
    protected final void refusePostgres(String verb, String instead) {
        Optional<String> url = StoreChoice.postgresOf(new DataDirectory(data().path()));
        if (url.isPresent()) {
            throw Complaint.usage(
                    "store_elsewhere",
                    verb + ": the records of `" + data().path() + "` are in " + url.get() + ": " + instead
                            + "; see docs/operate/postgresql.md");
        }
    }

    /** Whether the user named a directory. */
    protected final boolean namesData() {
        return data != null;
    }
}
