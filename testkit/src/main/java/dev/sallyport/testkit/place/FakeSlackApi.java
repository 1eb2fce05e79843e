package dev.sallyport.testkit.place;

import dev.sallyport.action.json.Json;
import dev.sallyport.gate.form.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Slack's methods for messages: most faults are {@code ok:false} with status 200. */
public final class FakeSlackApi extends FakePlace {
    /** The token it knows. */
    public static final String TOKEN = "xox" + "b-not-a-real-token";

    /** The conversation the app is in. */
    public static final String CONVERSATION = "C0123";

    private static final int TOTAL = 8_000;

    private record Posted(String ts, String thread, String key) {}

    private final List<Posted> messages = new ArrayList<>();
    private Optional<String> error = Optional.empty();

    /** Says {@code ok:false} with that error once. */
    public void refuseOnce(String why) {
        error = Optional.of(why);
    }

    @Override
    protected Answered judge(Asked asked) {
        if (!asked.field("authorization").equals("Bearer " + TOKEN)) {
            return no("invalid_auth");
        }
        String method = asked.path().split("\\?", 2)[0];
        if (method.equals("/api/conversations.history") || method.equals("/api/conversations.replies")) {
            return list(asked);
        }
        need(method.equals("/api/chat.postMessage"), "method " + method);
        if (error.isPresent()) {
            String why = error.get();
            error = Optional.empty();
            return no(why);
        }
        need(asked.field("content-type").equals("application/json; charset=utf-8"), "charset");
        return post(body(asked));
    }

    private Answered post(Fields f) {
        if (!f.text("channel").equals(CONVERSATION)) {
            return no("channel_not_found");
        }
        int[] total = {0};
        text(f, "text", 1, 4_000);
        List<Json> blocks = f.items("blocks");
        need(!blocks.isEmpty() && blocks.size() <= 50, "invalid_blocks");
        blocks.forEach(block -> block(Fields.of("block", block), total));
        need(total[0] <= TOTAL, "msg_blocks_too_long " + total[0]);
        f.flag("unfurl_links");
        f.flag("unfurl_media");
        String thread = optional(f, "thread_ts", 30);
        need(thread.isEmpty() || messages.stream().anyMatch(m -> m.ts().equals(thread)), "thread_not_found");
        Fields metadata = f.object("metadata");
        text(metadata, "event_type", 1, 255);
        Fields payload = metadata.object("event_payload");
        String key = payload.text("key");
        f.end();
        String ts = "1700000000.%06d".formatted(messages.size() + 1);
        messages.add(new Posted(ts, thread, key));
        show(key);
        return Answered.json(200, "{\"ok\":true,\"channel\":\"C0123\",\"ts\":\"" + ts + "\"}");
    }

    private static void block(Fields block, int[] total) {
        switch (block.text("type")) {
            case "header" -> {
                Fields text = block.object("text");
                need(text.text("type").equals("plain_text"), "header text");
                total[0] += text(text, "text", 1, 150).length();
            }
            case "rich_text" -> {
                for (Json part : block.items("elements")) {
                    Fields one = Fields.of("element", part);
                    need(Set.of("rich_text_preformatted", "rich_text_section").contains(one.text("type")), "element");
                    one.items("elements").forEach(run -> run(Fields.of("run", run), total));
                    one.end();
                }
            }
            default -> throw new AssertionError("invalid_blocks");
        }
        block.end();
    }

    private static void run(Fields run, int[] total) {
        switch (run.text("type")) {
            case "text" -> total[0] += text(run, "text", 1, 8_000).length();
            case "link" -> {
                need(run.text("url").startsWith("http"), "url");
                total[0] +=
                        run.text("url").length() + optional(run, "text", 3_000).length();
            }
            default -> throw new AssertionError("run");
        }
        run.end();
    }

    private Answered list(Asked asked) {
        need(
                asked.path().contains("channel=" + CONVERSATION) && asked.path().contains("include_all_metadata=true"),
                "query");
        StringBuilder out = new StringBuilder("{\"ok\":true,\"messages\":[");
        for (Posted one : messages) {
            boolean wanted = asked.path().contains("conversations.history")
                    ? one.thread().isEmpty()
                    : asked.path().contains("&ts=" + one.thread() + "&")
                            && !one.thread().isEmpty();
            if (wanted) {
                out.append(out.charAt(out.length() - 1) == '[' ? "" : ",")
                        .append("{\"ts\":\"")
                        .append(one.ts())
                        .append("\",\"metadata\":{\"event_type\":\"sallyport_notice\",\"event_payload\":{\"key\":\"")
                        .append(one.key())
                        .append("\"}}}");
            }
        }
        return Answered.json(200, out.append("]}").toString());
    }

    private static Answered no(String why) {
        return Answered.json(200, "{\"ok\":false,\"error\":\"" + why + "\"}");
    }
}
