package dev.sallyport.connect.model;

import java.util.Arrays;
import java.util.Optional;

/** Whose interface a model is asked through. */
public enum ModelDialect {
    /** OpenAI's chat completions, which many others speak as well. */
    OPENAI("openai", "/chat/completions"),
    /** Anthropic's messages. */
    ANTHROPIC("anthropic", "/messages");

    private final String wire;
    private final String path;

    ModelDialect(String wire, String path) {
        this.wire = wire;
        this.path = path;
    }

    /** The name in the configuration. */
    public String wire() {
        return wire;
    }

    /** What stands behind the base address, here and upstream. */
    public String path() {
        return path;
    }

    /** The dialect of that name, if there is one. */
    public static Optional<ModelDialect> byWire(String wire) {
        return Arrays.stream(values()).filter(d -> d.wire.equals(wire)).findFirst();
    }
}
