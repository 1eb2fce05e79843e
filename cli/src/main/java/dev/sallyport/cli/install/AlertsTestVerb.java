package dev.sallyport.cli.install;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.server.config.AlertPlan;
import dev.sallyport.server.config.BadConfig;
import dev.sallyport.server.sink.AlertTrial;
import dev.sallyport.server.wiring.Install;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code alerts test}: one alert of each severity through the configured routes; 0 only if each arrived. */
@Command
public final class AlertsTestVerb extends Verb {
    @Option(names = "--config", paramLabel = "F", description = "the configuration file, YAML")
    private @Nullable String config;

    /** On that terminal. */
    public AlertsTestVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        List<AlertTrial.Arrived> rows;
        try {
            AlertPlan plan =
                    Configuration.of(terminal(), config).settings().integrity().alerts();
            if (plan.destinations().isEmpty()) {
                throw Complaint.usage("bad_config", "no destination stands below `alerts.destinations`");
            }
            InstantSource clock = InstantSource.system();
            rows = new AlertTrial(plan, clock).run(Install.DEFAULT_TENANT, Long.toString(clock.millis(), 36));
        } catch (BadConfig bad) {
            throw Complaint.usage("bad_config", String.valueOf(bad.getMessage()));
        }
        rows.forEach(this::show);
        long lost = rows.stream().filter(one -> !one.arrived()).count();
        row(
                JsonObject.builder()
                        .put("alerts", lost == 0 ? "ok" : "failed")
                        .put("arrived", rows.size() - lost)
                        .put("lost", lost)
                        .build(),
                rows.size() - lost + " arrived, " + lost + " did not");
        return lost == 0 ? Exit.OK : Exit.NO;
    }

    private void show(AlertTrial.Arrived one) {
        row(
                JsonObject.builder()
                        .put("severity", one.severity().word())
                        .put("purpose", one.purpose())
                        .put("destination", one.destination())
                        .put("arrived", one.arrived())
                        .put("reference", one.reference())
                        .put("why", one.why())
                        .build(),
                String.format(
                        Locale.ROOT,
                        "%-9s %-11s %-20s %s%s",
                        one.severity().word(),
                        one.purpose(),
                        one.destination().isEmpty() ? "-" : one.destination(),
                        one.arrived() ? "arrived" : "LOST",
                        one.why().isEmpty() ? "" : ": " + one.why()));
    }
}
