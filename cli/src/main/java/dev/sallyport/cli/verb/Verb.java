package dev.sallyport.cli.verb;

import dev.sallyport.action.json.Json;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** One verb of the command line. Each run makes its own; confined to one thread. */
public abstract class Verb implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--json", description = "machine-readable lines on standard output")
    private boolean json;

    /** A verb on that terminal. */
    protected Verb(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Does the work. Complaints end the run; everything else that is thrown is a fault of the program. */
    protected abstract Exit run() throws Exception;

    @Override
    public final Integer call() throws Exception {
        return status();
    }

    /** The exit status. Only a verb that stands for another program has one beyond {@link Exit}. */
    protected int status() throws Exception {
        return run().code();
    }

    /** What surrounds this run. */
    protected final Terminal terminal() {
        return terminal;
    }

    /** Whether programs read the answer. */
    protected final boolean json() {
        return json;
    }

    /** One row of the answer: a JSON line for programs, the text for people. */
    protected final void row(Json forPrograms, String forPeople) {
        if (json) {
            terminal.json(forPrograms);
        } else {
            terminal.line(forPeople);
        }
    }
}
