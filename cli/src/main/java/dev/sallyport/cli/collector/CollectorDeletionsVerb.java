package dev.sallyport.cli.collector;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.collector.Deletion;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code collector deletions}: every order to delete, and what became of it. Fails while one is later than promised. */
@Command
public final class CollectorDeletionsVerb extends FolderVerb {
    /** On that terminal. */
    public CollectorDeletionsVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        long now = InstantSource.system().millis();
        List<Deletion> orders = folder().deletions();
        for (Deletion order : orders) {
            JsonObject form = order.form(now);
            row(
                    form,
                    "%-8s asked %s  done %s  destroyed %d  %s"
                            .formatted(
                                    text(form, "state"),
                                    text(form, "requested"),
                                    text(form, "done"),
                                    order.destroyed(),
                                    order.customer()));
        }
        if (orders.isEmpty() && !json()) {
            terminal().line("nobody asked for a deletion");
        }
        return orders.stream().anyMatch(o -> o.state(now) == Deletion.State.OVERDUE) ? Exit.NO : Exit.OK;
    }

    private static String text(JsonObject form, String member) {
        return form.get(member) instanceof JsonString s ? s.value() : "-";
    }
}
