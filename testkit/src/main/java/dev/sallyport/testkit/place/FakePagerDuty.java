package dev.sallyport.testkit.place;

import dev.sallyport.action.json.Json;
import dev.sallyport.gate.form.Fields;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * PagerDuty's Events API version 2. An acknowledgement or resolution of no open alert is answered 202 and dropped; a trigger
 * after a resolution opens another alert.
 */
public final class FakePagerDuty extends FakePlace {
    /** The routing key it knows. */
    public static final String KEY = "0123456789abcdef".repeat(2);

    private static final int MOST_BYTES = 512 * 1024;

    private final Map<String, String> alerts = new ConcurrentHashMap<>();
    private final AtomicInteger dropped = new AtomicInteger();

    @Override
    protected Answered judge(Asked asked) {
        need(asked.what().equals("POST /v2/enqueue"), "no such route");
        need(asked.field("content-type").startsWith("application/json"), "content type");
        need(asked.body().length <= MOST_BYTES, "more than 512 KB");
        Fields f = body(asked);
        need(f.text("routing_key").equals(KEY), "routing_key");
        String action = f.text("event_action");
        String key = text(f, "dedup_key", 1, 255);
        switch (action) {
            case "trigger" -> {
                payload(f.object("payload"));
                links(f);
                optional(f, "client", 1024);
                optional(f, "client_url", 2048);
                if (!alerts.getOrDefault(key, "resolved").equals("resolved")) {
                    break;
                }
                alerts.put(key, "triggered");
                show(key);
            }
            case "acknowledge", "resolve" -> {
                if (alerts.getOrDefault(key, "resolved").equals("resolved")) {
                    dropped.incrementAndGet();
                } else {
                    alerts.put(key, action + "d");
                }
            }
            default -> throw new AssertionError("event_action " + action);
        }
        f.end();
        return Answered.json(
                202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"" + key + "\"}");
    }

    private static void payload(Fields p) {
        text(p, "summary", 1, 1024);
        text(p, "source", 1, 1024);
        need(Set.of("critical", "error", "warning", "info").contains(p.text("severity")), "severity");
        p.optionalText("timestamp").ifPresent(Instant::parse);
        optional(p, "component", 1024);
        optional(p, "group", 1024);
        optional(p, "class", 1024);
        p.optionalObject("custom_details").ifPresent(Fields::whole);
        p.end();
    }

    private static void links(Fields f) {
        String[] known = {
            "routing_key", "event_action", "dedup_key", "payload", "links", "images", "client", "client_url"
        };
        if (!has(f, "links", known)) {
            return;
        }
        for (Json link : f.items("links")) {
            Fields one = Fields.of("link", link);
            need(text(one, "href", 8, 2048).startsWith("http"), "href");
            optional(one, "text", 1024);
            one.end();
        }
    }

    /** What was dropped without an error. */
    public int dropped() {
        return dropped.get();
    }

    /** How many alerts are not resolved. */
    public int open() {
        return (int)
                alerts.values().stream().filter(how -> !how.equals("resolved")).count();
    }

    /** How the alert of a key stands: triggered, acknowledged, resolved, or nothing. */
    public String standing(String key) {
        return alerts.getOrDefault(key, "");
    }
}
