package dev.sallyport.testkit.place;

import dev.sallyport.action.json.Json;
import dev.sallyport.gate.form.Fields;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Teams workflow with a trigger for web requests: 202 for a card it would post, 400 without attachments, 413 for one that is too
 * long. It drops no repetition.
 */
public final class FakeWorkflow extends FakePlace {
    /** Its path, whose end is the secret. */
    public static final String PATH = "/workflows/1?sig=secret-of-the-workflow";

    private static final int LIMIT = 28 * 1024;
    private static final Pattern KEY = Pattern.compile("notice: (ntc-[0-9a-f]{32})");

    @Override
    protected Answered judge(Asked asked) {
        if (!asked.path().equals(PATH) || !asked.method().equals("POST")) {
            return Answered.of(401);
        }
        if (asked.body().length > LIMIT) {
            return Answered.of(413);
        }
        Fields f = body(asked);
        need(f.text("type").equals("message"), "type");
        List<Json> attachments = f.items("attachments");
        need(attachments.size() == 1, "attachments");
        Fields one = Fields.of("attachment", attachments.getFirst());
        need(one.text("contentType").equals("application/vnd.microsoft.card.adaptive"), "contentType");
        need(one.optionalText("contentUrl").isEmpty(), "contentUrl");
        card(one.object("content"));
        one.end();
        f.end();
        Matcher key = KEY.matcher(asked.text());
        need(key.find(), "no key on the card");
        show(key.group(1));
        return Answered.of(202);
    }

    private static void card(Fields card) {
        need(card.text("type").equals("AdaptiveCard") && card.text("version").equals("1.4"), "card");
        need(card.text("$schema").startsWith("http://adaptivecards.io/"), "schema");
        for (Json element : card.items("body")) {
            Fields block = Fields.of("element", element);
            need(block.text("type").equals("RichTextBlock"), "element");
            for (Json inline : block.items("inlines")) {
                Fields run = Fields.of("inline", inline);
                need(run.text("type").equals("TextRun"), "inline");
                text(run, "text", 1, 10_000);
                optional(run, "weight", 20);
                run.end();
            }
            block.end();
        }
        if (has(card, "actions", "type", "version", "$schema", "body", "actions")) {
            for (Json action : card.items("actions")) {
                Fields one = Fields.of("action", action);
                need(one.text("type").equals("Action.OpenUrl"), "action");
                need(one.text("url").startsWith("https://"), "url");
                text(one, "title", 1, 100);
                one.end();
            }
        }
    }
}
