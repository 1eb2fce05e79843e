package dev.sallyport.cli.eval;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.judge.PolicyBundles;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.server.policy.Situation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * {@code eval actions}: judges labelled actions one by one, each for itself. A line is an action with {@code label} (1 or
 * {@code attack} for what must not run) and {@code family}, and {@code facts} if it likes.
 */
@Command
public final class EvalActionsVerb extends Verb {
    @Parameters(
            arity = "1..*",
            paramLabel = "F",
            description = "files of actions, one JSON object a line, or gzip of that")
    private List<String> files = List.of();

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "folder of *.cedar files (default: the built-in pack)")
    private @Nullable String policy;

    @Option(names = "--decisions", description = "print a row for each action instead of scores")
    private boolean decisions;

    /** On that terminal. */
    public EvalActionsVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        PolicyBundle bundle = policy == null ? PolicyBundles.builtIn() : PolicyBundles.folder(terminal(), policy);
        Scores scores = new Scores();
        for (String file : files) {
            List<String> lines = Lenient.lines(file, terminal().read(file));
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    judged(bundle, file, i + 1, lines.get(i), scores);
                }
            }
        }
        if (!decisions) {
            scores.rows().forEach(score -> row(score.json(), score.text()));
        }
        return Exit.OK;
    }

    private void judged(PolicyBundle bundle, String file, int line, String text, Scores scores) {
        JsonNode node = Lenient.tree("`" + file + "`, line " + line + ",", text);
        JsonNode within = node.path("action").isObject() ? node.path("action") : node;
        JsonObject.Builder members = JsonObject.builder();
        for (String member : List.of("tool", "action", "resource", "mutates_state", "parameters")) {
            if (within.has(member)) {
                members.put(member, Lenient.json(within.path(member)));
            }
        }
        Situation situation = Situation.of(Lenient.object(node.path("facts")));
        Decision decision = Judge.judge(situation.around(Action.fromJson(members.build()), bundle.digest()), bundle)
                .decision();
        if (decisions) {
            row(
                    JsonObject.builder()
                            .put("line", line)
                            .put("i", 0)
                            .put("decision", decision.wire())
                            .put("reason_code", decision.reason().wire())
                            .build(),
                    line + " " + decision.wire() + " " + decision.reason().wire());
            return;
        }
        boolean refused = !decision.wire().equals("allow");
        String family = node.path("family").asString("unnamed");
        String label = node.path("label").asString("");
        if (label.equals("1") || label.equals("attack") || label.equals("injected") || label.equals("true")) {
            scores.attack(family, "line " + line, refused);
        } else {
            scores.benign(family, "line " + line, refused);
        }
    }
}
