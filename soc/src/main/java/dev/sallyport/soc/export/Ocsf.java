package dev.sallyport.soc.export;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeText;
import dev.sallyport.soc.notice.RuleName;
import dev.sallyport.soc.notice.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Open Cybersecurity Schema Framework, version 1.9.0-dev as it stood on 2026-07-23: numbers of enumerations moved during its
 * making, so the version is pinned and every event names it. Times are milliseconds since the epoch.
 */
public final class Ocsf {
    /** The pinned version. */
    public static final String VERSION = "1.9.0-dev";

    private static final int DETECTION_FINDING = 2004;
    private static final int INCIDENT_FINDING = 2005;
    private static final int API_ACTIVITY = 6003;
    private static final int REMEDIATION = 7001;
    private static final int ALERT = 19;
    private static final int OTHER = 99;

    private Ocsf() {}

    /** The notice as an Incident Finding (2005): the incident itself. */
    public static JsonObject incident(Notice notice, Maker maker) {
        return event(INCIDENT_FINDING, activity(notice), notice, maker)
                .put("status_id", incidentStatus(notice))
                .put("priority_id", priority(notice.severity()))
                .put("desc", notice.about().sentence())
                .put("finding_info_list", JsonBody.one(info(notice)))
                .put(
                        "assignee_group",
                        JsonObject.builder().put("name", notice.about().team()).build())
                .put("count", Math.max(1, notice.counts().events()))
                .build();
    }

    /** The notice as a Detection Finding (2004): what the rule found. */
    public static JsonObject finding(Notice notice, Maker maker) {
        JsonObject.Builder out = event(DETECTION_FINDING, activity(notice), notice, maker)
                .put("status_id", findingStatus(notice))
                .put("finding_info", info(notice))
                .put("is_alert", true)
                .put("action_id", 3)
                .put("disposition_id", ALERT)
                .put("count", Math.max(1, notice.counts().events()));
        if (!notice.about().agent().isEmpty()) {
            JsonObject agent = JsonObject.builder()
                    .put("namespace", "ai_agent")
                    .put("name", notice.about().agent())
                    .build();
            out.put("resources", JsonBody.one(agent));
        }
        return out.build();
    }

    private static JsonObject.Builder event(int type, int activity, Notice notice, Maker maker) {
        JsonObject.Builder metadata = metadata(maker, notice.tenant().value())
                .put(
                        "uid",
                        notice.incident() + "." + notice.revision() + "."
                                + notice.kind().word())
                .put("correlation_uid", notice.incident())
                .put("log_name", "notices")
                .put("sequence", notice.revision())
                .put("profiles", JsonBody.texts(List.of("security_control", "incident")));
        if (notice.times().receivedMillis() > 0) {
            metadata.put("logged_time", notice.times().receivedMillis());
        }
        if (notice.times().evaluatedMillis() > 0) {
            metadata.put("processed_time", notice.times().evaluatedMillis());
        }
        if (notice.times().notifiedMillis() > 0) {
            metadata.put("transmit_time", notice.times().notifiedMillis());
        }
        return base(type, activity, severity(notice.severity()), time(notice))
                .put("message", NoticeText.headline(notice))
                .put("metadata", metadata.build());
    }

    private static JsonObject.Builder base(int type, int activity, int severity, long time) {
        return JsonObject.builder()
                .put("class_uid", type)
                .put("category_uid", type / 1000)
                .put("activity_id", activity)
                .put("type_uid", type * 100L + activity)
                .put("severity_id", severity)
                .put("time", time);
    }

    private static JsonObject.Builder metadata(Maker maker, String tenant) {
        return JsonObject.builder()
                .put("version", VERSION)
                .put("tenant_uid", tenant)
                .put(
                        "product",
                        JsonObject.builder()
                                .put("name", Maker.PRODUCT)
                                .put("vendor_name", Maker.PRODUCT)
                                .put("version", maker.version())
                                .put("uid", maker.host())
                                .build());
    }

    private static JsonObject info(Notice notice) {
        RuleName rule = notice.about().rule();
        JsonObject.Builder analytic = JsonObject.builder()
                .put("type_id", 1)
                .put("uid", rule.id())
                .put("name", rule.id())
                .put("desc", "by " + rule.author());
        if (!rule.version().isEmpty() || !rule.digest().isEmpty()) {
            analytic.put("version", rule.digest().isEmpty() ? rule.version() : rule.digest());
        }
        JsonObject.Builder out = JsonObject.builder()
                .put("uid", notice.incident())
                .put("title", notice.about().title())
                .put("desc", notice.about().sentence())
                .put("analytic", analytic.build())
                .put("first_seen_time", notice.times().eventMillis())
                .put("related_events_count", notice.counts().receipts());
        List<Json> related = new ArrayList<>();
        for (String receipt : notice.receipts()) {
            related.add(JsonObject.builder()
                    .put("uid", receipt)
                    .put("type_uid", API_ACTIVITY * 100L + OTHER)
                    .put("type", "receipt")
                    .build());
        }
        if (!related.isEmpty()) {
            out.put("related_events", new JsonArray(related));
        }
        notice.links().console().ifPresent(url -> out.put("src_url", url.toString()));
        return out.build();
    }

