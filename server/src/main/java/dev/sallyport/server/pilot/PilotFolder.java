package dev.sallyport.server.pilot;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.govern.pilot.Alerts;
import dev.sallyport.govern.pilot.Cohort;
import dev.sallyport.govern.pilot.Criteria;
import dev.sallyport.govern.pilot.Customer;
import dev.sallyport.govern.pilot.Gates;
import dev.sallyport.govern.pilot.Graduation;
import dev.sallyport.govern.pilot.Outcome;
import dev.sallyport.govern.pilot.Phase;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.PilotLog;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The pilot that the verbs {@code pilot …} keep in a data directory. It names customers, so only the install's own tenant is shown it. Every
 * signature and the chain are verified at each look. Thread-safe.
 *
 * @param folder where it lies; empty where there is no data directory
 * @param house the install's own tenant
 */
public record PilotFolder(Optional<Path> folder, TenantId house, InstantSource clock) {
    private static final String RECORDS = "records.jsonl";
    private static final int MOST_BYTES = 64 << 20;

    /** What there is to show. */
    public sealed interface Shown {}

    /** No pilot is kept here, or it is not this tenant's to see. */
    public record None() implements Shown {}

    /**
     * The records do not hold.
     *
     * @param code what is wrong, as the verbs name it
     */
    public record Broken(String code, String message) implements Shown {}

    /**
     * Where it stands.
     *
     * @param head the records themselves, and the hash of the newest
     * @param gates what must hold before the next phase
     * @param criteria the exit criteria
     * @param late what is overdue
     * @param shields for each shield how far it may go, and why
     */
    public record Standing(
            PilotLog.Head head,
            Phase phase,
            int week,
            Instant since,
            Instant plannedEnd,
            int records,
            List<CohortSize> cohorts,
            List<Customer> customers,
            List<Outcome.Judged> gates,
            List<Outcome.Judged> criteria,
            List<Graduation.Step> shields,
            List<String> late)
            implements Shown {
        public Standing {
            cohorts = List.copyOf(cohorts);
            customers = List.copyOf(customers);
            gates = List.copyOf(gates);
            criteria = List.copyOf(criteria);
            shields = List.copyOf(shields);
            late = List.copyOf(late);
        }
    }

    /** How many customers a cohort has, and how many it is to have. */
    public record CohortSize(Cohort cohort, int members) {}

    /** The pilot as that tenant may see it. */
    public Shown shown(TenantId tenant) {
        Optional<Path> records = kept(tenant);
        if (records.isEmpty()) {
            return new None();
        }
        try {
            return read(records.get());
        } catch (Malformed malformed) {
            return new Broken(malformed.code(), String.valueOf(malformed.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            return new Broken("records_unreadable", "the records of the pilot can't be read");
        }
    }

    private Optional<Path> kept(TenantId tenant) {
        return folder.filter(data -> tenant.equals(house))
                .map(data -> data.resolve("pilot"))
                .filter(pilot -> Files.exists(pilot.resolve(RECORDS)));
    }

    /**
     * The records, to be continued under the pilot's key; empty if none are kept, or they are not that tenant's.
     *
     * @throws IOException if they have grown too large to be read at each look, or the key can't be read
     */
    public Optional<PilotLog> log(TenantId tenant) throws IOException {
        Optional<Path> pilot = kept(tenant);
        if (pilot.isEmpty()) {
            return Optional.empty();
        }
        Path file = pilot.get().resolve(RECORDS);
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("the records of the pilot have more than " + MOST_BYTES + " bytes");
        }
        return Optional.of(new PilotLog(file, KeyFile.read(pilot.get().resolve("pilot.key"))));
    }

    private Shown read(Path pilot) throws IOException {
        Path file = pilot.resolve(RECORDS);
        if (Files.size(file) > MOST_BYTES) {
            return new Broken("records_too_large", "the records have more than " + MOST_BYTES + " bytes");
        }
        PilotLog.Head kept = PilotLog.read(
                Files.readAllBytes(file),
                KeyFile.read(pilot.resolve("pilot.key")).verifierKey());
        return kept.pilot().began().isEmpty() ? new None() : standing(kept);
    }

    private Standing standing(PilotLog.Head head) {
        Pilot pilot = head.pilot();
        Instant now = clock.instant();
        List<CohortSize> cohorts = Arrays.stream(Cohort.values())
                .map(cohort -> new CohortSize(cohort, pilot.members(cohort).size()))
                .toList();
        List<Graduation.Step> shields = pilot.shields().stream()
                .map(shield -> Graduation.of(pilot, shield, now))
                .toList();
        return new Standing(
                head,
                pilot.phase(),
                pilot.week(now),
                pilot.phaseSince(),
                pilot.plannedEnd(),
                pilot.entries().size(),
                cohorts,
                new ArrayList<>(pilot.customers().values()),
                Gates.next(pilot, now),
                Criteria.of(pilot, now),
                shields,
                Alerts.of(pilot, now));
    }
}
