package dev.sallyport.cli.playbooks;

import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.install.Configuration;
import dev.sallyport.cli.rules.SpanOption;
import dev.sallyport.cli.rules.TrialRules;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.config.SocPlan;
import dev.sallyport.server.soc.SocFolder;
import dev.sallyport.soc.playbook.Playbook;
import dev.sallyport.soc.rehearsal.Simulation;
import dev.sallyport.soc.rehearsal.SimulationForm;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code playbooks simulate}: whom playbooks would have stopped over the receipts of a data directory, from when until when, and what the
 * brake would have held. All of them act. Nothing is written, and the same record gives the same bytes. Exit 1 if one does not pass.
 */
@Command
public final class PlaybooksSimulateVerb extends DataVerb {
    private static final long ALL = Long.MAX_VALUE;
    private static final long MOST_ALERTS = 100_000;

    @Option(
            names = "--playbooks",
            paramLabel = "DIR",
            description = "folder of playbooks (default: the configured one)")
    private @Nullable String playbooks;

    @Option(names = "--rules", paramLabel = "DIR", description = "folder of rules (default: the installed ones)")
    private @Nullable String rules;

    @Option(names = "--config", paramLabel = "FILE", description = "the gateway's configuration")
    private @Nullable String config;

    @Option(names = "--tenant", paramLabel = "ID", description = "whose record (default: default)")
    private String tenant = "default";

    @Option(names = "--agents", paramLabel = "N", description = "how many agents there are, for the brake (default: 0)")
    private int agents;

    @Option(
            names = "--servers",
            paramLabel = "N",
            description = "how many tool servers there are, for the brake (default: 0)")
    private int servers;

    @Mixin
    private final SpanOption span = new SpanOption();

    /** On that terminal. */
    public PlaybooksSimulateVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        SocPlan plan = Configuration.options(terminal(), config, data().path())
                .settings()
                .integrity()
                .soc();
        List<Playbook> all = playbooks(plan);
        TrialRules trial = rules == null ? TrialRules.installed(plan) : TrialRules.folder(terminal(), rules, null);
        Simulation.Plan what = new Simulation.Plan(
                tenantId(), trial.rules(), all, plan.never(), plan.brake(), agents, servers, MOST_ALERTS);
        try (Snapshot snapshot = Snapshot.of(data())) {
            Simulation.Report report = Simulation.of(
                    what, snapshot.records(), span.of(snapshot.records(), what.tenant()), ALL, () -> true);
            tell(report, all);
            return all.stream().allMatch(playbook -> report.faults(playbook).isEmpty()) ? Exit.OK : Exit.NO;
        }
    }

    private void tell(Simulation.Report report, List<Playbook> all) {
        if (json()) {
            terminal().json(SimulationForm.of(report));
            return;
        }
        for (Playbook playbook : all) {
            terminal().line(SimulationText.of(SimulationForm.of(report, playbook)));
            report.of(playbook).forEach(outcome -> terminal().line(SimulationText.step(SimulationForm.of(outcome))));
        }
    }

    private List<Playbook> playbooks(SocPlan plan) {
        try {
            List<Playbook> all = playbooks == null
                    ? SocFolder.playbooks(plan)
                    : SocFolder.playbooks(terminal().path(playbooks));
            if (all.isEmpty()) {
                throw Complaint.usage(
                        "no_playbooks", "no playbook: give --playbooks DIR, or --config FILE that names some");
            }
            return all;
        } catch (SocFolder.Unusable e) {
            throw Complaint.usage(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private TenantId tenantId() {
        try {
            return new TenantId(tenant);
        } catch (IllegalArgumentException e) {
            throw Complaint.usage("no_such_tenant", String.valueOf(e.getMessage()));
        }
    }
}
