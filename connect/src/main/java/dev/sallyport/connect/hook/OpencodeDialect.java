package dev.sallyport.connect.hook;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import java.util.Optional;
import java.util.Set;

/**
 * What Sallyport's plugin for OpenCode sends and reads. OpenCode has no command hooks: the plugin's functions get {@code input} and
 * {@code output} (its plugin package's types), send what is in them, and throw where the answer is {@code deny}.
 */
record OpencodeDialect() implements Dialect {
    private static final String BEFORE = "tool.execute.before";
    private static final String AFTER = "tool.execute.after";
    private static final String PROMPT = "chat.message";

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
        String event = Documents.event(named, Optional.of(fields.text("event")));
        String session = fields.text("sessionID");
        return switch (event) {
            case BEFORE ->
                new HookEvent.Before(
                        event,
                        session,
                        target(fields),
                        Documents.input(fields, "args"),
                        Optional.of(fields.text("callID")));
            case AFTER -> after(event, session, fields);
            case PROMPT -> new HookEvent.Prompt(event, session, fields.text("text"));
            default -> new HookEvent.Aside(event);
        };
    }

    private static HookEvent after(String event, String session, Fields fields) {
        Documents.Answered answer = Documents.answered(fields.whole().get("output"));
        return new HookEvent.After(
                event,
                session,
                target(fields),
                Documents.optionalInput(fields, "args"),
                Optional.of(fields.text("callID")),
                false,
                answer.texts(),
                answer.whole());
    }

    private static HookEvent.Target target(Fields fields) {
        return Documents.target(Host.OPENCODE.wire(), fields.text("tool"), Optional.empty());
    }

    @Override
    public JsonObject answer(String event, Ruling ruling) {
        return switch (ruling) {
            case Ruling.Pass pass ->
                JsonObject.builder().put("decision", "pass").build();
            case Ruling.Refuse refuse ->
                JsonObject.builder()
                        .put("decision", "deny")
                        .put("reason", refuse.words())
                        .build();
        };
    }
}
