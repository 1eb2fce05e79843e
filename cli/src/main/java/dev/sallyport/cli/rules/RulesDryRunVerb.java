package dev.sallyport.cli.rules;

import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.install.Configuration;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.FlatEvent;
import dev.sallyport.sigma.event.Recorded;
import dev.sallyport.sigma.event.Source;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.life.Entry;
import dev.sallyport.soc.plane.History;
import dev.sallyport.soc.rehearsal.Counted;
import dev.sallyport.soc.rehearsal.DryRun;
import dev.sallyport.soc.rehearsal.DryRunForm;
import dev.sallyport.soc.rehearsal.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code rules dry-run}: what rules would have found over the receipts of a data directory, or over recorded events, beside today's rules.
 * A row per rule, then one of the whole. Nothing is written, and the same record gives the same bytes.
 */
@Command
public final class RulesDryRunVerb extends DataVerb {
    private static final long ALL = Long.MAX_VALUE;
    private static final long MOST_ALERTS = 1_000_000;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "folder of rules on trial (default: the installed ones)")
    private @Nullable String rules;

    @Option(
            names = "--against",
            paramLabel = "SET",
            description = "shipped (default), installed, or a folder: what they are compared with")
    private String against = "shipped";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the gateway's configuration, for the installed rules")
    private @Nullable String config;

    @Option(names = "--events", paramLabel = "PATH", description = "recorded events in the place of receipts")
    private @Nullable String events;

    @Option(names = "--tenant", paramLabel = "ID", description = "whose record (default: default)")
    private String tenant = "default";

    @Option(names = "--most-per-day", paramLabel = "N", description = "how many alerts a day a rule may show")
    private @Nullable Integer mostPerDay;

    @Option(names = "--values", paramLabel = "FILE", description = "YAML mapping from placeholders' names to values")
    private @Nullable String values;

    @Mixin
    private final SpanOption span = new SpanOption();

    /** On that terminal. */
    public RulesDryRunVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        TrialRules trial = rules == null ? installed() : TrialRules.folder(terminal(), rules, values);
        TrialRules today = switch (against) {
            case "shipped" -> TrialRules.shipped();
            case "installed" -> installed();
            default -> TrialRules.folder(terminal(), against, values);
        };
        DryRun.Plan plan =
                new DryRun.Plan(tenantId(), trial.rules(), today.rules(), rule -> mostPerDay(trial, rule), MOST_ALERTS);
        DryRun.Report report = report(plan);
        report.rows().forEach(row -> row(DryRunForm.of(row), text(row)));
        row(
                DryRunForm.head(report)
                        .put("report_digest", DryRunForm.digest(report))
                        .build(),
                summary(report));
        return report.rows().stream().allMatch(row -> row.passed() || row.now().isEmpty()) ? Exit.OK : Exit.NO;
    }

    private DryRun.Report report(DryRun.Plan plan) {
        if (events != null) {
            return DryRun.of(Feed.of(recorded(events)), plan);
        }
        try (Snapshot snapshot = Snapshot.of(data())) {
            History.Span part = span.of(snapshot.records(), plan.tenant());
            return DryRun.of(Feed.of(snapshot.records(), plan.tenant(), part, ALL, () -> true), plan);
        }
    }

    private TenantId tenantId() {
        try {
            return new TenantId(tenant);
        } catch (IllegalArgumentException e) {
            throw Complaint.usage("no_such_tenant", String.valueOf(e.getMessage()));
        }
    }

    private TrialRules installed() {
        return TrialRules.installed(Configuration.options(terminal(), config, data().path())
                .settings()
                .integrity()
                .soc());
    }

    private int mostPerDay(TrialRules trial, SigmaRules.Whole rule) {
        return mostPerDay != null
                ? mostPerDay
                : trial.manifest()
                        .map(manifest -> manifest.rules().get(rule.rule().id()))
                        .map(Entry::mostPerDay)
                        .orElse(Entry.MOST_PER_DAY);
    }

    private List<Event> recorded(String path) {
        History.Span part = span.of();
        List<Event> all = new ArrayList<>();
        EventFiles.read(terminal(), path, "jsonl")
                .forEach((file, each) -> each.stream()
                        .filter(event ->
                                event.timeMillis() >= part.fromMillis() && event.timeMillis() < part.toMillis())
                        .forEach(event -> all.add(placed(event, all.size()))));
        return all;
    }

    /** Events of a gateway name their category; others name their log source as for {@code rules eval}. */
    private Event placed(Recorded event, long place) {
        String category = event.fields().containsKey("category")
                ? event.fields().get("category").text().orElse("")
                : "";
        Source source =
                category.isEmpty() ? event.source() : new Source(SigmaRules.PRODUCT, Set.of(category), Set.of());
        return new FlatEvent(place, event.timeMillis(), tenant, source, event.fields());
    }

    private static String text(DryRun.Row row) {
        String found = row.now()
                .map(counted -> counted.rule().rule().title() + " (" + row.id() + "): " + words(counted))
                .orElse(row.id() + ": gone");
        String before = row.trend().equals("same")
                ? ""
                : "; " + row.trend()
                        + row.before()
                                .map(counted -> ", was " + counted.alerts())
                                .orElse("");
        return found + before + (row.why().isEmpty() ? "" : "\n  does not pass: " + String.join("; ", row.why()));
    }

    private static String words(Counted counted) {
        return counted.alerts() + " alerts on " + counted.perDay().size() + " days, at most " + counted.mostPerDay()
                + " a day, " + counted.groups() + " groups, " + counted.incidents() + " incidents";
    }

    private static String summary(DryRun.Report report) {
        long passed = report.rows().stream().filter(DryRun.Row::passed).count();
        return passed + " of "
                + report.rows().stream().filter(row -> row.now().isPresent()).count()
                + " rules passed over " + report.read().receipts() + " receipts and "
                + report.read().events()
                + " events" + (report.cut().isEmpty() ? "" : "; cut: " + report.cut())
                + (report.read().faults().isEmpty()
                        ? ""
                        : "; the chain does not hold: " + report.read().faults());
    }
}
