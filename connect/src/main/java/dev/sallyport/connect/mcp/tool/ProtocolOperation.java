package dev.sallyport.connect.mcp.tool;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * What a client may have a server do without calling a tool. Each is an operation of the server under its method's name,
 * pinned, judged and recorded like a tool, only that there is no description to compare: its hash is its method's.
 *
 * <p>From MCP 2025-11-25 and 2026-07-28, resources, prompts and completion, and the skills extension.
 */
public enum ProtocolOperation {
    /** Reads a resource. */
    READ("resources/read"),
    /** Lists what a directory of resources holds (MCP 2026-07-28, skills extension). */
    DIRECTORY("resources/directory/read"),
    /** Reads what a skill says of itself (the same). */
    SKILL("skills/get"),
    /** Has the server tell when a resource changes. */
    SUBSCRIBE("resources/subscribe"),
    /** Fills in a prompt. */
    PROMPT("prompts/get"),
    /** Completes an argument as it is typed. */
    COMPLETE("completion/complete");

    private final String method;

    ProtocolOperation(String method) {
        this.method = method;
    }

    /** The method, and the name of the operation and of its pin. */
    public String method() {
        return method;
    }

    /** The members of its parameters that say what is to be done. */
    public Set<String> members() {
        return switch (this) {
            case READ, DIRECTORY, SKILL, SUBSCRIBE -> Set.of("uri");
            case PROMPT -> Set.of("name", "arguments");
            case COMPLETE -> Set.of("ref", "argument", "context");
        };
    }

    /** The hash that stands in its pin; no tool hashes like it. */
    public String hash() {
        return ToolShape.sha256(
                CanonicalForm.of(JsonObject.builder().put("method", method).build(), Scheme.SALLYPORT_JCS_2));
    }

    /** The operation of that method, if it is one. */
    public static Optional<ProtocolOperation> of(String method) {
        for (ProtocolOperation operation : values()) {
            if (operation.method.equals(method)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
