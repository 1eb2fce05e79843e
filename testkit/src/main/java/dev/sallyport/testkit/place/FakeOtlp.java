package dev.sallyport.testkit.place;

import dev.sallyport.action.json.Json;
import dev.sallyport.gate.form.Fields;

/** A receiver of OTLP logs in JSON: it can reject a record with status 200. It drops no repetition. */
public final class FakeOtlp extends FakePlace {
    private boolean rejects;

    /** Whether records are rejected, with status 200. */
    public void rejects(boolean does) {
        rejects = does;
    }

    @Override
    protected Answered judge(Asked asked) {
        need(asked.what().equals("POST /v1/logs"), "path");
        need(asked.field("content-type").equals("application/json"), "content-type");
        Fields f = body(asked);
        for (Json resource : f.items("resourceLogs")) {
            Fields one = Fields.of("resourceLogs", resource);
            attributes(one.object("resource"));
            for (Json scope : one.items("scopeLogs")) {
                Fields s = Fields.of("scopeLogs", scope);
                s.object("scope").text("name");
                s.items("logRecords").forEach(record -> record(Fields.of("logRecord", record)));
                s.end();
            }
            one.end();
        }
        f.end();
        return rejects
                ? Answered.json(200, "{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":\"no\"}}")
                : Answered.json(200, "{}");
    }

    private void record(Fields r) {
        need(
                r.text("timeUnixNano").matches("[0-9]{19}")
                        && r.text("observedTimeUnixNano").matches("[0-9]{19}"),
                "time");
        need(r.integer("severityNumber") >= 1 && r.integer("severityNumber") <= 24, "severityNumber");
        text(r, "severityText", 1, 20);
        text(r, "eventName", 1, 100);
        r.object("body").text("stringValue");
        attributes(r);
        String incident = "";
        for (Json item : r.items("attributes")) {
            Fields one = Fields.of("attribute", item);
            if (one.text("key").startsWith("sallyport.incident.id")
                    || one.text("key").endsWith(".revision")) {
                incident += one.object("value").text("stringValue") + " ";
            }
        }
        show(incident + r.text("eventName"));
        r.end();
    }

    private static void attributes(Fields f) {
        for (Json item : f.items("attributes")) {
            Fields one = Fields.of("attribute", item);
            text(one, "key", 1, 200);
            one.object("value").text("stringValue");
            one.end();
        }
    }
}
