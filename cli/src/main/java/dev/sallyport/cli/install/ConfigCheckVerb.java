package dev.sallyport.cli.install;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.gate.policy.PolicyPacks;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.server.config.BadConfig;
import dev.sallyport.server.config.Otlp;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.wiring.Install;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code config check}: whether a gateway would start with this file, its policies included. */
@Command
public final class ConfigCheckVerb extends Verb {
    @Parameters(paramLabel = "F", description = "the configuration file, YAML")
    private String file = "";

    /** On that terminal. */
    public ConfigCheckVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        try {
            Settings settings = Configuration.of(terminal(), file).settings();
            settings.policies()
                    .directory()
                    .ifPresent(d -> new CedarPolicies().bundle(PolicyPacks.directory(Install.DEFAULT_TENANT, d)));
            settings.postgres()
                    .flatMap(Settings.Postgres::passwordFile)
                    .ifPresent(f -> requireReadable("store.postgres.password_file", f));
            settings.metrics().otlp().ifPresent(this::requireReadable);
            row(
                    JsonObject.builder()
                            .put("valid", true)
                            .put("host", settings.listen().host())
                            .put("port", settings.listen().port())
                            .put("tls", settings.tls().isPresent())
                            .put("store", settings.postgres().isPresent() ? "postgresql" : "sqlite")
                            .build(),
                    file + ": valid; listens on " + settings.listen().host() + ":"
                            + settings.listen().port() + (settings.tls().isPresent() ? " with TLS" : ""));
            return Exit.OK;
        } catch (BadConfig | PolicyRefused bad) {
            String why = String.valueOf(bad.getMessage());
            row(JsonObject.builder().put("valid", false).put("error", why).build(), why);
            return Exit.NO;
        }
    }

    private void requireReadable(Otlp otlp) {
        otlp.authorities().ifPresent(f -> requireReadable("otlp.tls.authorities", f));
        otlp.identity().ifPresent(pem -> {
            requireReadable("otlp.tls.certificates", pem.certificates());
            requireReadable("otlp.tls.key", pem.key());
        });
    }

    private void requireReadable(String option, Path named) {
        if (!Files.isReadable(named)) {
            throw new BadConfig(file, "`" + option + "` names `" + named + "`, which can't be read");
        }
    }
}
