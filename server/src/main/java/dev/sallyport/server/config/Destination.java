package dev.sallyport.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place that is told of incidents. Secrets are named by the files that hold them.
 *
 * @param name lower-case letters, digits and dashes; labels measurements
 * @param reach which addresses it may be at
 * @param everyMillis the least time between two messages to it
 * @param patienceMillis for how long a message is tried
 */
public record Destination(String name, Channel.Reach reach, long everyMillis, long patienceMillis, Kind kind) {
    /** What stands there. */
    public sealed interface Kind {
        /** PagerDuty's Events API. */
        record PagerDuty(URI url, Path keyFile) implements Kind {}

        /** Opsgenie or Jira Service Management Operations. */
        record Opsgenie(URI alerts, Path keyFile) implements Kind {}

        /** A Slack app. */
        record Slack(URI api, String conversation, Path tokenFile) implements Kind {}

        /** A Teams workflow, whose address is a secret. */
        record Teams(Path urlFile) implements Kind {}

        /**
         * Jira.
         *
         * @param user whose API token it is, on Cloud; empty on Data Center
         */
        record Jira(URI url, String project, String type, Optional<String> user, Path tokenFile) implements Kind {}

        /** Issues of a private repository of GitHub. */
        record GitHub(URI api, String repository, Path tokenFile) implements Kind {}

        /** Mail through a submission server. */
        record Mail(HostPort server, Security security, String from, List<String> to, Optional<Login> login)
                implements Kind {
            public Mail {
                to = List.copyOf(to);
            }
        }

        /** Any receiver of signed OCSF. */
        record Webhook(URI url, Path secretFile) implements Kind {}

        /**
         * A syslog server.
         *
         * @param tls always, except on this machine
         * @param limitBytes the longest message it takes
         */
        record Syslog(HostPort server, boolean tls, Form form, int limitBytes) implements Kind {}

        /** A receiver of OTLP logs. */
        record Otlp(URI url, Optional<Path> tokenFile) implements Kind {}
    }

    /** A server by name and port. */
    public record HostPort(String host, int port) {}

    /** How a mail server's connection is secured. */
    public enum Security {
        /** TLS from the first byte. */
        TLS,
        /** TLS after the server was asked for it; never without. */
        STARTTLS,
        /** None; on this machine alone. */
        NONE
    }

    /** Who sends mail. */
    public record Login(String user, Path passwordFile) {}

    /** What a syslog message says. */
    public enum Form {
        /** Words for people. */
        TEXT,
        /** Common Event Format. */
        CEF,
        /** An Incident Finding of OCSF. */
        OCSF,
        /** The Elastic Common Schema. */
        ECS
    }
}
