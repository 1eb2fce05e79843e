package dev.sallyport.soc.narrative;

import dev.sallyport.soc.story.Story;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells incidents. A model is asked only about what is over, and what it answers counts only if it is plain, finished and holds no secret;
 * otherwise, and without a model, the evidence tells itself. Thread-safe.
 */
public final class Narrator {
    /** Something that answers questions in words. Thread-safe. */
    public interface Model {
        /** Its name, as configured. */
        String name();

        /** Asks once; every failure is an answer. */
        Answer ask(byte[] request);
    }

    private final Optional<Model> model;
    private final Predicate<String> secret;

    /** @param secret whether a text holds something that must not leave */
    public Narrator(Optional<Model> model, Predicate<String> secret) {
        this.model = model;
        this.secret = secret;
    }

    /** The evidence's own telling. */
    public Narrative plainly(Story story, long nowMillis) {
        return new Narrative(
                story.incident().id(),
                story.incident().revision(),
                Narrative.Origin.EVIDENCE,
                PlainText.of(Telling.of(story)).orElse(""),
                "",
                "",
                "",
                nowMillis);
    }

    /** What is told of an incident: a model's words if one is configured, the incident is over, and they are fit to be kept. */
    public Narrative tell(Story story, long nowMillis) {
        Narrative plain = plainly(story, nowMillis);
        if (model.isEmpty() || story.incident().handling().status().isOpen()) {
            return plain;
        }
        Model asked = model.get();
        Prompt prompt = Prompt.of(story, asked.name());
        Answer answer = secret.test(prompt.sent()) ? new Answer.None("secret_in_evidence") : asked.ask(prompt.body());
        return switch (fit(answer)) {
            case Answer.Words words ->
                new Narrative(
                        plain.incident(),
                        plain.revision(),
                        Narrative.Origin.MODEL,
                        words.raw(),
                        asked.name(),
                        prompt.digest(),
                        "",
                        nowMillis);
            case Answer.None none ->
                new Narrative(
                        plain.incident(),
                        plain.revision(),
                        Narrative.Origin.EVIDENCE,
                        plain.text(),
                        asked.name(),
                        none.why().equals("secret_in_evidence") ? "" : prompt.digest(),
                        none.why(),
                        nowMillis);
        };
    }

    /** The words as plain text, if they are fit. */
    private Answer fit(Answer answer) {
        if (!(answer instanceof Answer.Words words)) {
            return answer;
        }
        Optional<String> plain = PlainText.of(words.raw());
        if (plain.isEmpty()) {
            return new Answer.None("empty");
        }
        return secret.test(words.raw()) || secret.test(plain.get())
                ? new Answer.None("secret")
                : new Answer.Words(plain.get());
    }
}
