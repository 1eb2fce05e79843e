package dev.sallyport.server.sink;

import dev.sallyport.server.channel.Mac;
import dev.sallyport.server.config.BadConfig;
import dev.sallyport.server.config.Channel.Reach;
import dev.sallyport.server.config.Destination;
import dev.sallyport.server.config.Destination.Kind;
import dev.sallyport.soc.export.Maker;
import dev.sallyport.soc.sink.GitHubSink;
import dev.sallyport.soc.sink.JiraSink;
import dev.sallyport.soc.sink.OpsgenieSink;
import dev.sallyport.soc.sink.OtlpSink;
import dev.sallyport.soc.sink.PagerDutySink;
import dev.sallyport.soc.sink.Secret;
import dev.sallyport.soc.sink.Sink;
import dev.sallyport.soc.sink.SlackSink;
import dev.sallyport.soc.sink.TeamsSink;
import dev.sallyport.soc.sink.WebhookSink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Makes sinks of configuration and reads their secrets; no message of this class repeats one. */
final class Sinks {
    private static final int LEAST_SECRET = 16;
    private static final String WEBHOOK_PREFIX = "whsec_";

    private final Destination destination;
    private final Maker maker;

    private Sinks(Destination destination, Maker maker) {
        this.destination = destination;
        this.maker = maker;
    }

    /** @throws BadConfig if a secret can't be read */
    static Sink of(Destination destination, Maker maker) {
        return new Sinks(destination, maker).sink();
    }

    private Sink sink() {
        return switch (destination.kind()) {
            case Kind.PagerDuty k -> new PagerDutySink(k.url(), secret(k.keyFile()), maker.host());
            case Kind.Opsgenie k -> new OpsgenieSink(k.alerts(), secret(k.keyFile()), maker.host());
            case Kind.Slack k -> new SlackSink(slash(k.api()), k.conversation(), secret(k.tokenFile()));
            case Kind.Teams k -> new TeamsSink(address(k.urlFile()));
            case Kind.Jira k -> jira(k);
            case Kind.GitHub k -> new GitHubSink(k.api(), k.repository(), secret(k.tokenFile()));
            case Kind.Mail k ->
                new MailSink(
                        k, destination.reach(), k.login().map(login -> secret(login.passwordFile())), maker.host());
            case Kind.Webhook k -> webhook(k);
            case Kind.Syslog k -> new SyslogSink(k, destination.reach(), maker);
            case Kind.Otlp k -> new OtlpSink(k.url(), k.tokenFile().map(this::secret), maker);
        };
    }

    private JiraSink jira(Kind.Jira kind) {
        Secret token = secret(kind.tokenFile());
        JiraSink.Login login = kind.user()
                .<JiraSink.Login>map(user -> new JiraSink.Login.Cloud(user, token))
                .orElseGet(() -> new JiraSink.Login.DataCenter(token));
        return new JiraSink(kind.url(), new JiraSink.Project(kind.project(), kind.type()), login);
    }

    private WebhookSink webhook(Kind.Webhook kind) {
        String text = secret(kind.secretFile()).open();
        try {
            Mac mac = new Mac(
                    text.startsWith(WEBHOOK_PREFIX)
                            ? Base64.getDecoder().decode(text.substring(WEBHOOK_PREFIX.length()))
                            : Mac.bytes(text));
            return new WebhookSink(kind.url(), mac::of, maker);
        } catch (IllegalArgumentException e) {
            throw fault(kind.secretFile(), "does not hold base64 after `whsec_`");
        }
    }

    private static URI slash(URI api) {
        return api.toString().endsWith("/") ? api : URI.create(api + "/");
    }

    private Secret secret(Path file) {
        try {
            String text = Files.readString(file).strip();
            if (text.length() < LEAST_SECRET) {
                throw fault(file, "holds fewer than " + LEAST_SECRET + " characters, which is no secret");
            }
            return new Secret(text);
        } catch (IOException e) {
            throw fault(file, "can't be read");
        } catch (IllegalArgumentException e) {
            throw fault(file, "holds characters that no key has");
        }
    }

    private URI address(Path file) {
        try {
            URI url = URI.create(secret(file).open());
            boolean plain = "http".equals(url.getScheme()) && destination.reach() == Reach.LOOPBACK;
            if (url.getHost() == null || url.getUserInfo() != null || !("https".equals(url.getScheme()) || plain)) {
                throw fault(file, "does not hold one https:// address");
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw fault(file, "does not hold one https:// address");
        }
    }

    private BadConfig fault(Path file, String what) {
        return new BadConfig("alerts.destinations." + destination.name(), "`" + file + "` " + what);
    }
}
