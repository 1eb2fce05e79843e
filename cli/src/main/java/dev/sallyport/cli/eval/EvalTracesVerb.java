package dev.sallyport.cli.eval;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.judge.PolicyBundles;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.server.catalogue.CatalogueFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code eval traces}: replays recorded runs through the judge, under one policy for each suite. Scores them by their labels,
 * or prints each decision, which needs none.
 */
@Command
public final class EvalTracesVerb extends Verb {
    @Parameters(
            arity = "1..*",
            paramLabel = "F",
            description = "files of traces, one JSON object a line, or gzip of that")
    private List<String> files = List.of();

    @Option(
            names = "--tools",
            required = true,
            paramLabel = "FILE",
            description = "the tools of each suite with their schemas")
    private String tools = "";

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "folder of *.cedar files (default: the built-in pack)")
    private @Nullable String policy;

    @Option(names = "--decisions", description = "print a row for each call instead of scores")
    private boolean decisions;

    /** On that terminal. */
    public EvalTracesVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        PolicyBundle bundle = policy == null ? PolicyBundles.builtIn() : PolicyBundles.folder(terminal(), policy);
        Toolbox toolbox = Toolbox.of(tools, terminal().read(tools), CatalogueFiles.builtIn());
        Player player = new Player(bundle, toolbox);
        Scores scores = new Scores();
        for (String file : files) {
            List<String> lines = Lenient.lines(file, terminal().read(file));
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    played(player, Trace.of(file, i + 1, lines.get(i)), file, scores);
                }
            }
        }
        if (!decisions) {
            scores.rows().forEach(score -> row(score.json(), score.text()));
        }
        return Exit.OK;
    }

    private void played(Player player, Trace trace, String file, Scores scores) {
        if (trace.steps().isEmpty() && trace.prompt().isEmpty()) {
            throw Complaint.usage(
                    "not_a_trace",
                    "`" + file + "`, line " + trace.line() + ", is no trace: no `events`, no `user_prompt`");
        }
        List<Player.Verdict> verdicts = player.play(trace);
        if (decisions) {
            verdicts.forEach(verdict -> print(file, trace, verdict));
            return;
        }
        String group = trace.suite().isEmpty() ? "unnamed" : trace.suite();
        if (trace.attacked()) {
            boolean covered = verdicts.stream()
                    .filter(v -> v.step().injected() && v.mutates())
                    .allMatch(Player.Verdict::refused);
            scores.attack(group, trace.userTask(), covered);
        } else {
            scores.benign(group, trace.userTask(), verdicts.stream().anyMatch(Player.Verdict::refused));
        }
    }

    private void print(String file, Trace trace, Player.Verdict verdict) {
        String decision = verdict.judgement().decision().wire();
        JsonObject.Builder row = JsonObject.builder()
                .put("line", trace.line())
                .put("i", verdict.step().index())
                .put("decision", decision)
                .put("reason_code", verdict.judgement().decision().reason().wire());
        if (verdict.refused()) {
            row.put(
                            "policies",
                            new JsonArray(verdict.judgement().policies().stream()
                                    .filter(p -> !p.equals("provenance.vouched"))
                                    .<Json>map(JsonString::new)
                                    .toList()))
                    .put("explanation", verdict.assessment().explanation().sentence());
        }
        if (files.size() > 1) {
            row.put("file", file);
        }
        String text = trace.line() + " " + verdict.step().index() + " " + decision
                + (verdict.refused() ? ": " + verdict.assessment().explanation().sentence() : "");
        row(row.build(), text);
    }
}
