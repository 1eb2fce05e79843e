package dev.sallyport.cli.install;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code init}: makes the data directory and shows, this once, the operator key and the enrolment key. */
@Command
public final class InitVerb extends DataVerb {
    @Option(names = "--config", paramLabel = "F", description = "the configuration file (default: SALLYPORT_CONFIG)")
    private @Nullable String config;

    @Option(
            names = "--pack",
            paramLabel = "P",
            description = "a policy pack beside the default one, as `policy packs` lists them; again for more")
    private List<String> packs = List.of();

    /** On that terminal. */
    public InitVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        DataFolder data = data();
        Install.FreshKeys keys = create(data);
        row(
                JsonObject.builder()
                        .put("data", data.path().toString())
                        .put("operator_key", keys.operatorKey())
                        .put("enrolment_key", keys.enrolmentKey())
                        .build(),
                String.join(
                        System.lineSeparator(),
                        "data directory  " + data.path(),
                        "operator key    " + keys.operatorKey() + "   (agents, pins, policies, containment)",
                        "enrolment key   " + keys.enrolmentKey() + "   (registers agents)",
                        "Both are shown this once and kept nowhere: put them where you keep passwords.",
                        "Next: sallyport up --data " + data.path()));
        return Exit.OK;
    }

    private Install.FreshKeys create(DataFolder data) {
        try {
            return Install.create(Configuration.options(terminal(), config, data.path()), Sources.system(), packs);
        } catch (PolicyRefused refused) {
            throw Complaint.usage("no_such_pack", String.valueOf(refused.getMessage()));
        }
    }
}
