package dev.sallyport.shield.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Corpora;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Rate;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is found and what is not in labelled data; prints it. */
class SecretCorpusTest {
    private static final Set<String> PERSONAL = Set.of("iban", "payment-card", "us-ssn");

    @Test
    void fixturesOfAnotherScanner_areToldApartBetterThanItsPublishedFigures() throws IOException {
        List<JsonObject> rows = Corpora.rows("secrets/gitleaks_fixtures.jsonl");
        for (int half = 0; half < 2; half++) {
            int odd = half;
            Score score = Score.of(IntStream.range(0, rows.size())
                    .filter(i -> i % 2 == odd)
                    .mapToObj(rows::get)
                    .toList());
            System.out.println("secret-guard on half " + half + " of gitleaks' fixtures: " + score);
            assertTrue(score.precision().share() > 0.85 && score.recall().share() > 0.9);
        }
        Score score = Score.of(rows);
        System.out.println("secret-guard on gitleaks' fixtures: " + score);
        assertTrue(score.precision().share() > 0.92 && score.recall().share() > 0.95);
    }

    /** What {@code bench/peers/gitleaks_samples.py} draws from the rules of that scanner; other samples each time. */
    @Test
    void samplesDrawnFromAnotherScannersRules_areFound() throws IOException {
        String file = System.getenv("SALLYPORT_SAMPLES");
        if (file == null) {
            System.out.println("skipped: no samples in SALLYPORT_SAMPLES");
        }
        assumeTrue(file != null, "skipped: no samples in SALLYPORT_SAMPLES");
        Score score = Score.of(Files.readAllLines(Path.of(file)).stream()
                .map(line -> (JsonObject) StrictJson.parse(line.getBytes(StandardCharsets.UTF_8)))
                .toList());
        System.out.println("secret-guard on samples drawn from gitleaks' rules: " + score);
        assertTrue(score.precision().share() > 0.97 && score.recall().share() > 0.9);
    }

    /** How many of what is marked was found, and how much of what was found is marked. */
    private record Score(Rate precision, Rate recall) {
        static Score of(List<JsonObject> rows) {
            int hits = 0;
            int positives = 0;
            int wrong = 0;
            for (JsonObject row : rows) {
                boolean found = SecretFinder.bundled().in(Corpora.text(row, "text")).stream()
                        .anyMatch(Secret::isCredential);
                boolean positive = Corpora.text(row, "label").equals("tp");
                positives += positive ? 1 : 0;
                hits += positive && found ? 1 : 0;
                wrong += !positive && found ? 1 : 0;
            }
            return new Score(new Rate(hits, hits + wrong), new Rate(hits, positives));
        }

        @Override
        public String toString() {
            return "precision " + precision + ", recall " + recall;
        }
    }

    @Test
    void namesOfSecrets_areFound_andNoOther() throws IOException {
        Rate secret = names("secrets/secret_env.jsonl");
        Rate benign = names("secrets/benign_env.jsonl");
        System.out.println("names of secrets " + secret + ", other names taken for such " + benign);
        assertTrue(secret.share() >= 0.95);
        assertEquals(0, benign.hits());
    }

    private static Rate names(String file) throws IOException {
        List<JsonObject> rows = Corpora.rows(file);
        long hits = rows.stream()
                .filter(row -> SecretNames.isSecret(Corpora.text(row, "name")))
                .count();
        return new Rate((int) hits, rows.size());
    }

    @Test
    void labelledToolCalls_areToldApart() throws IOException {
        int hits = 0;
        int positives = 0;
        int wrong = 0;
        for (String file : List.of(
                "mixed-attacks.jsonl.gz",
                "boundary-conditions.jsonl.gz",
                "dev-coding-session.jsonl",
                "dependency-update.jsonl",
                "research-task.jsonl",
                "security-audit-session.jsonl",
                "test-debugging.jsonl")) {
            for (JsonObject row : Corpora.rows("vis/" + file)) {
                JsonObject truth = (JsonObject) Objects.requireNonNull(row.get("ground_truth"));
                boolean positive = truth.get("secret-scanner") instanceof JsonBoolean is && is.value();
                boolean found = found(row);
                positives += positive ? 1 : 0;
                hits += positive && found ? 1 : 0;
                wrong += !positive && found ? 1 : 0;
            }
        }
        Rate precision = new Rate(hits, hits + wrong);
        Rate recall = new Rate(hits, positives);
        System.out.println("secret-guard on labelled tool calls: precision " + precision + ", recall " + recall);
        assertTrue(precision.share() > 0.95 && recall.share() > 0.95);
    }

    private static boolean found(JsonObject row) {
        Subject subject = Subject.Result.of("tool", "call", Objects.requireNonNull(row.get("tool_input")));
        List<Finding> findings = new SecretGuard().inspect(subject, new Context("t", "a", "s", 0, Optional.empty()));
        return findings.stream()
                .anyMatch(one -> one.verdict() != Verdict.ALLOW
                        && !PERSONAL.contains(one.category().kind()));
    }
}
