package dev.sallyport.soc.export;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeText;
import dev.sallyport.soc.notice.RuleName;
import java.time.Instant;
import java.util.List;

/**
 * The Elastic Common Schema. The gateway is the observer; {@code agent.*} there means the shipper of logs, so the AI agent stands in
 * {@code gen_ai.agent.name} (beta) alone.
 */
public final class Ecs {
    /** The version whose fields are used. */
    public static final String VERSION = "8.17.0";

    private Ecs() {}

    /** The notice as an alert. */
    public static JsonObject of(Notice notice, Maker maker) {
        RuleName rule = notice.about().rule();
        JsonObject.Builder ruled = JsonObject.builder()
                .put("id", rule.id())
                .put("name", notice.about().title())
                .put("author", JsonBody.texts(List.of(rule.author())));
        if (!rule.version().isEmpty()) {
            ruled.put("version", rule.version());
        }
        if (!rule.digest().isEmpty()) {
            ruled.put("uuid", rule.digest());
        }
        JsonObject.Builder out = JsonObject.builder()
                .put(
                        "@timestamp",
                        Instant.ofEpochMilli(notice.times().eventMillis()).toString())
                .put("ecs", one("version", VERSION))
                .put(
                        "message",
                        NoticeText.headline(notice) + ". " + notice.about().sentence())
                .put("event", event(notice))
                .put("rule", ruled.build())
                .put(
                        "observer",
                        JsonObject.builder()
                                .put("vendor", Maker.PRODUCT)
                                .put("product", Maker.PRODUCT)
                                .put("version", maker.version())
                                .put("hostname", maker.host())
                                .put("type", "agent-gateway")
                                .build())
                .put("organization", one("id", notice.tenant().value()))
                .put("tags", JsonBody.texts(List.of("team:" + notice.about().team())))
                .put("log", one("level", notice.severity().word()));
        if (!notice.about().agent().isEmpty()) {
            out.put(
                    "gen_ai",
                    JsonObject.builder()
                            .put("agent", one("name", notice.about().agent()))
                            .build());
        }
        return out.build();
    }

    private static JsonObject event(Notice notice) {
        JsonObject.Builder out = JsonObject.builder()
                .put("kind", "alert")
                .put("category", JsonBody.texts(List.of("intrusion_detection")))
                .put("type", JsonBody.texts(List.of("info")))
                .put("action", "incident-" + notice.kind().word())
                .put("id", notice.incident())
                .put("sequence", notice.revision())
                .put("severity", 6 - notice.severity().priority())
                .put("provider", "sallyport");
        if (notice.times().receivedMillis() > 0) {
            out.put(
                    "created",
                    Instant.ofEpochMilli(notice.times().receivedMillis()).toString());
        }
        if (!notice.receipts().isEmpty()) {
            out.put("reference", String.join(" ", notice.receipts()));
        }
        notice.links().console().ifPresent(url -> out.put("url", url.toString()));
        return out.build();
    }

    private static JsonObject one(String name, String value) {
        return JsonObject.builder().put(name, value).build();
    }
}
