package dev.sallyport.soc.sink;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.soc.export.JsonBody;
import dev.sallyport.soc.notice.Bounded;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeText;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Jira, Cloud (REST 3, Atlassian's document format) or Data Center (REST 2, wiki markup). A search sees a new issue some time
 * after it was made. How an issue is closed differs from project to project, so the end of an incident is a comment.
 */
public final class JiraSink extends TicketSink {
    private static final int SUMMARY = 255;
    private static final int DESCRIPTION = 30_000;

    private final URI base;
    private final Project project;
    private final Login login;

    /**
     * Where issues are made.
     *
     * @param key of the project
     * @param type name of the kind of issue
     */
    public record Project(String key, String type) {}

    /** How it is spoken to. */
    public sealed interface Login {
        /** Jira Cloud with a user's API token. */
        record Cloud(String user, Secret token) implements Login {}

        /** Jira Data Center with a personal access token. */
        record DataCenter(Secret token) implements Login {}
    }

    /** @param base of the site, for example {@code https://example.atlassian.net} */
    public JiraSink(URI base, Project project, Login login) {
        this.base = base;
        this.project = project;
        this.login = login;
    }

    private boolean isCloud() {
        return login instanceof Login.Cloud;
    }

    @Override
    Outcome create(Told told, Line line) throws IOException {
        line.creating();
        Heard heard = line.ask(post("issue", issue(told)));
        String key = Heard.text(heard.json(), "key");
        return heard.status() == 201 && isKey(key) ? Outcome.taken(key) : refused(heard);
    }

    @Override
    Outcome append(Told told, Line line) throws IOException {
        line.creating();
        Json text = text(told, NoticeText.headline(told.notice()) + "\n" + NoticeText.page(told.notice()));
        Heard heard = line.ask(post(
                "issue/" + told.reference() + "/comment",
                JsonObject.builder().put("body", text).build()));
        return heard.status() == 201 ? Outcome.taken(told.reference()) : refused(heard);
    }

    private static Outcome refused(Heard heard) {
        return heard.isOk() ? new Outcome.Never("taken without a key") : Outcome.of(heard);
    }

    @Override
    String find(Told told, Line line) throws IOException {
        String jql = "project = \"" + project.key() + "\" AND labels = \"" + told.label() + "\"";
        String query = (isCloud() ? "search/jql" : "search") + "?fields=labels&maxResults=2&jql="
                + URLEncoder.encode(jql, StandardCharsets.UTF_8);
        for (Json issue : Heard.items(heard(line, query).json(), "issues")) {
            String key = Heard.text(issue, "key");
            if (isKey(key)) {
                return key;
            }
        }
        return "";
    }

    @Override
    String comment(Told told, Line line) throws IOException {
        Heard heard = heard(line, "issue/" + told.reference() + "/comment?orderBy=-created&maxResults=20");
        return new String(heard.body(), StandardCharsets.UTF_8).contains(told.key()) ? told.reference() : "";
    }

    private Heard heard(Line line, String path) throws IOException {
        Heard heard = line.ask(Ask.get(at(path), fields()));
        if (!heard.isOk()) {
            throw new IOException("status " + heard.status() + " to a search");
        }
        return heard;
    }

    private static boolean isKey(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_]{0,80}-[0-9]{1,12}");
    }

    private URI at(String path) {
        return base.resolve("/rest/api/" + (isCloud() ? "3/" : "2/") + path);
    }

    private Ask post(String path, JsonObject body) {
        return new Ask(Ask.Method.POST, at(path), fields(), JsonBody.of(body));
    }

    private Map<String, String> fields() {
        String credential = switch (login) {
            case Login.Cloud cloud ->
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (cloud.user() + ":" + cloud.token().open()).getBytes(StandardCharsets.UTF_8));
            case Login.DataCenter own -> "Bearer " + own.token().open();
        };
        return Map.of("Content-Type", "application/json", "Authorization", credential);
    }

    private JsonObject issue(Told told) {
        Notice notice = told.notice();
        List<String> labels = List.of(
                "sallyport",
                told.label(),
                "severity-" + notice.severity().word(),
                "team-" + word(notice.about().team()));
        JsonObject fields = JsonObject.builder()
                .put("project", JsonObject.builder().put("key", project.key()).build())
                .put(
                        "issuetype",
                        JsonObject.builder().put("name", project.type()).build())
                .put("summary", Bounded.cut(NoticeText.headline(notice), SUMMARY))
                .put("description", text(told, NoticeText.page(notice)))
                .put("labels", JsonBody.texts(labels))
                .build();
        JsonObject property = JsonObject.builder()
                .put("key", "sallyport.incident")
                .put(
                        "value",
                        JsonObject.builder().put("incident", notice.incident()).build())
                .build();
        JsonObject.Builder out = JsonObject.builder().put("fields", fields);
        if (isCloud()) {
            out.put("properties", JsonBody.one(property));
        }
        return out.build();
    }

    /** A label takes no space. */
    static String word(String text) {
        return Bounded.cut(text.replaceAll("[^A-Za-z0-9_.-]+", "-"), 40).replace(' ', '-');
    }

    private Json text(Told told, String page) {
        String whole = Bounded.cut(page, DESCRIPTION) + "\n\nnotice " + told.key();
        List<NoticeText.Link> links = NoticeText.links(told.notice());
        return isCloud() ? Adf.document(whole, links) : new dev.sallyport.action.json.JsonString(wiki(whole, links));
    }

    /** A block that is not read as markup; the one word that would end it is broken. */
    private static String wiki(String text, List<NoticeText.Link> links) {
        StringBuilder out = new StringBuilder("{noformat}\n")
                .append(text.replace("{noformat", "{ noformat"))
                .append("\n{noformat}");
        links.forEach(link -> out.append('\n').append(link.label()).append(": ").append(link.url()));
        return out.toString();
    }
}
