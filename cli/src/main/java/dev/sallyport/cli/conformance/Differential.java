package dev.sallyport.cli.conformance;

import dev.sallyport.action.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks several programs the same questions, to which no vector knows the answer, and wants one answer: the same outcome,
 * output, code and place. Confined to one thread; it starts one thread for each program.
 */
final class Differential implements AutoCloseable {
    private static final int BATCH = 500;

    private final Map<Language, SdkProgram> programs;
    private final Mutator mutator;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Language, Integer> apart = new EnumMap<>(Language.class);
    private int asked;

    Differential(Map<Language, SdkProgram> programs, Mutator mutator) {
        this.programs = new EnumMap<>(programs);
        this.mutator = mutator;
    }

    /**
     * One question that was answered in more than one way.
     *
     * @param request the question
     * @param answers each language's
     */
    record Difference(JsonObject request, Map<Language, JsonObject> answers) {}

    /** Asks as many questions more, or some less than {@value #BATCH}; tells where they went apart. */
    List<Difference> ask(int most) {
        List<JsonObject> requests = new ArrayList<>();
        for (int i = 0; i < Math.min(most, BATCH); i++) {
            requests.add(mutator.next());
        }
        Map<Language, CompletableFuture<List<JsonObject>>> coming = new EnumMap<>(Language.class);
        programs.forEach((language, program) ->
                coming.put(language, CompletableFuture.supplyAsync(() -> program.ask(requests), threads)));
        Map<Language, List<JsonObject>> answers = new EnumMap<>(Language.class);
        coming.forEach((language, future) -> answers.put(language, future.join()));
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Map<Language, JsonObject> one = new EnumMap<>(Language.class);
            for (Language language : programs.keySet()) {
                one.put(language, answers.getOrDefault(language, List.of()).get(i));
            }
            if (one.values().stream().distinct().count() > 1) {
                count(one);
                differences.add(new Difference(requests.get(i), one));
            }
        }
        asked += requests.size();
        return differences;
    }

    /** Each language that does not say what most say is counted; where there is no most, all are. */
    private void count(Map<Language, JsonObject> answers) {
        Map<JsonObject, Integer> votes = new HashMap<>();
        answers.values().forEach(answer -> votes.merge(answer, 1, Integer::sum));
        Optional<JsonObject> most = votes.entrySet().stream()
                .filter(vote -> 2 * vote.getValue() > answers.size())
                .map(Map.Entry::getKey)
                .findFirst();
        answers.forEach((language, answer) -> {
            if (most.isEmpty() || !answer.equals(most.get())) {
                apart.merge(language, 1, Integer::sum);
            }
        });
    }

    /** How many questions were asked so far. */
    int asked() {
        return asked;
    }

    /** How each language did. */
    List<Tally> tallies() {
        return programs.keySet().stream()
                .map(language -> {
                    int failed = apart.getOrDefault(language, 0);
                    return new Tally("differential", language.word(), asked, asked - failed, failed, Optional.empty());
                })
                .toList();
    }

    @Override
    public void close() {
        threads.close();
    }
}
