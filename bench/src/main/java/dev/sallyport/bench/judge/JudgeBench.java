package dev.sallyport.bench.judge;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.cli.judge.PolicyBundles;
import dev.sallyport.cli.judge.Situation;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.PolicyBundle;
import java.nio.charset.StandardCharsets;

/** The pure judgement of gathered facts under the default pack: a read, a trusted change, a held one, a denied one. */
public final class JudgeBench implements Bench {
    private static final String NAME = "judge";

    @Override
    public void run(boolean quick, Report report) {
        int times = quick ? 50_000 : 500_000;
        measure("a read", "reads", "trusted_internal_unsigned", "allow", times, report);
        measure("a trusted change", "mutates", "trusted_internal_unsigned", "allow", times, report);
        measure("a doubtful change", "mutates", "semi_trusted_customer", "require_approval", times, report);
        measure("a hostile change", "mutates", "untrusted_external", "deny", times, report);
    }

    private static void measure(String name, String effect, String trust, String expected, int times, Report report) {
        PolicyBundle bundle = PolicyBundles.builtIn();
        Facts facts = facts(effect, trust, bundle);
        for (int i = 0; i < times; i++) {
            judge(facts, bundle, expected);
        }
        Samples samples = new Samples(times);
        long all = System.nanoTime();
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            judge(facts, bundle, expected);
            samples.add(System.nanoTime() - began);
        }
        double perSecond = times * 1e9 / (System.nanoTime() - all);
        report.row(
                Row.of(NAME, name + ", default pack", "us", samples.quantile(0.5) / 1e3, samples.quantile(0.99) / 1e3)
                        .withThroughput(perSecond));
    }

    private static void judge(Facts facts, PolicyBundle bundle, String expected) {
        String decision = Judge.judge(facts, bundle).decision().wire();
        if (!decision.equals(expected)) {
            throw new Broken("judged " + decision + " where " + expected + " was expected");
        }
    }

    private static Facts facts(String effect, String trust, PolicyBundle bundle) {
        String stated = "{\"what\":{\"catalogue\":\"" + effect + "\",\"pin\":\"catalogued\"},\"trust\":{\"stated\":\""
                + trust + "\"}}";
        JsonObject object = (JsonObject) StrictJson.parse(stated.getBytes(StandardCharsets.UTF_8));
        boolean mutates = effect.equals("mutates");
        Action action = new Action("warehouse", "order", "orders/17", mutates, JsonObject.of());
        return Situation.of(object).around(action, bundle.digest());
    }
}
