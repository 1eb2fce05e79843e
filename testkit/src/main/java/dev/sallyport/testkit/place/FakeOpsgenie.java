package dev.sallyport.testkit.place;

import dev.sallyport.gate.form.Fields;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Opsgenie's alerts below any path: everything is answered 202, and what became of it only shows when it is asked for. */
public final class FakeOpsgenie extends FakePlace {
    /** The key it knows. */
    public static final String KEY = "og-not-" + "a-real-key";

    private static final String ALERTS = "/v2/alerts";

    private final Map<String, Boolean> requests = new HashMap<>();
    private final Set<String> late = new HashSet<>();
    private final Set<String> open = new HashSet<>();
    private boolean slow;
    private boolean refuses;

    /** Whether what was queued is not done when it is first asked for. */
    public void slow(boolean isSlow) {
        slow = isSlow;
    }

    /** Whether what was queued is refused afterwards. */
    public void refuses(boolean does) {
        refuses = does;
    }

    @Override
    protected Answered judge(Asked asked) {
        need(asked.field("authorization").equals("GenieKey " + KEY), "key");
        String path = asked.path();
        boolean done = !refuses;
        if (asked.method().equals("GET")) {
            return became(path.substring((ALERTS + "/requests/").length()));
        }
        need(asked.method().equals("POST"), "method");
        if (path.equals(ALERTS)) {
            String alias = alert(body(asked));
            if (!refuses && open.add(alias)) {
                show(alias);
            }
        } else {
            String[] parts = path.substring(ALERTS.length() + 1).split("/", 2);
            String alias = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            need(
                    parts[1].equals("close?identifierType=alias")
                            || parts[1].equals("acknowledge?identifierType=alias"),
                    path);
            Fields f = body(asked);
            optional(f, "source", 100);
            optional(f, "note", 25_000);
            f.end();
            done &= open.contains(alias); // "alert does not exist", which only the request's result says
            if (parts[1].startsWith("close")) {
                open.remove(alias);
            }
        }
        String id = "req-" + (requests.size() + 1);
        requests.put(id, done);
        return Answered.json(
                202, "{\"result\":\"Request will be processed\",\"took\":0.1,\"requestId\":\"" + id + "\"}");
    }

    private Answered became(String id) {
        if (slow && late.add(id)) {
            return Answered.of(404);
        }
        boolean done = requests.getOrDefault(id, false);
        return Answered.json(200, "{\"data\":{\"success\":" + done + ",\"isSuccess\":" + done + "},\"took\":0.1}");
    }

    private static String alert(Fields f) {
        text(f, "message", 1, 130);
        String alias = text(f, "alias", 1, 512);
        optional(f, "description", 15_000);
        need(f.texts("tags").size() <= 20, "tags");
        f.texts("tags").forEach(tag -> need(tag.length() <= 50, "tag " + tag));
        int[] total = {0};
        f.object("details")
                .whole()
                .members()
                .forEach((name, value) -> total[0] += name.length()
                        + ((dev.sallyport.action.json.JsonString) value).value().length());
        need(total[0] <= 8_000, "details have " + total[0] + " characters");
        optional(f, "entity", 512);
        need(f.text("priority").matches("P[1-5]"), "priority");
        optional(f, "source", 100);
        f.end();
        return alias;
    }
}
