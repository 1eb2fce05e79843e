package dev.sallyport.testkit.place;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** GitHub's issues of one repository. Labels of a token without push access are dropped without an error. */
public final class FakeGitHub extends FakePlace {
    /** The repository it has. */
    public static final String REPOSITORY = "acme/incidents";

    /** The token it knows. */
    public static final String TOKEN = "ghx-not-" + "a-real-token";

    private static final Pattern KEY = Pattern.compile("<!-- sallyport:notice:(ntc-[0-9a-f]{32}) -->");

    /** A rule of the repository that tests change. */
    public enum Rule {
        /** Everybody can read it. */
        PUBLIC,
        /** The token may not set labels. */
        NO_PUSH,
        /** Issues are switched off. */
        NO_ISSUES,
        /** Too much was made lately. */
        SECONDARY_LIMIT
    }

    private static final class Issue {
        private final String body;
        private final List<String> comments = new ArrayList<>();
        private String state = "open";

        private Issue(String body) {
            this.body = body;
        }
    }

    private final List<Issue> issues = new ArrayList<>();
    private final java.util.Set<Rule> rules = java.util.EnumSet.noneOf(Rule.class);

    /** That holds from now on. */
    public void rule(Rule rule) {
        rules.add(rule);
    }

    /** That holds no longer. */
    public void lift(Rule rule) {
        rules.remove(rule);
    }

    /** How the issues stand, in order. */
    public List<String> states() {
        return issues.stream().map(issue -> issue.state).toList();
    }

    @Override
    protected Answered judge(Asked asked) {
        if (!asked.field("authorization").equals("Bearer " + TOKEN)) {
            return Answered.of(401);
        }
        need(asked.field("x-github-api-version").equals("2022-11-28"), "version");
        need(asked.field("accept").equals("application/vnd.github+json"), "accept");
        String base = "/repos/" + REPOSITORY;
        if (!asked.path().startsWith(base)) {
            return Answered.of(404);
        }
        String rest = asked.path().substring(base.length());
        if (rest.isEmpty()) {
            return Answered.json(200, "{\"id\":1,\"private\":" + !rules.contains(Rule.PUBLIC) + "}");
        }
        if (rules.contains(Rule.NO_ISSUES)) {
            return Answered.of(410);
        }
        if (rules.contains(Rule.SECONDARY_LIMIT) && !asked.method().equals("GET")) {
            return Answered.json(403, "{\"message\":\"You have exceeded a secondary rate limit.\"}");
        }
        Matcher one = Pattern.compile("/issues/([0-9]+)(/comments)?(\\?.*)?").matcher(rest);
        if (one.matches()) {
            Issue issue = issues.get(Integer.parseInt(one.group(1)) - 1);
            return one.group(2) == null ? change(asked, issue) : comments(asked, issue);
        }
        need(rest.equals("/issues") || rest.startsWith("/issues?"), "path " + rest);
        return asked.method().equals("GET") ? list() : create(body(asked));
    }

    private Answered create(Fields f) {
        text(f, "title", 1, 256);
        String body = text(f, "body", 1, 65_536);
        List<String> labels = f.texts("labels");
        f.end();
        issues.add(new Issue(body));
        show(key(body));
        String kept = rules.contains(Rule.NO_PUSH)
                ? ""
                : labels.stream().map(label -> "{\"name\":\"" + label + "\"}").collect(Collectors.joining(","));
        return Answered.json(201, "{\"number\":" + issues.size() + ",\"node_id\":\"x\",\"labels\":[" + kept + "]}");
    }

    private Answered change(Asked asked, Issue issue) {
        need(asked.method().equals("PATCH"), "method");
        Fields f = body(asked);
        need(f.text("state").equals("closed") && f.text("state_reason").equals("completed"), "state");
        f.end();
        issue.state = "closed";
        return Answered.json(200, "{}");
    }

    private Answered comments(Asked asked, Issue issue) {
        if (asked.method().equals("GET")) {
            return Answered.json(200, array(issue.comments, "id"));
        }
        Fields f = body(asked);
        String body = text(f, "body", 1, 65_536);
        f.end();
        issue.comments.add(body);
        show(key(body));
        return Answered.json(201, "{\"id\":1}");
    }

    private Answered list() {
        return Answered.json(200, array(issues.stream().map(issue -> issue.body).toList(), "number"));
    }

    private static String array(List<String> bodies, String name) {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < bodies.size(); i++) {
            JsonObject item = JsonObject.builder()
                    .put(name, i + 1)
                    .put("body", bodies.get(i))
                    .build();
            out.append(i == 0 ? "" : ",")
                    .append(new String(
                            dev.sallyport.action.canonical.CanonicalForm.of(
                                    item, dev.sallyport.action.canonical.Scheme.SALLYPORT_JCS_2),
                            java.nio.charset.StandardCharsets.UTF_8));
        }
        return out.append(']').toString();
    }

    private static String key(String body) {
        Matcher key = KEY.matcher(body);
        need(key.find(), "no marker");
        return key.group(1);
    }
}
