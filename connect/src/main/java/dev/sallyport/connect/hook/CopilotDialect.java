package dev.sallyport.connect.hook;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import java.util.Optional;
import java.util.Set;

/**
 * GitHub Copilot's documents: camel-case members under camel-case events, which the document does not name (its hooks reference), and
 * snake-case members under the capitalised events that VS Code and the compatible form use.
 */
record CopilotDialect() implements Dialect {
    @Override
    public Set<String> deciding() {
        return Set.of("preToolUse", "PreToolUse");
    }

    @Override
    public Set<String> telling() {
        return Set.of(
                "postToolUse",
                "postToolUseFailure",
                "userPromptSubmitted",
                "PostToolUse",
                "PostToolUseFailure",
                "UserPromptSubmit");
    }

    @Override
    public String usual() {
        return "preToolUse";
    }

    @Override
    public HookEvent read(Optional<String> named, JsonObject document) {
        Fields fields = Documents.fields(document);
        boolean camel = document.get("hook_event_name") == null;
        String event = Documents.event(named, fields.optionalText("hook_event_name"));
        String session = fields.text(camel ? "sessionId" : "session_id");
        return switch (event) {
            case "preToolUse", "PreToolUse" ->
                new HookEvent.Before(
                        event,
                        session,
                        target(fields, camel),
                        Documents.input(fields, camel ? "toolArgs" : "tool_input"),
                        fields.optionalText(camel ? "toolCallId" : "tool_use_id"));
            case "userPromptSubmitted", "UserPromptSubmit" ->
                new HookEvent.Prompt(event, session, fields.text("prompt"));
            default -> telling().contains(event) ? after(event, session, fields, camel) : new HookEvent.Aside(event);
        };
    }

    private static HookEvent after(String event, String session, Fields fields, boolean camel) {
        Json result = fields.whole().get(camel ? "toolResult" : "tool_response");
        boolean failed = event.endsWith("Failure")
                || (result instanceof JsonObject o
                        && o.get("resultType") instanceof JsonString type
                        && !type.value().equals("success"));
        Json said = result instanceof JsonObject o && o.get("textResultForLlm") != null
                ? o.get("textResultForLlm")
                : result == null ? fields.whole().get("error") : result;
        Documents.Answered answer = Documents.answered(said);
        return new HookEvent.After(
                event,
                session,
                target(fields, camel),
                Documents.optionalInput(fields, camel ? "toolArgs" : "tool_input"),
                fields.optionalText(camel ? "toolCallId" : "tool_use_id"),
                failed,
                answer.texts(),
                answer.whole());
    }

    private static HookEvent.Target target(Fields fields, boolean camel) {
        return Documents.target(Host.COPILOT.wire(), fields.text(camel ? "toolName" : "tool_name"), Optional.empty());
    }

    @Override
    public JsonObject answer(String event, Ruling ruling) {
        if (!(ruling instanceof Ruling.Refuse refuse) || !deciding().contains(event)) {
            return JsonObject.of();
        }
        JsonObject.Builder denied = JsonObject.builder();
        if (event.equals("PreToolUse")) {
            // VS Code reads the decision in a member of its own, the command line at the top.
            denied.put(
                    "hookSpecificOutput",
                    JsonObject.builder()
                            .put("hookEventName", event)
                            .put("permissionDecision", "deny")
                            .put("permissionDecisionReason", refuse.words())
                            .build());
        }
        return denied.put("permissionDecision", "deny")
                .put("permissionDecisionReason", refuse.words())
                .build();
    }
}
