package dev.sallyport.server.channel;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;

/** A Teams workflow: 202 for a card it would post, 400 for a message without attachments, 413 for one that is too long. */
final class FakeTeams {
    private static final int LIMIT = 28 * 1024;

    private FakeTeams() {}

    static FakeService.Answer judge(FakeService.Request request) {
        if (!request.path().equals("/workflows/1?sig=secret-of-the-workflow")) {
            return FakeService.Answer.of(401);
        }
        if (request.body().length > LIMIT) {
            return FakeService.Answer.of(413);
        }
        JsonObject body = (JsonObject) StrictJson.parse(request.body());
        require(FakeSlack.text(body, "type").equals("message"), "type");
        require(!FakeSlack.items(body, "attachments").isEmpty(), "attachments");
        for (Json attachment : FakeSlack.items(body, "attachments")) {
            JsonObject one = (JsonObject) attachment;
            require(
                    FakeSlack.text(one, "contentType").equals("application/vnd.microsoft.card.adaptive"),
                    "contentType");
            card(FakeSlack.object(one, "content"));
        }
        return FakeService.Answer.of(202);
    }

    private static void card(JsonObject card) {
        require(FakeSlack.text(card, "type").equals("AdaptiveCard"), "card type");
        require(FakeSlack.text(card, "version").equals("1.4"), "version");
        for (Json element : FakeSlack.items(card, "body")) {
            JsonObject block = (JsonObject) element;
            require(FakeSlack.text(block, "type").equals("RichTextBlock"), "element");
            for (Json inline : FakeSlack.items(block, "inlines")) {
                require(FakeSlack.text((JsonObject) inline, "type").equals("TextRun"), "inline");
                require(!FakeSlack.text((JsonObject) inline, "text").isEmpty(), "empty run");
            }
        }
        for (Json action : FakeSlack.items(card, "actions")) {
            require(FakeSlack.text((JsonObject) action, "type").equals("Action.OpenUrl"), "action");
            require(FakeSlack.text((JsonObject) action, "url").startsWith("https://"), "url");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
