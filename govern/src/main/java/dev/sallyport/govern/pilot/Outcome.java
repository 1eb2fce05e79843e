package dev.sallyport.govern.pilot;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.List;
import java.util.Locale;

/** What was found out about a question, and on what grounds. */
public sealed interface Outcome {
    /** The grounds, one sentence each. */
    List<String> evidence();

    /** What is missing until it would pass; empty if nothing. */
    String needed();

    /** {@code PASS}, {@code FAIL} or {@code INCONCLUSIVE}. */
    String wire();

    /** Shown. */
    record Pass(List<String> evidence) implements Outcome {
        public Pass {
            evidence = List.copyOf(evidence);
        }

        @Override
        public String needed() {
            return "";
        }

        @Override
        public String wire() {
            return "PASS";
        }
    }

    /** Shown to be otherwise. */
    record Fail(List<String> evidence, String needed) implements Outcome {
        public Fail {
            evidence = List.copyOf(evidence);
        }

        @Override
        public String wire() {
            return "FAIL";
        }
    }

    /** Neither yet. */
    record Inconclusive(List<String> evidence, String needed) implements Outcome {
        public Inconclusive {
            evidence = List.copyOf(evidence);
        }

        @Override
        public String wire() {
            return "INCONCLUSIVE";
        }
    }

    /**
     * A question and its answer.
     *
     * @param id stable
     */
    record Judged(String id, String question, Outcome outcome) {
        /** Whether it passed. */
        public boolean passed() {
            return outcome instanceof Pass;
        }

        /** For programs. */
        public JsonObject json() {
            List<Json> evidence =
                    outcome.evidence().stream().<Json>map(JsonString::new).toList();
            return JsonObject.builder()
                    .put("id", id)
                    .put("outcome", outcome.wire())
                    .put("question", question)
                    .put("evidence", new JsonArray(evidence))
                    .put("needed", outcome.needed())
                    .build();
        }

        /** For people. */
        public String text() {
            StringBuilder out =
                    new StringBuilder(String.format(Locale.ROOT, "%-12s %s: %s", outcome.wire(), id, question));
            outcome.evidence().forEach(line -> out.append("\n               ").append(line));
            if (!outcome.needed().isEmpty()) {
                out.append("\n             needed: ").append(outcome.needed());
            }
            return out.toString();
        }
    }

    /** Whether all passed. */
    static boolean allPass(List<Judged> judged) {
        return judged.stream().allMatch(Judged::passed);
    }
}