    private static long time(Notice notice) {
        return Math.max(notice.times().evaluatedMillis(), notice.times().notifiedMillis());
    }

    private static int activity(Notice notice) {
        return switch (notice.kind()) {
            case OPENED -> 1;
            case UPDATED, ESCALATED -> 2;
            case CLOSED -> 3;
        };
    }

    private static int incidentStatus(Notice notice) {
        return notice.kind() == Kind.CLOSED ? 5 : notice.acknowledged() ? 2 : 1;
    }

    private static int findingStatus(Notice notice) {
        return notice.kind() == Kind.CLOSED ? 4 : notice.acknowledged() ? 2 : 1;
    }

    private static int priority(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 4;
            case HIGH -> 3;
            case MEDIUM -> 2;
            case LOW, INFO -> 1;
        };
    }

    private static int severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 5;
            case HIGH -> 4;
            case MEDIUM -> 3;
            case LOW -> 2;
            case INFO -> 1;
        };
    }

    /**
     * A decision's event as API Activity (6003, activity 99 “Invoke”); empty for an event that is no decision on a tool call. A
     * held action is 4 Delayed-like: nothing was allowed yet, so its action is 99.
     */
    public static Optional<JsonObject> decision(Event event, Maker maker) {
        return switch (event.name()) {
            case TOOL_ALLOWED -> Optional.of(decision(event, maker, 1, 1, ""));
            case TOOL_DENIED -> Optional.of(decision(event, maker, 2, 2, ""));
            case TOOL_HELD -> Optional.of(decision(event, maker, OTHER, 14, "Held"));
            default -> Optional.empty();
        };
    }

    private static JsonObject decision(Event event, Maker maker, int action, int disposition, String actionName) {
        boolean denied = event.name() == EventName.TOOL_DENIED;
        JsonObject.Builder metadata = metadata(maker, event.tenant().value())
                .put("uid", event.receiptId().isEmpty() ? field(event, "decision.id") : event.receiptId())
                .put("log_name", "decisions")
                .put("profiles", JsonBody.texts(List.of("security_control", "ai_operation")));
        JsonObject.Builder out = base(API_ACTIVITY, OTHER, 1, event.timeMillis())
                .put("activity_name", "Invoke")
                .put("metadata", metadata.build())
                .put("action_id", action)
                .put("disposition_id", disposition)
                .put("status_id", denied ? 2 : 1)
                .put("status_code", field(event, "decision.reason"))
                .put("actor", one("app_uid", field(event, "agent.id")))
                .put("ai_agent", one("uid", field(event, "agent.id")))
                .put("src_endpoint", one("uid", field(event, "session.id")))
                .put(
                        "api",
                        JsonObject.builder()
                                .put("operation", "tools/call")
                                .put("service", one("name", field(event, "tool.name")))
                                .put("request", one("uid", field(event, "decision.id")))
                                .build())
                .put(
                        "resources",
                        JsonBody.one(JsonObject.builder()
                                .put("namespace", "mcp_tool")
                                .put("name", field(event, "tool.action"))
                                .build()))
                .put("policy", one("uid", field(event, "policy.digest")));
        if (!actionName.isEmpty()) {
            out.put("action", actionName);
        }
        return out.build();
    }

    private static JsonObject one(String name, String value) {
        return JsonObject.builder().put(name, value).build();
    }

    private static String field(Event event, String name) {
        String value = event.fields().getOrDefault(name, "");
        return value.isEmpty() ? "unknown" : value;
    }

    /** An act of containment as Remediation Activity (7001). */
    public static JsonObject remediation(Response response, Maker maker) {
        JsonObject.Builder metadata = metadata(maker, response.tenant().value())
                .put("uid", response.command())
                .put("correlation_uid", response.incident())
                .put("log_name", "responses")
                .put("profiles", JsonBody.texts(List.of("security_control")));
        return base(REMEDIATION, response.act().activity(), 1, response.timeMillis())
                .put("metadata", metadata.build())
                .put("command_uid", response.command())
                .put("status_id", response.done() ? 1 : 2)
                .put("action_id", 1)
                .put("disposition_id", response.act().disposition())
                .put("remediation", one("desc", response.sentence()))
                .put("message", response.sentence())
                .build();
    }
}
