package dev.sallyport.bench;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.cli.terminal.JsonText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One run of the benchmarks' command line. */
final class Runner {
    private static final int OK = 0;
    private static final int BROKEN = 1;
    private static final int USAGE = 2;
    private static final int INTERNAL = 5;

    private final PrintStream out;
    private final PrintStream err;

    Runner(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int of(String[] args) {
        List<String> names = new ArrayList<>(Arrays.asList(args));
        boolean json = names.remove("--json");
        boolean quick = names.remove("--quick");
        if (names.contains("--help") || names.contains("-h")) {
            out.println("Usage: sallyport bench [NAME...] [--quick] [--json]");
            return list(json);
        }
        if (names.isEmpty()) {
            return list(json);
        }
        for (String name : names) {
            if (Benches.find(name).isEmpty()) {
                err.println("sallyport: bench: no benchmark `" + name.replaceAll("[^ -~]", "?") + "`: use one of "
                        + String.join(", ", Benches.ALL.keySet()));
                return USAGE;
            }
        }
        for (String name : names) {
            int code = measure(name, quick, json);
            if (code != OK) {
                return code;
            }
        }
        return OK;
    }

    private int list(boolean json) {
        for (Map.Entry<String, Benches.Entry> entry : Benches.ALL.entrySet()) {
            JsonObject row = JsonObject.builder()
                    .put("bench", entry.getKey())
                    .put("measures", entry.getValue().measures())
                    .build();
            out.println(
                    json
                            ? JsonText.of(row)
                            : String.format(
                                    "  %-10s %s",
                                    entry.getKey(), entry.getValue().measures()));
        }
        return OK;
    }

    private int measure(String name, boolean quick, boolean json) {
        Bench bench = Benches.find(name).orElseThrow().bench();
        try {
            if (!json) {
                out.println(Row.heading());
            }
            bench.run(quick, json ? new Lines() : new Table());
            return OK;
        } catch (Broken broken) {
            err.println("sallyport: bench " + name + ": " + broken.getMessage());
            return BROKEN;
        } catch (Exception fault) { // the root of the program
            fault.printStackTrace(err);
            return INTERNAL;
        }
    }

    private final class Lines implements Report {
        @Override
        public void row(Row row) {
            out.println(JsonText.of(row.json()));
        }

        @Override
        public void note(String line) {
            err.println(line);
        }
    }

    private final class Table implements Report {
        @Override
        public void row(Row row) {
            out.println(row.text());
        }

        @Override
        public void note(String line) {
            out.println("  " + line);
        }
    }
}
