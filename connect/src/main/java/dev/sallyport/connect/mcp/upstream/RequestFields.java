package dev.sallyport.connect.mcp.upstream;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.tool.MirroredArgument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The header fields of MCP that a request carries, made from its body and from nothing else.
 *
 * <p>From MCP 2026-07-28, Streamable HTTP, "Request metadata".
 */
public final class RequestFields {
    /** Which revision of the protocol the message is in. */
    public static final String VERSION = "MCP-Protocol-Version";

    /** The message's method. */
    public static final String METHOD = "Mcp-Method";

    /** What a method with a subject is about. */
    public static final String NAME = "Mcp-Name";

    /** Which session of the revisions up to 2025-11-25 it belongs to. */
    public static final String SESSION = "Mcp-Session-Id";

    /** Behind which event a stream goes on. */
    public static final String LAST_EVENT = "Last-Event-ID";

    private static final Map<String, String> SUBJECTS =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    /** Of the tasks extension; clients that do not know it well leave the field away. */
    private static final Set<String> OF_TASKS = Set.of("tasks/get", "tasks/update", "tasks/cancel");

    private RequestFields() {}

    /** The subject that {@link #NAME} must repeat for that request, if it has to. */
    public static Optional<String> subject(Frame.Request request) {
        String member = OF_TASKS.contains(request.method()) ? "taskId" : SUBJECTS.get(request.method());
        return member != null && request.params().get(member) instanceof JsonString subject
                ? Optional.of(subject.value())
                : Optional.empty();
    }

    /** Whether requests of that method must have a {@link #NAME}. */
    public static boolean hasSubject(String method) {
        return SUBJECTS.containsKey(method);
    }

    /** The fields of a request of the stateless era beside its version: by name, with their values as they are sent. */
    public static Map<String, String> of(Frame.Request request, Function<String, List<MirroredArgument>> mirrored) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(METHOD, request.method());
        Optional<String> subject = subject(request);
        subject.ifPresent(name -> fields.put(NAME, HeaderText.encode(name)));
        if (request.method().equals("tools/call") && subject.isPresent()) {
            JsonObject arguments = Frame.object(request.params(), "arguments").orElse(JsonObject.of());
            for (MirroredArgument argument : mirrored.apply(subject.get())) {
                argument.value(arguments).ifPresent(value -> fields.put(argument.field(), HeaderText.encode(value)));
            }
        }
        return fields;
    }
}
