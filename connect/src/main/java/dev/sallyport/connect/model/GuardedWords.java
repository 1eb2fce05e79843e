package dev.sallyport.connect.model;

import dev.sallyport.connect.model.ModelGuard.Verdict;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Screen;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The words of one question and its answer, as a guard sees them, and what it said. Without a guard everything passes at once. Confined to
 * one thread.
 */
final class GuardedWords {
    /** How many characters of an answer are gathered before a guard looks at them. */
    static final int STEP = 512;

    /** How many characters before them it sees again. */
    static final int OVERLAP = 4_096;

    /** What facts say when a guard looked and said nothing. */
    static final String UNASSESSED = "guard-unassessed";

    /** What stands in the place of words that do not go on. */
    static final String NOTICE =
            ModelDoor.words(ReasonCode.GUARD_FINDING.wire(), ReasonCode.GUARD_FINDING.sentence(), Optional.empty());

    private final Optional<ModelGuard> guard;
    private final StringBuilder before = new StringBuilder();
    private final StringBuilder waiting = new StringBuilder();
    private boolean unassessed;
    private boolean found;
    private boolean told;

    GuardedWords(Optional<ModelGuard> guard) {
        this.guard = guard;
    }

    boolean isGuarded() {
        return guard.isPresent();
    }

    /** Has the guard look at what a model is to be asked. */
    void request(List<ModelRequest.Told> told) {
        guard.ifPresent(g ->
                note(said(() -> g.request(told.stream().map(GuardedWords::text).collect(Collectors.joining("\n"))))));
    }

    private static String text(ModelRequest.Told piece) {
        return switch (piece) {
            case ModelRequest.Told.Words words -> words.text();
            case ModelRequest.Told.Result result -> String.join("\n", result.texts());
            case ModelRequest.Told.Unseen unseen -> "";
        };
    }

    /** What of these words, and of those before, may go on now. */
    String pass(String text) {
        if (guard.isEmpty()) {
            return text;
        }
        waiting.append(text);
        return waiting.length() < STEP ? "" : flush();
    }

    /** What of the words before may go on, because no more come for now. */
    String flush() {
        if (guard.isEmpty() || waiting.isEmpty()) {
            return "";
        }
        String text = waiting.toString();
        waiting.setLength(0);
        if (!found) {
            String seen = before + text;
            note(said(() -> guard.get().response(seen)));
            before.append(text);
            before.delete(0, Math.max(0, before.length() - OVERLAP));
        }
        if (!found) {
            return text;
        }
        String notice = told ? "" : NOTICE;
        told = true;
        return notice;
    }

    private static Verdict said(java.util.function.Supplier<Verdict> asked) {
        try {
            return asked.get();
        } catch (RuntimeException e) {
            // A guard is somebody else's code: one that fails has assessed nothing.
            return Verdict.UNASSESSED;
        }
    }

    private void note(Verdict verdict) {
        switch (verdict) {
            case CLEAN -> {}
            case FINDING -> found = true;
            case UNASSESSED -> unassessed = true;
        }
    }

    /** What the facts of an action say of it. */
    Screen screen() {
        List<String> categories = unassessed ? List.of(UNASSESSED) : List.of();
        return found ? Screen.refused(ReasonCode.GUARD_FINDING, categories) : Screen.clear(categories);
    }
}
