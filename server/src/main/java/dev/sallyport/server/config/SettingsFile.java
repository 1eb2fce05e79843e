package dev.sallyport.server.config;

import dev.sallyport.connect.broker.SecretEntry;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.retention.Retention;
import dev.sallyport.gate.retention.Retentions;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.store.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@link Settings} from YAML. Paths in the file are relative to the file's folder.
 *
 * <p>Secrets never stand in the file: it names the files that hold them.
 */
public final class SettingsFile {
    /** The port without configuration. */
    public static final int DEFAULT_PORT = 7171;

    private static final int KILO = 1024;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");

    private final Section root;
    private final Path folder;
    private final Map<String, Section> tenants;
    private final Section quotas;
    private final Map<String, SecretEntry> secrets;

    private SettingsFile(Section root, Path folder) {
        this.root = root;
        this.folder = folder;
        this.tenants = root.sections("tenants");
        this.quotas = root.section("quotas");
        this.secrets = SecretOptions.read(root, this::path);
    }

    /**
     * Reads a file.
     *
     * @throws BadConfig if it can't be read or says something unusable
     */
    public static Settings read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new BadConfig(file.toString(), "can't be read; does it exist, is it UTF-8, may this user read it?");
        }
    }

    /**
     * Reads text.
     *
     * @param file the name used in messages and for relative paths
     * @throws BadConfig if it says something unusable
     */
    public static Settings parse(String file, String text) {
        return parse(file, text, new ChosenOptions());
    }

    /** The same, where somebody wants to know what was chosen. */
    static Settings parse(String file, String text, ChosenOptions chosen) {
        if (!(Yaml.parse(file, text) instanceof Yaml.Mapping mapping)) {
            throw new BadConfig(file + ":1", "a configuration is a mapping of options");
        }
        Section root = new Section(file, "", mapping, chosen);
        Path parent = Path.of(file).toAbsolutePath().getParent();
        Settings settings = new SettingsFile(root, parent == null ? Path.of("/") : parent).settings();
        root.finish();
        return settings;
    }

    private Settings settings() {
        Map<String, SecretEntry> secrets = SecretOptions.read(root, this::path);
        return new Settings(
                listen(),
                tls(),
                root.text("data").map(this::path),
                tenants(),
                allowed(),
                rate(),
                limits(),
                approvals(),
                policies(),
                mcp(),
                keys(),
                metrics(secrets),
                logging(),
                integrity(),
                pruning(),
                postgres(),
                outward(secrets));
    }

    private Settings.Outward outward(Map<String, SecretEntry> secrets) {
        return new Settings.Outward(
                EgressOptions.read(root.section("egress"), secrets.keySet()),
                ModelOptions.read(root, secrets.keySet()),
                secrets,
                QuotaOptions.read(quotas, rate()),
                PreviewOptions.read(root.section("preview")),
                TelemetryOptions.read(root.section("telemetry")),
                EffectOptions.read(root.section("effects")),
                HostOptions.read(root.section("shields")));
    }

    private Optional<Settings.Postgres> postgres() {
        Section s = root.section("store").section("postgres");
        Optional<String> url = s.text("url");
        Optional<String> user = s.text("user");
        Optional<Path> password = s.text("password_file").map(this::path);
        long silence = s.millis("silence", SECOND, 10 * MINUTE, PostgresSettings.SILENCE_MILLIS);
        if (url.isEmpty()) {
            if (user.isPresent() || password.isPresent()) {
                throw s.fault("url", "is missing: `user` and `password_file` are of the database it names");
            }
            return Optional.empty();
        }
        PostgresSettings.fault(url.get()).ifPresent(what -> {
            throw s.fault("url", what);
        });
        if (user.isEmpty()) {
            throw s.fault("user", "is missing: name the database user that owns the tables");
        }
        return Optional.of(new Settings.Postgres(url.get(), user.get(), password, silence));
    }

    private Settings.Integrity integrity() {
        return new Settings.Integrity(
                anchor(),
                root.section("audit").millis("every", SECOND, 30 * DAY, 6 * 60 * MINUTE),
                AlertOptions.read(root.section("alerts"), this::path),
                SocOptions.read(root.section("soc"), this::path));
    }

    private Settings.Pruning pruning() {
        Section s = root.section("retention");
        long every = s.millis("every", SECOND, 7 * DAY, 6 * 60 * MINUTE);
        Retention others = RetentionOptions.read(s, Retention.DEFAULT);
        Map<TenantId, Retention> each = new LinkedHashMap<>();
        tenants.forEach((id, t) -> each.put(tenant(t, id), RetentionOptions.read(t.section("retention"), others)));
        return new Settings.Pruning(every, new Retentions(others, each));
    }

    private static TenantId tenant(Section s, String id) {
        try {
            return new TenantId(id);
        } catch (IllegalArgumentException e) {
            throw s.fault("aliases", "stand under a name no tenant has: " + e.getMessage());
        }
    }

    private Settings.Anchor anchor() {
        Section s = root.section("anchor");
        List<Settings.Witness> witnesses =
                s.list("witnesses").stream().map(SettingsFile::witness).toList();
        int most = witnesses.size();
        return new Settings.Anchor(
                s.millis("every", 10, DAY, MINUTE),
                witnesses,
                s.texts("files").stream().map(this::path).toList(),
                s.number("quorum", 0, most, Math.min(1, most)),
                s.millis("timeout", 10, 10 * MINUTE, 10 * SECOND),
                s.millis("alarm", SECOND, 365 * DAY, 15 * MINUTE));
    }

    private static Settings.Witness witness(Section s) {
        String key = s.text("vkey").orElseThrow(() -> s.fault("vkey", "is missing: what `witness init` printed"));
        try {
            return new Settings.Witness(
                    s.uri("url").orElseThrow(() -> s.fault("url", "is missing: what `add-checkpoint` is below")),
                    VerifierKey.parse(key, SignatureType.COSIGNATURE_V1));
        } catch (Malformed e) {
            throw s.fault("vkey", "is no witness's verifier key: " + e.getMessage());
        }
    }

    private Settings.Listen listen() {
        Section s = root.section("listen");
        return new Settings.Listen(s.text("host", "127.0.0.1"), s.number("port", 0, 65_535, DEFAULT_PORT));
    }

    private Optional<Settings.Tls> tls() {
        Section s = root.section("tls");
        Optional<Path> keystore = s.text("keystore").map(this::path);
        Optional<Path> password = s.text("password_file").map(this::path);
        Optional<Path> certificates = s.text("certificates").map(this::path);
        Optional<Path> key = s.text("key").map(this::path);
        if (keystore.isPresent() && (certificates.isPresent() || key.isPresent())) {
            throw s.fault("keystore", "and `tls.certificates` exclude each other; keep one form");
        }
        if (keystore.isPresent() != password.isPresent()) {
            throw s.fault("keystore", "and `tls.password_file` go together; set both");
        }
        if (certificates.isPresent() != key.isPresent()) {
            throw s.fault("certificates", "and `tls.key` go together; set both");
        }
        if (keystore.isPresent()) {
            return Optional.of(new Settings.Tls.Pkcs12(keystore.get(), password.orElseThrow()));
        }
        return certificates.map(c -> new Settings.Tls.Pem(c, key.orElseThrow()));
    }

    private Map<String, Settings.Tenant> tenants() {
        Map<String, Settings.Tenant> out = new LinkedHashMap<>();
        tenants.forEach((id, s) -> out.put(id, new Settings.Tenant(s.texts("aliases"))));
        return out;
    }

    private Settings.Allowed allowed() {
        Section s = root.section("allowed");
        return new Settings.Allowed(s.texts("hosts"), s.texts("origins"));
    }

    private Settings.Rate rate() {
        Section s = root.section("rate");
        return new Settings.Rate(
                s.number("per_second", 1, 1_000_000, 10_000),
                s.number("burst", 1, 1_000_000, 20_000),
                s.number("agents", 1, 1_000_000, 10_000),
                QuotaOptions.routes(quotas));
    }

    private Settings.Limits limits() {
        Section s = root.section("limits");
        return new Settings.Limits(
                s.number("body_bytes", KILO, 64 * KILO * KILO, KILO * KILO),
                s.number("header_bytes", KILO, 256 * KILO, 16 * KILO),
                s.number("depth", 4, 512, 64),
                s.millis("idle_timeout", SECOND, 60 * MINUTE, 30 * SECOND),
                s.millis("body_timeout", SECOND, 60 * MINUTE, 60 * SECOND),
                s.millis("journal_deadline", 10, 10 * MINUTE, 5 * SECOND),
                s.number("event_queue", 1, 10_000_000, 65_536));
    }

    private Settings.Approvals approvals() {
        Section s = root.section("approvals");
        return new Settings.Approvals(
                s.millis("longest", SECOND, 30 * DAY, 7 * DAY),
                s.millis("sweep", 10, 60 * MINUTE, SECOND),
                s.millis("recent_enrolment", 0, 365 * DAY, DAY),
                console(s.section("console")),
                ChannelOptions.read(s, this::path));
    }

    private Settings.Console console(Section s) {
        String word = s.text("passkeys", "enrolled");
        long session = s.millis("session", MINUTE, DAY, 8 * 60 * MINUTE);
        return new Settings.Console(
                s.uri("url"),
                switch (word) {
                    case "enrolled" -> Settings.Passkeys.ENROLLED;
                    case "required" -> Settings.Passkeys.REQUIRED;
                    default -> throw s.fault("passkeys", "takes enrolled or required, not `" + word + "`");
                },
                new SignInPlan(session, s.millis("idle", MINUTE, DAY, session), OidcOptions.read(s, this::path)));
    }

    private Settings.Policies policies() {
        return new Settings.Policies(root.section("policies").text("directory").map(this::path));
    }

    private Settings.Mcp mcp() {
        Section s = root.section("mcp");
        String word = s.text("local_agent", "auto");
        return new Settings.Mcp(
                switch (word) {
                    case "auto" -> Settings.LocalAgent.AUTO;
                    // YAML's plain words for true and false are taken for what the operator meant.
                    case "on", "true" -> Settings.LocalAgent.ON;
                    case "off", "false" -> Settings.LocalAgent.OFF;
                    default -> throw s.fault("local_agent", "takes auto, on or off, not `" + word + "`");
                },
                mcpSessions(s.section("sessions")),
                McpServers.read(s, secrets.keySet()));
    }

    private static Settings.McpSessions mcpSessions(Section s) {
        return new Settings.McpSessions(
                s.number("each", 1, 1_000_000, 8_192),
                s.number("all", 1, 1_000_000, 65_536),
                s.millis("idle", SECOND, DAY, 30 * MINUTE),
                s.number("commands", 0, 10_000, 64));
    }

    private Settings.Keys keys() {
        return new Settings.Keys(root.section("keys").millis("overlap", 0, 365 * DAY, 7 * DAY));
    }

    private Settings.Metrics metrics(Map<String, SecretEntry> secrets) {
        Section s = root.section("metrics");
        Optional<String> token = s.text("token");
        if (token.isPresent() && !SHA_256.matcher(token.get()).matches()) {
            // Not repeated: it may be the token itself.
            throw s.fault(
                    "token",
                    "takes the SHA-256 of the token as 64 lower-case hex digits, never the token: printf %s TOKEN | sha256sum");
        }
        return new Settings.Metrics(token, OtlpOptions.read(root.section("otlp"), secrets, this::path));
    }

    private Settings.Logging logging() {
        Section s = root.section("logging");
        String level = s.text("level", "info").toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw s.fault("level", "takes one of " + String.join(", ", LEVELS) + ", not `" + level + "`");
        }
        return new Settings.Logging(
                level, (long) s.number("file_megabytes", 1, 10_000, 50) * KILO * KILO, s.number("files", 1, 1_000, 10));
    }

    private Path path(String text) {
        return folder.resolve(text).normalize();
    }
}
