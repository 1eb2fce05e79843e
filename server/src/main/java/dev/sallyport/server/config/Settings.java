package dev.sallyport.server.config;

import dev.sallyport.connect.broker.SecretEntry;
import dev.sallyport.connect.egress.EgressLimits;
import dev.sallyport.connect.egress.rule.EgressRules;
import dev.sallyport.connect.mcp.secret.ServerPlan;
import dev.sallyport.connect.model.ModelRoute;
import dev.sallyport.connect.preview.PreviewLimits;
import dev.sallyport.connect.preview.Service;
import dev.sallyport.gate.limit.Quotas;
import dev.sallyport.gate.retention.Retentions;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.server.effect.EffectPlan;
import dev.sallyport.server.telemetry.Endpoint;
import dev.sallyport.shield.egress.HostLists;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything an operator can choose. {@link SettingsFile} reads it; {@link #defaults()} is an empty file.
 *
 * @param data the data directory, if the file names one
 * @param tenants by tenant id
 * @param postgres the database that keeps everything; if empty, a file of the data directory does
 * @param outward how agents get out
 */
public record Settings(
        Listen listen,
        Optional<Tls> tls,
        Optional<Path> data,
        Map<String, Tenant> tenants,
        Allowed allowed,
        Rate rate,
        Limits limits,
        Approvals approvals,
        Policies policies,
        Mcp mcp,
        Keys keys,
        Metrics metrics,
        Logging logging,
        Integrity integrity,
        Pruning pruning,
        Optional<Postgres> postgres,
        Outward outward) {
    public Settings {
        tenants = Map.copyOf(tenants);
    }

    /**
     * Where to listen.
     *
     * @param port 0 takes any free port
     */
    public record Listen(String host, int port) {}

    /**
     * TLS keys: either a PKCS#12 file with the file that holds its password, or PEM files of certificate and key.
     */
    public sealed interface Tls {
        /** A PKCS#12 file. */
        record Pkcs12(Path keystore, Path passwordFile) implements Tls {}

        /** PEM files: the certificate chain, leaf first, and an unencrypted PKCS#8 key. */
        record Pem(Path certificates, Path key) implements Tls {}
    }

    /** Other names under which clients may call a tenant. */
    public record Tenant(List<String> aliases) {
        public Tenant {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * Which Host and Origin fields are taken, beyond loopback names and the address listened on.
     */
    public record Allowed(List<String> hosts, List<String> origins) {
        public Allowed {
            hosts = List.copyOf(hosts);
            origins = List.copyOf(origins);
        }
    }

    /**
     * How often one agent may ask.
     *
     * @param perSecond in the long run
     * @param burst at once after a pause
     * @param agents how many agents are counted one by one
     * @param routes how often a tenant may come to a route, by the route's name, for example {@code POST /v1/authorize}
     */
    public record Rate(int perSecond, int burst, int agents, Map<String, dev.sallyport.gate.limit.Rate> routes) {
        public Rate {
            routes = Map.copyOf(routes);
        }

        /** One without limits of routes. */
        public Rate(int perSecond, int burst, int agents) {
            this(perSecond, burst, agents, Map.of());
        }
    }

    /**
     * Limits on single requests and waits.
     *
     * @param bodyBytes greatest length of a request's body
     * @param headerBytes greatest size of request line and header fields
     * @param depth greatest nesting of a body's JSON
     * @param idleTimeoutMillis how long a silent connection is kept
     * @param bodyTimeoutMillis how long a request's body may take to arrive, even if it trickles in
     * @param journalDeadlineMillis how long an answer waits for its record before it is refused
     * @param eventQueue how many audit events wait for the log before further ones are dropped and counted
     */
    public record Limits(
            int bodyBytes,
            int headerBytes,
            int depth,
            long idleTimeoutMillis,
            long bodyTimeoutMillis,
            long journalDeadlineMillis,
            int eventQueue) {}

    /**
     * Approvals.
     *
     * @param longestMillis the longest a request to people may stand, whatever its policy says
     * @param sweepMillis how often expired ones are closed
     * @param recentEnrolmentMillis answers of a person whose credential was set less than this before are marked; 0 marks
     *     none
     * @param channels where people are asked, beyond the console and the command line
     */
    public record Approvals(
            long longestMillis, long sweepMillis, long recentEnrolmentMillis, Console console, List<Channel> channels) {
        public Approvals {
            channels = List.copyOf(channels);
        }
    }

    /**
     * The pages on which people answer.
     *
     * @param url how people's browsers reach this gateway; without it no message holds a link and no passkey can be used
     * @param signIn how people come in, and for how long
     */
    public record Console(Optional<URI> url, Passkeys passkeys, SignInPlan signIn) {}

    /** What an approval of high risk takes. */
    public enum Passkeys {
        /** A passkey of whoever has one. */
        ENROLLED,
        /** A passkey of everybody: without one nobody approves it. */
        REQUIRED
    }

    /**
     * Policies.
     *
     * @param directory folder of {@code *.cedar} files that is the truth for the default tenant; if empty, policies are
     *     what was last activated through the API, or else the default pack
     */
    public record Policies(Optional<Path> directory) {}

    /**
     * The MCP proxy.
     *
     * @param localAgent whether connections without a token are let in
     * @param sessions what clients over HTTP may hold open
     * @param servers what is to be known of servers besides their registration, by key
     */
    public record Mcp(LocalAgent localAgent, McpSessions sessions, Map<String, McpServer> servers) {
        public Mcp {
            servers = Map.copyOf(servers);
        }
    }

    /**
     * How many sessions of MCP clients over HTTP are open at once.
     *
     * @param each of one agent at one server
     * @param all of all agents
     * @param idleMillis after how long without a request one ends
     * @param commands sessions whose server is a command, each a process
     */
    public record McpSessions(int each, int all, long idleMillis, int commands) {}

    /**
     * A server that HTTP clients reach.
     *
     * @param tenant whose server it is; another tenant's server of that key is another server
     * @param command what is started for each session, if the server has no address; may be empty
     * @param environment what the command sees besides PATH, HOME, LANG and TMPDIR
     * @param passesCredentials whether the client's own {@code Authorization} goes to the server
     * @param plan what the gateway itself adds, and what arguments may refer to
     */
    public record McpServer(
            String tenant,
            List<String> command,
            Map<String, String> environment,
            boolean passesCredentials,
            ServerPlan plan) {
        public McpServer {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /** Whether a connection of this machine's user without a token may act, as the agent `local`. */
    public enum LocalAgent {
        /** While no agent is registered in any tenant. */
        AUTO,
        /** Always: whoever leaves a token at home acts as this agent. */
        ON,
        /** Never. */
        OFF
    }

    /**
     * The key that signs checkpoints.
     *
     * @param overlapMillis how long after a change of the key the checkpoint that is served carries the old key's signature too
     */
    public record Keys(long overlapMillis) {}

    /**
     * Measurements.
     *
     * @param tokenHash SHA-256 of the bearer token that {@code /metrics} asks for, lower-case hex; without it
     *     {@code /metrics} is open on loopback and closed elsewhere
     * @param otlp where they and decisions are sent; empty while they are not
     */
    public record Metrics(Optional<String> tokenHash, Optional<Otlp> otlp) {}

    /**
     * Logs.
     *
     * @param level least level that is logged
     * @param fileBytes size at which a log file is rotated
     * @param files how many rotated files are kept
     */
    public record Logging(String level, long fileBytes, int files) {}

    /**
     * A PostgreSQL database, which several gateways may share.
     *
     * @param url as the JDBC driver takes it, without a password
     * @param passwordFile holds the user's password
     * @param silenceMillis after how long without word from the database the gateway is not ready
     */
    public record Postgres(String url, String user, Optional<Path> passwordFile, long silenceMillis) {}

    /**
     * How histories are watched.
     *
     * @param auditMillis how often every receipt is read again
     * @param alerts who is told of faults and of incidents
     * @param soc how what agents do is watched
     */
    public record Integrity(Anchor anchor, long auditMillis, AlertPlan alerts, SocPlan soc) {
        /** One whose second plane works as it comes, and tells nobody of incidents. */
        public Integrity(Anchor anchor, long auditMillis, Optional<URI> page) {
            this(anchor, auditMillis, AlertPlan.quiet(page), SocPlan.DEFAULT);
        }

        /** Where faults of the history are posted, if anywhere. */
        public Optional<URI> page() {
            return alerts.page();
        }
    }

    /**
     * Who else is shown the install log.
     *
     * @param everyMillis how often
     * @param files what is appended to; meant to lie on another machine
     * @param quorum how many witnesses must cosign before a checkpoint counts as anchored
     * @param timeoutMillis how long one witness may take
     * @param alarmMillis how old the newest anchor may become before it is an event
     */
    public record Anchor(
            long everyMillis,
            List<Witness> witnesses,
            List<Path> files,
            int quorum,
            long timeoutMillis,
            long alarmMillis) {
        public Anchor {
            witnesses = List.copyOf(witnesses);
            files = List.copyOf(files);
        }
    }

    /**
     * A witness.
     *
     * @param url what its {@code add-checkpoint} is below
     * @param key checks its cosignatures
     */
    public record Witness(URI url, VerifierKey key) {}

    /**
     * How payloads leave that have outlived their term.
     *
     * @param everyMillis how often they are looked for
     * @param retentions how long each tenant's are kept
     */
    public record Pruning(long everyMillis, Retentions retentions) {}

    /**
     * How agents get out.
     *
     * @param egress the egress proxy; empty while it is off
     * @param models where models may be asked, in their order
     * @param secrets by name
     * @param quotas how often anybody may come, at every door
     * @param preview the preview door; empty while it is off
     * @param telemetry the one collector that telemetry may go to, once an operator switches it on
     * @param effects how what services saw is compared with what was decided
     * @param hosts what the operator says of hosts, for the shield that watches where data goes
     */
    public record Outward(
            Optional<Egress> egress,
            List<ModelRoute> models,
            Map<String, SecretEntry> secrets,
            Quotas quotas,
            Optional<Preview> preview,
            Optional<Endpoint> telemetry,
            EffectPlan effects,
            HostLists hosts) {
        public Outward {
            models = List.copyOf(models);
            secrets = Map.copyOf(secrets);
        }

        /** One without a collector, where the operator said nothing of hosts. */
        public Outward(
                Optional<Egress> egress,
                List<ModelRoute> models,
                Map<String, SecretEntry> secrets,
                Quotas quotas,
                Optional<Preview> preview,
                EffectPlan effects) {
            this(egress, models, secrets, quotas, preview, Optional.empty(), effects, HostLists.NONE);
        }
    }

    /** The egress proxy. */
    public record Egress(Listen listen, EgressLimits limits, EgressRules rules) {}

    /**
     * The preview door.
     *
     * @param services that previews can be opened of, by name
     * @param most previews open at once, of all tenants
     * @param longestMillis the longest a preview may live
     */
    public record Preview(
            Listen listen, Map<String, Service> services, int most, long longestMillis, PreviewLimits limits) {
        public Preview {
            services = Map.copyOf(services);
        }
    }

    /** What an empty file means. */
    public static Settings defaults() {
        return SettingsFile.parse("defaults", "");
    }

    /** The same with another port. */
    public Settings withPort(int port) {
        return new Settings(
                new Listen(listen.host(), port),
                tls,
                data,
                tenants,
                allowed,
                rate,
                limits,
                approvals,
                policies,
                mcp,
                keys,
                metrics,
                logging,
                integrity,
                pruning,
                postgres,
                outward);
    }

    /** The same with other limits on how often an agent may ask. */
    public Settings withRate(Rate next) {
        return new Settings(
                listen, tls, data, tenants, allowed, next, limits, approvals, policies, mcp, keys, metrics, logging,
                integrity, pruning, postgres, outward);
    }
}
