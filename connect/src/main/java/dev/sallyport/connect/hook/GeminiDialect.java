package dev.sallyport.connect.hook;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gemini CLI's documents ({@code hooks/types.d.ts} of its core). It knows no {@code ask}. */
record GeminiDialect() implements Dialect {
    private static final String BEFORE = "BeforeTool";
    private static final String AFTER = "AfterTool";
    private static final String PROMPT = "BeforeAgent";

    @Override
    public Set<String> deciding() {
        return Set.of(BEFORE);
    }

    @Override
    public Set<String> telling() {
        return Set.of(AFTER, PROMPT);
    }

    @Override
    public HookEvent read(Optional<String> named, JsonObject document) {
        Fields fields = Documents.fields(document);
        String event = Documents.event(named, Optional.of(fields.text("hook_event_name")));
        String session = fields.text("session_id");
        return switch (event) {
            case BEFORE ->
                new HookEvent.Before(
                        event, session, target(fields), Documents.input(fields, "tool_input"), Optional.empty());
            case AFTER -> after(event, session, fields);
            case PROMPT -> new HookEvent.Prompt(event, session, fields.text("prompt"));
            default -> new HookEvent.Aside(event);
        };
    }

    private static HookEvent after(String event, String session, Fields fields) {
        JsonObject response = fields.object("tool_response").whole();
        Documents.Answered answer = Documents.answered(said(response.get("llmContent"), response));
        return new HookEvent.After(
                event,
                session,
                target(fields),
                Documents.optionalInput(fields, "tool_input"),
                Optional.empty(),
                response.get("error") != null,
                answer.texts(),
                answer.whole());
    }

    /** The model reads {@code llmContent}; without one everything counts. */
    private static Json said(@Nullable Json forModel, JsonObject response) {
        return forModel == null ? response : forModel;
    }

    private static HookEvent.Target target(Fields fields) {
        String tool = fields.text("tool_name");
        Optional<Fields> context = fields.optionalObject("mcp_context");
        return context.map(c -> Documents.reached(Host.GEMINI.wire(), tool, c.text("server_name"), c.text("tool_name")))
                .orElseGet(() -> new HookEvent.Target(Host.GEMINI.wire(), tool));
    }

    @Override
    public JsonObject answer(String event, Ruling ruling) {
        return ruling instanceof Ruling.Refuse refuse && event.equals(BEFORE)
                ? JsonObject.builder()
                        .put("decision", "deny")
                        .put("reason", refuse.words())
                        .build()
                : Documents.passed(ruling);
    }
}
