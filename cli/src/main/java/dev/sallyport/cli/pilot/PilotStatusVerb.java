package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Alerts;
import dev.sallyport.govern.pilot.Gates;
import dev.sallyport.govern.pilot.Pilot;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code pilot status}: where the pilot stands, what the next gate asks, and what is late. */
@Command
public final class PilotStatusVerb extends PilotVerb {
    /** On that terminal. */
    public PilotStatusVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        Pilot pilot = begun();
        Instant now = now();
        long active = pilot.customers().values().stream()
                .filter(customer -> customer.active())
                .count();
        row(
                JsonObject.builder()
                        .put("phase", pilot.phase().name())
                        .put("week", pilot.week(now))
                        .put("customers", active)
                        .put("planned_end", pilot.plannedEnd().toString())
                        .build(),
                "phase " + pilot.phase() + ", week " + pilot.week(now) + ", " + active + " customers, planned end "
                        + pilot.plannedEnd());
        show(Gates.next(pilot, now));
        Alerts.of(pilot, now)
                .forEach(alert -> row(
                        JsonObject.builder().put("late", new JsonString(alert)).build(), "LATE         " + alert));
        return Exit.OK;
    }
}
