package dev.sallyport.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How incidents are told, and how long it takes until something new is called new.
 *
 * @param narrator the model that tells closed incidents; empty, and the evidence tells itself
 * @param learningMillis how long what an agent does is only remembered, from its first event on
 */
public record StoryPlan(Optional<Narrator> narrator, long learningMillis) {
    /** How long an agent is watched before something is new: a week. */
    public static final long LEARNING_MILLIS = 7L * 24 * 60 * 60 * 1_000;

    /** No model, and a week. */
    public static final StoryPlan DEFAULT = new StoryPlan(Optional.empty(), LEARNING_MILLIS);

    /**
     * A model behind an endpoint of OpenAI's form.
     *
     * @param url the base address, to which {@code /chat/completions} is added
     * @param keyFile the file of its credential, if it takes one from there
     * @param keyVariable the variable of the environment that holds its credential, if it takes one from there
     */
    public record Narrator(
            URI url, String model, Optional<Path> keyFile, Optional<String> keyVariable, long timeoutMillis) {}
}
