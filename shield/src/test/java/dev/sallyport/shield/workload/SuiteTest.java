package dev.sallyport.shield.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.Verdict;
import dev.sallyport.shield.canary.CanaryShield;
import dev.sallyport.shield.canary.HiddenTokens;
import dev.sallyport.shield.egress.EgressShield;
import dev.sallyport.shield.egress.HostLists;
import dev.sallyport.shield.fence.FenceShield;
import dev.sallyport.shield.fence.Grants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The shields over our own subjects under {@code spec/shield}: attacks with their harmless twins. */
class SuiteTest {
    private static final HiddenTokens TOKENS = new HiddenTokens(20261121);

    private static List<JsonObject> rows(String folder, String file) {
        Path path = Workloads.root().resolve("spec/shield").resolve(folder).resolve(file);
        assertTrue(Files.exists(path), path.toString());
        return Workloads.rows(path);
    }

    private static void run(String folder, Shield shield) {
        Tally tally = new Tally();
        List<String> wrong = new ArrayList<>();
        int named = 0;
        for (boolean truth : new boolean[] {true, false}) {
            for (JsonObject row : rows(folder, truth ? "attack.jsonl" : "benign.jsonl")) {
                List<Finding> findings = findings(shield, row);
                boolean found = Finding.worst(findings).orElse(Verdict.ALLOW) != Verdict.ALLOW;
                tally.add(truth, found);
                named += truth && findings.stream().anyMatch(SuiteTest::saysWhy) ? 1 : 0;
                if (truth != found) {
                    wrong.add(Workloads.text(row, "id") + " "
                            + (found ? findings.getFirst().category().wire() : "missed") + " " + row.get("input"));
                }
            }
        }
        System.out.println("spec/shield/" + folder + ": "
                + tally.line(shield.version().name()) + ", attacks found by more than being unknown: " + named);
        assertEquals(List.of(), wrong);
    }

    /** Whether it says more than that nobody knows the place. */
    private static boolean saysWhy(Finding finding) {
        String kind = finding.category().kind();
        return !kind.equals("unknown-external") && finding.verdict() != Verdict.ALLOW;
    }

    private static List<Finding> findings(Shield shield, JsonObject row) {
        Json input = TOKENS.fill(
                row.get("input") instanceof JsonObject object ? object : new JsonString(Workloads.text(row, "result")));
        String id = Workloads.text(row, "id");
        Event event = new Event("", id, id, Workloads.text(row, "tool"), input, row.get("input") == null, Map.of());
        return shield.inspect(event.subject(), new Context("t", id, id, 1, grants(row)));
    }

    private static Optional<List<String>> grants(JsonObject row) {
        if (row.get("skill") instanceof JsonString skill) {
            return Grants.ofSkill(skill.value());
        }
        return row.get("grants") instanceof JsonArray list
                ? Optional.of(list.items().stream()
                        .map(item -> ((JsonString) item).value())
                        .toList())
                : Optional.empty();
    }

    @Test
    void canaries_areFoundHoweverTheyAreWritten_andRolloutsLeftAlone() {
        run("canary", new CanaryShield(TOKENS.plants()));
    }

    @Test
    void waysOut_areFound_andOrdinaryDestinationsLeftAlone() {
        run("egress", new EgressShield(tenant -> HostLists.NONE));
    }

    @Test
    void callsBeyondTheirGrants_areFound_andGrantedOnesLeftAlone() {
        run("fence", new FenceShield());
    }
}
