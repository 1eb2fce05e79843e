package dev.sallyport.soc.sink;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.soc.export.JsonBody;
import dev.sallyport.soc.notice.Bounded;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeText;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * GitHub's issues. Before anything is written the repository is asked whether it is private; a public one is refused. Labels
 * that this token may not set are dropped there without an error, which is noticed. What was made is found again by a marker in
 * its text, in the list of issues rather than in the search, which lags.
 */
public final class GitHubSink extends TicketSink {
    /** The service. */
    public static final URI API = URI.create("https://api.github.com");

    private static final int TITLE = 256;
    private static final int BODY = 60_000;
    private static final long MARGIN_MILLIS = 300_000;

    private final URI api;
    private final String repository;
    private final Secret token;

    /** @param repository owner and name with a slash between them */
    public GitHubSink(URI api, String repository, Secret token) {
        this.api = api;
        this.repository = repository;
        this.token = token;
    }

    @Override
    Outcome create(Told told, Line line) throws IOException {
        Outcome gate = isPrivate(line);
        if (!(gate instanceof Outcome.Taken)) {
            return gate;
        }
        line.creating();
        Heard heard = line.ask(ask(Ask.Method.POST, "/issues", issue(told)));
        String number = Heard.text(heard.json(), "number");
        if (heard.status() != 201 || !isNumber(number)) {
            return heard.isOk() ? new Outcome.Never("taken without a number") : of(heard);
        }
        Set<String> missing = new TreeSet<>(labels(told));
        for (Json label : Heard.items(heard.json(), "labels")) {
            missing.remove(Heard.text(label, "name"));
        }
        return new Outcome.Taken(number, missing.isEmpty() ? "" : "labels dropped: the token has no push access");
    }

    @Override
    Outcome append(Told told, Line line) throws IOException {
        Outcome gate = isPrivate(line);
        if (!(gate instanceof Outcome.Taken)) {
            return gate;
        }
        String issue = "/issues/" + told.reference();
        if (told.notice().kind() == Kind.CLOSED) {
            JsonObject closed = JsonObject.builder()
                    .put("state", "closed")
                    .put("state_reason", "completed")
                    .build();
            Heard heard = line.ask(ask(Ask.Method.PATCH, issue, closed));
            if (!heard.isOk()) {
                return of(heard);
            }
        }
        line.creating();
        String text = NoticeText.headline(told.notice()) + "\n" + NoticeText.page(told.notice());
        JsonObject comment = JsonObject.builder().put("body", body(told, text)).build();
        Heard heard = line.ask(ask(Ask.Method.POST, issue + "/comments", comment));
        return heard.status() == 201 ? Outcome.taken(told.reference()) : of(heard);
    }

    /** Taken if the repository is private. */
    private Outcome isPrivate(Line line) throws IOException {
        Heard heard = line.ask(Ask.get(at(""), fields()));
        if (!heard.isOk()) {
            return of(heard);
        }
        return Heard.text(heard.json(), "private").equals("true")
                ? Outcome.taken("")
                : new Outcome.Never("the repository is public");
    }

    @Override
    String find(Told told, Line line) throws IOException {
        return found(told, line, "/issues?state=all&per_page=30&since=" + since(told), "number");
    }

    @Override
    String comment(Told told, Line line) throws IOException {
        String path = "/issues/" + told.reference() + "/comments?per_page=30&since=" + since(told);
        return found(told, line, path, "id").isEmpty() ? "" : told.reference();
    }

    private static Instant since(Told told) {
        return Instant.ofEpochSecond((told.creatingMillis() - MARGIN_MILLIS) / 1000);
    }

    private String found(Told told, Line line, String path, String name) throws IOException {
        Heard heard = line.ask(Ask.get(at(path), fields()));
        if (!heard.isOk() || !(heard.json() instanceof dev.sallyport.action.json.JsonArray list)) {
            throw new IOException("status " + heard.status() + " to a list");
        }
        for (Json item : list.items()) {
            if (Heard.text(item, "body").contains(marker(told)) && isNumber(Heard.text(item, name))) {
                return Heard.text(item, name);
            }
        }
        return "";
    }

    /** A 403 is a limit when it says so, else a missing right. */
    private static Outcome of(Heard heard) {
        boolean limited = heard.status() == 403
                && (heard.retryAfterSeconds().isPresent()
                        || new String(heard.body(), StandardCharsets.UTF_8).contains("rate limit"));
        if (limited) {
            return new Outcome.Later(
                    "status 403, rate limit",
                    OptionalLong.of(heard.retryAfterSeconds().orElse(60)),
                    false);
        }
        return heard.status() == 410 ? new Outcome.Never("issues are switched off there") : Outcome.of(heard);
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,15}");
    }

    private URI at(String path) {
        return api.resolve("/repos/" + repository + path);
    }

    private Ask ask(Ask.Method method, String path, JsonObject body) {
        return new Ask(method, at(path), fields(), JsonBody.of(body));
    }

    private Map<String, String> fields() {
        return new HashMap<>(Map.of(
                "Content-Type",
                "application/json",
                "Accept",
                "application/vnd.github+json",
                "X-GitHub-Api-Version",
                "2022-11-28",
                "Authorization",
                "Bearer " + token.open()));
    }

    private static List<String> labels(Told told) {
        Notice notice = told.notice();
        return List.of(
                "sallyport",
                "severity-" + notice.severity().word(),
                "team-" + JiraSink.word(notice.about().team()));
    }

    private static JsonObject issue(Told told) {
        return JsonObject.builder()
                .put("title", Bounded.cut(NoticeText.headline(told.notice()), TITLE))
                .put("body", body(told, NoticeText.page(told.notice())))
                .put("labels", JsonBody.texts(labels(told)))
                .build();
    }

    private static String marker(Told told) {
        return "<!-- sallyport:notice:" + told.key() + " -->";
    }

    /** The text in a block that is not read as markup, links below it, and the marker. */
    private static String body(Told told, String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        String links = NoticeText.links(told.notice()).stream()
                .map(link -> "\n- " + link.label() + ": <" + link.url() + ">")
                .collect(Collectors.joining());
        return fence + "text\n" + Bounded.cut(text, BODY) + "\n" + fence + "\n" + links + "\n\n" + marker(told) + "\n";
    }
}
