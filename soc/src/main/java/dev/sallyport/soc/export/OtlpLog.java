package dev.sallyport.soc.export;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeText;
import java.util.ArrayList;
import java.util.List;

/**
 * A notice as one OTLP log record in the protocol's JSON form (OTLP 1, {@code /v1/logs}): 64-bit times are texts in
 * nanoseconds. The rule stands in {@code security_rule.*} (in development).
 */
public final class OtlpLog {
    private static final long NANOS = 1_000_000;

    private OtlpLog() {}

    /** The request's body. */
    public static JsonObject of(Notice notice, Maker maker) {
        JsonObject record = JsonObject.builder()
                .put("timeUnixNano", nanos(notice.times().eventMillis()))
                .put("observedTimeUnixNano", nanos(notice.times().evaluatedMillis()))
                .put("severityNumber", number(notice))
                .put("severityText", notice.severity().word())
                .put("eventName", "sallyport.incident." + notice.kind().word())
                .put("body", text(NoticeText.headline(notice)))
                .put("attributes", new JsonArray(attributes(notice)))
                .build();
        JsonObject scope = JsonObject.builder()
                .put(
                        "scope",
                        JsonObject.builder()
                                .put("name", "dev.sallyport.soc")
                                .put("version", maker.version())
                                .build())
                .put("logRecords", JsonBody.one(record))
                .build();
        List<Json> resource = List.of(
                attribute("service.name", "sallyport"),
                attribute("service.version", maker.version()),
                attribute("host.name", maker.host()));
        return JsonObject.builder()
                .put(
                        "resourceLogs",
                        JsonBody.one(JsonObject.builder()
                                .put(
                                        "resource",
                                        JsonObject.builder()
                                                .put("attributes", new JsonArray(resource))
                                                .build())
                                .put("scopeLogs", JsonBody.one(scope))
                                .build()))
                .build();
    }

    private static List<Json> attributes(Notice notice) {
        List<Json> out = new ArrayList<>();
        out.add(attribute("sallyport.tenant", notice.tenant().value()));
        out.add(attribute("sallyport.incident.id", notice.incident()));
        out.add(attribute("sallyport.incident.revision", Integer.toString(notice.revision())));
        out.add(attribute("sallyport.incident.sentence", notice.about().sentence()));
        out.add(attribute("sallyport.team", notice.about().team()));
        out.add(attribute("gen_ai.agent.name", notice.about().agent()));
        out.add(attribute("security_rule.uuid", notice.about().rule().id()));
        out.add(attribute("security_rule.author", notice.about().rule().author()));
        out.add(attribute("security_rule.version", notice.about().rule().version()));
        out.add(attribute("sallyport.rule.digest", notice.about().rule().digest()));
        out.add(attribute("sallyport.receipts", String.join(" ", notice.receipts())));
        return out;
    }

    private static String nanos(long millis) {
        return Long.toString(millis * NANOS);
    }

    private static int number(Notice notice) {
        return switch (notice.severity()) {
            case CRITICAL -> 21;
            case HIGH -> 17;
            case MEDIUM -> 13;
            case LOW -> 10;
            case INFO -> 9;
        };
    }

    private static JsonObject attribute(String key, String value) {
        return JsonObject.builder().put("key", key).put("value", text(value)).build();
    }

    private static JsonObject text(String value) {
        return JsonObject.builder().put("stringValue", value).build();
    }
}
