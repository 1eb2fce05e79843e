package dev.sallyport.server.config;

import dev.sallyport.server.config.Destination.Kind;
import dev.sallyport.soc.export.Syslog;
import dev.sallyport.soc.sink.GitHubSink;
import dev.sallyport.soc.sink.MailMessage;
import dev.sallyport.soc.sink.OpsgenieSink;
import dev.sallyport.soc.sink.PagerDutySink;
import dev.sallyport.soc.sink.SlackSink;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One destination of notices. */
final class DestinationOptions {
    private static final List<String> KINDS = List.of(
            "pagerduty", "opsgenie", "jsm", "slack", "teams", "jira", "github", "email", "webhook", "syslog", "otlp");
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private final Section s;
    private final Function<String, Path> path;
    private final Channel.Reach reach;

    private DestinationOptions(Section s, Function<String, Path> path, Channel.Reach reach) {
        this.s = s;
        this.path = path;
        this.reach = reach;
    }

    static Destination read(String name, Section s, Function<String, Path> path) {
        Channel.Reach reach = ChannelOptions.reach(s);
        List<String> named = KINDS.stream().filter(s::has).toList();
        if (named.size() != 1) {
            throw s.fault(
                    "pagerduty", "or one of " + String.join(", ", KINDS) + " says what is there; name exactly one");
        }
        String kind = named.getFirst();
        long every = s.millis("every", 0, MINUTE, kind.equals("slack") ? 1_000 : 0);
        long patience = s.millis("patience", MINUTE, 30 * DAY, DAY);
        return new Destination(
                name, reach, every, patience, new DestinationOptions(s.section(kind), path, reach).kind(kind));
    }

    private Kind kind(String kind) {
        return switch (kind) {
            case "pagerduty" ->
                new Kind.PagerDuty(region(PagerDutySink.US, PagerDutySink.EU), file("routing_key_file"));
            case "opsgenie" ->
                new Kind.Opsgenie(region(OpsgenieSink.OPSGENIE, OpsgenieSink.OPSGENIE_EU), file("key_file"));
            case "jsm" -> new Kind.Opsgenie(url(Optional.of(OpsgenieSink.JSM)), file("key_file"));
            case "slack" ->
                new Kind.Slack(
                        url(Optional.of(SlackSink.API)), word("conversation", "[A-Z0-9]{2,30}"), file("token_file"));
            case "teams" -> new Kind.Teams(file("url_file"));
            case "jira" ->
                new Kind.Jira(
                        url(Optional.empty()),
                        word("project", "[A-Za-z][A-Za-z0-9_]{0,80}"),
                        s.text("issue_type", "Task"),
                        s.text("user"),
                        file("token_file"));
            case "github" ->
                new Kind.GitHub(
                        url(Optional.of(GitHubSink.API)),
                        word("repository", "[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}"),
                        file("token_file"));
            case "email" -> mail();
            case "webhook" -> new Kind.Webhook(url(Optional.empty()), file("secret_file"));
            case "syslog" -> syslog();
            default -> new Kind.Otlp(url(Optional.empty()), s.text("token_file").map(path));
        };
    }

    private URI region(URI us, URI eu) {
        String region = s.text("region", "us");
        if (!region.equals("us") && !region.equals("eu")) {
            throw s.fault("region", "takes us or eu, not `" + region + "`");
        }
        return url(Optional.of(region.equals("eu") ? eu : us));
    }

    private URI url(Optional<URI> usual) {
        URI url = s.uri("url").or(() -> usual).orElseThrow(() -> s.fault("url", "is missing"));
        if (!"https".equals(url.getScheme()) && reach != Channel.Reach.LOOPBACK) {
            throw s.fault("url", "takes https://; plain http is for `network: loopback`");
        }
        return url;
    }

    private Path file(String key) {
        return path.apply(s.text(key).orElseThrow(() -> s.fault(key, "is missing")));
    }

    private String word(String key, String form) {
        String text = s.text(key).orElseThrow(() -> s.fault(key, "is missing"));
        if (!text.matches(form)) {
            throw s.fault(key, "has an unknown form: `" + text + "`");
        }
        return text;
    }

    private Destination.HostPort server(int usual) {
        String[] parts = word("server", "[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?").split(":", 2);
        int port = parts.length > 1 ? Integer.parseInt(parts[1]) : usual;
        if (port < 1 || port > 65_535) {
            throw s.fault("server", "has the port " + port + "; ports are 1 to 65535");
        }
        return new Destination.HostPort(parts[0], port);
    }

    private Kind mail() {
        String word = s.text("security", "starttls");
        Destination.Security security = switch (word) {
            case "tls" -> Destination.Security.TLS;
            case "starttls" -> Destination.Security.STARTTLS;
            case "none" -> Destination.Security.NONE;
            default -> throw s.fault("security", "takes starttls, tls or none, not `" + word + "`");
        };
        if (security == Destination.Security.NONE && reach != Channel.Reach.LOOPBACK) {
            throw s.fault("security", "takes starttls or tls; none is for `network: loopback`");
        }
        String from = address("from", s.text("from").orElseThrow(() -> s.fault("from", "is missing")));
        List<String> to = s.texts("to");
        to.forEach(one -> address("to", one));
        if (to.isEmpty()) {
            throw s.fault("to", "is missing: list at least one address");
        }
        Optional<Destination.Login> login =
                s.text("user").map(user -> new Destination.Login(user, file("password_file")));
        return new Kind.Mail(server(security == Destination.Security.TLS ? 465 : 587), security, from, to, login);
    }

    private String address(String key, String text) {
        if (!MailMessage.isAddress(text)) {
            throw s.fault(key, "takes addresses like name@host, without quotes or comments");
        }
        return text;
    }

    private Kind syslog() {
        boolean tls = s.flag("tls", true);
        if (!tls && reach != Channel.Reach.LOOPBACK) {
            throw s.fault("tls", "takes true; false is for `network: loopback`");
        }
        String word = s.text("form", "text");
        Destination.Form form = switch (word) {
            case "text" -> Destination.Form.TEXT;
            case "cef" -> Destination.Form.CEF;
            case "ocsf" -> Destination.Form.OCSF;
            case "ecs" -> Destination.Form.ECS;
            default -> throw s.fault("form", "takes text, cef, ocsf or ecs, not `" + word + "`");
        };
        return new Kind.Syslog(server(6_514), tls, form, s.number("limit_bytes", Syslog.LEAST_LIMIT, 1 << 20, 8_192));
    }
}
