package dev.sallyport.connect.hook;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Cursor's documents (its hooks reference). A shell command and an MCP call are told by events of their own as well. */
record CursorDialect() implements Dialect {
    private static final String SHELL = "Shell";

    @Override
    public Set<String> deciding() {
        return Set.of("preToolUse", "beforeShellExecution", "beforeMCPExecution", "beforeReadFile");
    }

    @Override
    public Set<String> telling() {
        return Set.of(
                "postToolUse", "postToolUseFailure", "afterShellExecution", "afterMCPExecution", "beforeSubmitPrompt");
    }

    @Override
    public String usual() {
        return "preToolUse";
    }

    @Override
    public HookEvent read(Optional<String> named, JsonObject document) {
        Fields fields = Documents.fields(document);
        String event = Documents.event(named, Optional.of(fields.text("hook_event_name")));
        String session = fields.text("conversation_id");
        return switch (event) {
            case "preToolUse" -> before(event, session, fields, target(fields), Documents.input(fields, "tool_input"));
            case "beforeMCPExecution" ->
                before(event, session, fields, mcp(fields), Documents.input(fields, "tool_input"));
            case "beforeShellExecution" -> before(event, session, fields, own(SHELL), command(fields));
            case "beforeReadFile" ->
                before(
                        event,
                        session,
                        fields,
                        own("Read"),
                        JsonObject.builder()
                                .put("file_path", fields.text("file_path"))
                                .build());
            case "beforeSubmitPrompt" -> new HookEvent.Prompt(event, session, fields.text("prompt"));
            case "postToolUse" -> after(event, session, fields, target(fields), "tool_output");
            case "postToolUseFailure" -> after(event, session, fields, target(fields), "error_message");
            case "afterShellExecution" -> after(event, session, fields, own(SHELL), "output");
            case "afterMCPExecution" -> after(event, session, fields, mcp(fields), "result_json");
            default -> new HookEvent.Aside(event);
        };
    }

    private static HookEvent before(
            String event, String session, Fields fields, HookEvent.Target target, JsonObject input) {
        return new HookEvent.Before(event, session, target, input, fields.optionalText("tool_use_id"));
    }

    private static HookEvent after(
            String event, String session, Fields fields, HookEvent.Target target, String member) {
        Json said = fields.whole().get(member);
        Documents.Answered answer = said == null ? new Documents.Answered(List.of(), false) : Documents.answered(said);
        Optional<JsonObject> input = event.equals("afterShellExecution")
                ? Optional.of(command(fields))
                : Documents.optionalInput(fields, "tool_input");
        return new HookEvent.After(
                event,
                session,
                target,
                input,
                fields.optionalText("tool_use_id"),
                event.endsWith("Failure"),
                answer.texts(),
                answer.whole());
    }

    private static JsonObject command(Fields fields) {
        return JsonObject.builder().put("command", fields.text("command")).build();
    }

    private static HookEvent.Target own(String tool) {
        return new HookEvent.Target(Host.CURSOR.wire(), tool);
    }

    private static HookEvent.Target target(Fields fields) {
        return Documents.target(Host.CURSOR.wire(), fields.text("tool_name"), Optional.empty());
    }

    /** The document names a server's address or program, which is not the key it is pinned under. */
    private static HookEvent.Target mcp(Fields fields) {
        return own("MCP:" + fields.text("tool_name"));
    }

    @Override
    public JsonObject answer(String event, Ruling ruling) {
        if (!deciding().contains(event)) {
            // What was said can't be unsaid; Cursor wants to hear that it goes on.
            return event.equals("beforeSubmitPrompt")
                    ? JsonObject.builder().put("continue", true).build()
                    : JsonObject.of();
        }
        return switch (ruling) {
            case Ruling.Pass pass ->
                JsonObject.builder().put("permission", "allow").build();
            case Ruling.Refuse refuse ->
                JsonObject.builder()
                        .put("permission", "deny")
                        .put("user_message", refuse.words())
                        .put("agent_message", refuse.words())
                        .build();
        };
    }
}
