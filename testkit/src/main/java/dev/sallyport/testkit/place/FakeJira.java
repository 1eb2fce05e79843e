package dev.sallyport.testkit.place;

import dev.sallyport.action.json.Json;
import dev.sallyport.gate.form.Fields;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jira, Cloud or Data Center. What was made shows in a search half a minute later. It drops no repetition.
 */
public final class FakeJira extends FakePlace {
    /** The project it has. */
    public static final String PROJECT = "SEC";

    /** The user of Cloud. */
    public static final String USER = "bot@example.com";

    /** The token it knows. */
    public static final String TOKEN = "jira-not-" + "a-real-token";

    private static final long LAG_MILLIS = 30_000;
    private static final Pattern KEY = Pattern.compile("notice (ntc-[0-9a-f]{32})");

    private record Issue(String key, List<String> labels, long madeMillis, List<String> comments) {}

    private final boolean cloud;
    private final LongSupplier clock;
    private final List<Issue> issues = new ArrayList<>();

    /** @param clock milliseconds since the epoch */
    public FakeJira(boolean cloud, LongSupplier clock) {
        this.cloud = cloud;
        this.clock = clock;
    }

    @Override
    protected Answered judge(Asked asked) {
        String expected = cloud
                ? "Basic "
                        + java.util.Base64.getEncoder()
                                .encodeToString((USER + ":" + TOKEN).getBytes(StandardCharsets.UTF_8))
                : "Bearer " + TOKEN;
        if (!asked.field("authorization").equals(expected)) {
            return Answered.of(401);
        }
        String base = cloud ? "/rest/api/3/" : "/rest/api/2/";
        need(asked.path().startsWith(base), "path " + asked.path());
        String rest = asked.path().substring(base.length());
        if (rest.equals("issue") && asked.method().equals("POST")) {
            return create(body(asked));
        }
        if (rest.startsWith(cloud ? "search/jql?" : "search?")) {
            return search(URLDecoder.decode(rest, StandardCharsets.UTF_8));
        }
        Matcher comment = Pattern.compile("issue/([A-Z]+-[0-9]+)/comment.*").matcher(rest);
        need(comment.matches(), "path " + rest);
        return comment(asked, comment.group(1));
    }

    private Answered create(Fields f) {
        Fields fields = f.object("fields");
        need(fields.object("project").text("key").equals(PROJECT), "project");
        text(fields.object("issuetype"), "name", 1, 60);
        need(text(fields, "summary", 1, 255).indexOf('\n') < 0, "summary with a line end");
        String key = content(fields, "description");
        List<String> labels = fields.texts("labels");
        labels.forEach(label -> need(label.matches("\\S{1,255}"), "label `" + label + "`"));
        fields.end();
        if (cloud) {
            f.items("properties").forEach(property -> text(Fields.of("property", property), "key", 1, 255));
        }
        f.end();
        Issue issue = new Issue(PROJECT + "-" + (issues.size() + 1), labels, clock.getAsLong(), new ArrayList<>());
        issues.add(issue);
        show(key);
        return Answered.json(201, "{\"id\":\"1\",\"key\":\"" + issue.key() + "\",\"self\":\"https://x.invalid/1\"}");
    }

    /** Checks a text and returns the key of the notice in it. */
    private String content(Fields f, String name) {
        String all;
        if (cloud) {
            Fields doc = f.object(name);
            StringBuilder text = new StringBuilder();
            need(doc.text("type").equals("doc") && doc.integer("version") == 1, "document");
            doc.items("content").forEach(node -> node(Fields.of("node", node), text));
            doc.end();
            all = text.toString();
        } else {
            all = text(f, name, 1, 32_767);
        }
        Matcher key = KEY.matcher(all);
        need(key.find(), "no key in " + name);
        return key.group(1);
    }

    private static void node(Fields node, StringBuilder text) {
        need(Set.of("codeBlock", "paragraph").contains(node.text("type")), "node");
        for (Json item : node.items("content")) {
            Fields run = Fields.of("run", item);
            need(run.text("type").equals("text"), "run");
            text.append(text(run, "text", 1, 32_767));
            if (has(run, "marks", "type", "text", "marks")) {
                for (Json mark : run.items("marks")) {
                    Fields one = Fields.of("mark", mark);
                    need(one.text("type").equals("link"), "mark");
                    need(one.object("attrs").text("href").startsWith("http"), "href");
                }
            }
        }
        node.end();
    }

    private Answered search(String query) {
        Matcher jql = Pattern.compile("jql=project = \"SEC\" AND labels = \"([^\" ]+)\"")
                .matcher(query);
        need(jql.find(), "jql " + query);
        StringBuilder out = new StringBuilder("{\"issues\":[");
        for (Issue issue : issues) {
            if (issue.labels().contains(jql.group(1)) && clock.getAsLong() - issue.madeMillis() >= LAG_MILLIS) {
                out.append(out.charAt(out.length() - 1) == '[' ? "" : ",")
                        .append("{\"id\":\"1\",\"key\":\"")
                        .append(issue.key())
                        .append("\",\"fields\":{}}");
            }
        }
        return Answered.json(200, out.append("],\"isLast\":true}").toString());
    }

    private Answered comment(Asked asked, String key) {
        Issue issue = issues.stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no issue " + key));
        if (asked.method().equals("GET")) {
            return Answered.json(200, "{\"comments\":[{\"body\":\"" + String.join(" ", issue.comments()) + "\"}]}");
        }
        Fields f = body(asked);
        String notice = content(f, "body");
        f.end();
        issue.comments().add(notice);
        show(notice);
        return Answered.json(201, "{\"id\":\"10\"}");
    }

    /** The labels of every issue. */
    public List<List<String>> labels() {
        return issues.stream().map(Issue::labels).toList();
    }
}
