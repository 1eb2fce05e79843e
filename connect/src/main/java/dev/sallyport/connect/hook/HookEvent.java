package dev.sallyport.connect.hook;

import dev.sallyport.action.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What a host tells at one moment. */
public sealed interface HookEvent {
    /** The host's own name for the moment. */
    String name();

    /**
     * A tool is about to run; the answer decides whether it does.
     *
     * @param session the host's session
     * @param input exactly what the tool would get
     * @param callId the host's id of this use of the tool, which comes again afterwards
     */
    record Before(String name, String session, Target target, JsonObject input, Optional<String> callId)
            implements HookEvent {}

    /**
     * A tool has run; nothing can be refused any more.
     *
     * @param input what the host says it ran with
     * @param failed whether it ended with an error
     * @param texts what it answered
     * @param whole whether that is all of its answer
     */
    record After(
            String name,
            String session,
            Target target,
            Optional<JsonObject> input,
            Optional<String> callId,
            boolean failed,
            List<String> texts,
            boolean whole)
            implements HookEvent {
        public After {
            texts = List.copyOf(texts);
        }
    }

    /** The user said something. */
    record Prompt(String name, String session, String text) implements HookEvent {}

    /** A moment at which nothing is decided and nothing enters the session. */
    record Aside(String name) implements HookEvent {}

    /**
     * Which tool.
     *
     * @param tool the host, or the MCP server the host reaches
     * @param action the tool's name there
     */
    record Target(String tool, String action) {}
}
