package dev.sallyport.cli.baseline;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.baseline.Baseline;
import dev.sallyport.govern.baseline.Case;
import dev.sallyport.govern.baseline.Regression;
import dev.sallyport.govern.baseline.Thresholds;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.canary.Canary;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code baseline check}: runs the workloads again and ends with 1 if any class lost more than five points against the signed baseline. */
@Command
public final class BaselineCheckVerb extends HarnessVerb {
    @Parameters(paramLabel = "FILE", description = "the signed baseline; its note is FILE.note")
    private String file = "";

    /** On that terminal. */
    public BaselineCheckVerb(Terminal terminal) {
        this(terminal, MeasuredShields::all);
    }

    BaselineCheckVerb(Terminal terminal, Function<List<Canary>, List<Shield>> installed) {
        super(terminal, installed);
    }

    @Override
    protected Exit pilot() throws Exception {
        Baseline signed = signed(file);
        Thresholds asked = thresholds();
        refuseLooser(asked, signed);
        List<Case> cases = cases();
        Baseline now =
                harness(asked.values().isEmpty() ? signed.thresholds() : asked).run(cases, Optional.of(signed));
        List<Regression> regressions = Regression.between(signed, now);
        regressions.forEach(each -> row(
                JsonObject.builder()
                        .put("shield", each.shield())
                        .put("class", each.attackClass())
                        .put("what", each.what())
                        .put("before", JsonNumber.of(Math.rint(each.before() * 10_000) / 10_000))
                        .put("after", JsonNumber.of(Math.rint(each.after() * 10_000) / 10_000))
                        .build(),
                each.text()));
        row(
                JsonObject.builder()
                        .put("baseline", signed.version())
                        .put("classes", signed.rows().size())
                        .put("regressions", regressions.size())
                        .build(),
                regressions.isEmpty()
                        ? signed.rows().size() + " classes hold against baseline " + signed.version()
                        : regressions.size() + " regressions against baseline " + signed.version());
        return regressions.isEmpty() ? Exit.OK : Exit.NO;
    }
}
