package dev.sallyport.shield;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.text.shell.Reading;
import dev.sallyport.text.shell.Shell;
import java.util.List;
import java.util.Optional;

/** What a shield looks at: an action before it runs, or what it answered. Its texts are gathered once for all shields. */
public sealed interface Subject {
    /** The tool or server. */
    String tool();

    /** The operation of that tool. */
    String action();

    /** Every text in it, in its order. */
    List<Leaf> leaves();

    /**
     * An action before it runs.
     *
     * @param capability what power it uses
     * @param parameters the arguments that would be dispatched
     * @param line its shell line as a shell would read it, for tools that run commands
     */
    record Call(
            String tool,
            String action,
            Capability capability,
            JsonObject parameters,
            List<Leaf> leaves,
            Optional<Reading> line)
            implements Subject {
        /** The arguments in which hosts' shells take their line. */
        private static final List<String> LINES = List.of("command", "cmd", "commandLine", "script");

        public Call {
            leaves = List.copyOf(leaves);
        }

        /** The call of that action. */
        public static Call of(Action action, Capability capability) {
            JsonObject parameters = action.parameters();
            return new Call(
                    action.tool(),
                    action.action(),
                    capability,
                    parameters,
                    Leaf.of(parameters),
                    capability == Capability.EXEC ? line(parameters) : Optional.empty());
        }

        private static Optional<Reading> line(JsonObject parameters) {
            for (String name : LINES) {
                Json value = parameters.get(name);
                if (value instanceof JsonString text) {
                    return Optional.of(Shell.read(text.value()));
                }
                if (value instanceof JsonArray words && words.items().stream().allMatch(JsonString.class::isInstance)) {
                    return Optional.of(Shell.vector(words.items().stream()
                            .map(word -> ((JsonString) word).value())
                            .toList()));
                }
            }
            return Optional.empty();
        }
    }

    /**
     * What an action answered.
     *
     * @param content the answer; a plain text is a JSON string
     */
    record Result(String tool, String action, Json content, List<Leaf> leaves) implements Subject {
        public Result {
            leaves = List.copyOf(leaves);
        }

        /** The answer of that operation. */
        public static Result of(String tool, String action, Json content) {
            return new Result(tool, action, content, Leaf.of(content));
        }
    }
}
