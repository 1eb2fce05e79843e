package dev.sallyport.cli.cedar;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cedar.corpus.CorpusRun;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Progress;
import dev.sallyport.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code cedar batch}: answers every recorded request below a folder and compares. Prints a row for each difference (with
 * {@code --json} for each request) and last the count.
 */
@Command
public final class CedarBatchVerb extends CedarVerb {
    /** About as many requests as the published corpus holds; the bar's end, nothing else. */
    private static final long USUAL_REQUESTS = 50_000;

    @Parameters(paramLabel = "DIR", description = "folder of tests: *.json with `requests`, and the files they name")
    private String directory = "";

    private long done;

    /** On that terminal. */
    public CedarBatchVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit work() {
        Path folder = terminal().path(directory);
        if (!Files.isDirectory(folder)) {
            throw Complaint.usage("no_such_folder", "cedar batch: no folder `" + directory + "`");
        }
        try (Progress progress = new Progress(terminal(), "answering", USUAL_REQUESTS)) {
            CorpusRun.Summary summary = new CorpusRun().run(folder, row -> row(progress, row));
            terminal()
                    .json(JsonObject.builder()
                            .put("agree", summary.agree())
                            .put("total", summary.total())
                            .put("tests", summary.tests())
                            .build());
            return summary.agree() == summary.total() ? Exit.OK : Exit.NO;
        } catch (IOException unreadable) {
            throw Complaint.usage(
                    "unreadable", "cedar batch: cannot read `" + directory + "`: " + unreadable.getMessage());
        }
    }

    private void row(Progress progress, CorpusRun.Row row) {
        progress.at(++done);
        if (row.agrees() && !json()) {
            return;
        }
        JsonObject.Builder shown = JsonObject.builder()
                .put("file", row.file())
                .put("index", row.index())
                .put("agrees", row.agrees());
        row.difference().ifPresent(text -> shown.put("difference", text));
        terminal().json(shown.build());
    }
}
