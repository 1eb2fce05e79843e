package dev.sallyport.connect.hook;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Claude Code's documents ({@code sdk.d.ts} of its agent SDK: {@code HookInput}, {@code SyncHookJSONOutput}), which Codex reads and
 * writes in the same shape and without members of its own (its hook schemas).
 */
record ClaudeDialect(String host, Set<String> telling) implements Dialect {
    static final Set<String> EVENTS = Set.of("PostToolUse", "PostToolUseFailure", "UserPromptSubmit");
    static final Set<String> CODEX_EVENTS = Set.of("PostToolUse", "UserPromptSubmit");
    private static final String BEFORE = "PreToolUse";

    @Override
    public Set<String> deciding() {
        return Set.of(BEFORE);
    }

    @Override
    public HookEvent read(Optional<String> named, JsonObject document) {
        Fields fields = Documents.fields(document);
        String event = Documents.event(named, Optional.of(fields.text("hook_event_name")));
        String session = fields.text("session_id");
        if (event.equals(BEFORE)) {
            return new HookEvent.Before(
                    event,
                    session,
                    target(fields),
                    Documents.input(fields, "tool_input"),
                    fields.optionalText("tool_use_id"));
        }
        if (!telling.contains(event)) {
            return new HookEvent.Aside(event);
        }
        if (event.equals("UserPromptSubmit")) {
            return new HookEvent.Prompt(event, session, fields.text("prompt"));
        }
        return after(event, session, fields);
    }

    private HookEvent after(String event, String session, Fields fields) {
        boolean failed = !event.equals("PostToolUse");
        Documents.Answered answer = failed
                ? new Documents.Answered(List.of(fields.text("error")), true)
                : Documents.answered(fields.whole().get("tool_response"));
        return new HookEvent.After(
                event,
                session,
                target(fields),
                Documents.optionalInput(fields, "tool_input"),
                fields.optionalText("tool_use_id"),
                failed,
                answer.texts(),
                answer.whole());
    }

    private HookEvent.Target target(Fields fields) {
        return Documents.target(
                host,
                fields.text("tool_name"),
                fields.optionalObject("mcp_server").flatMap(s -> s.optionalText("name")));
    }

    @Override
    public JsonObject answer(String event, Ruling ruling) {
        if (ruling instanceof Ruling.Refuse refuse && event.equals(BEFORE)) {
            return JsonObject.builder()
                    .put(
                            "hookSpecificOutput",
                            JsonObject.builder()
                                    .put("hookEventName", BEFORE)
                                    .put("permissionDecision", "deny")
                                    .put("permissionDecisionReason", refuse.words())
                                    .build())
                    .build();
        }
        return Documents.passed(ruling);
    }
}
