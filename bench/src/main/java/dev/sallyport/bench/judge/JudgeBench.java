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
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.policy.PolicyPacks;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.gate.registry.Grant;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.policy.Situation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pure judgement of gathered facts under the default pack: a read, a trusted change, a held one, a denied one; a change beside a
 * bundle on trial, which is judged twice; and how long it takes to find out that none of all the approvals a tenant may have
 * remembered is about a call.
 */
public final class JudgeBench implements Bench {
    private static final String NAME = "judge";
    private static final TenantId TENANT = new TenantId("default");

    @Override
    public void run(boolean quick, Report report) {
        int times = quick ? 50_000 : 500_000;
        measure("a read", "reads", "trusted_internal_unsigned", "allow", times, report);
        measure("a trusted change", "mutates", "trusted_internal_unsigned", "allow", times, report);
        measure("a doubtful change", "mutates", "semi_trusted_customer", "require_approval", times, report);
        measure("a hostile change", "mutates", "untrusted_external", "deny", times, report);
        trial(times, report);
        grants(times, report);
    }

    private static void trial(int times, Report report) {
        PolicyBundle active = PolicyBundles.builtIn();
        SortedMap<String, String> files = PolicyPacks.files(PolicyPacks.names());
        PolicyBundle staged = new CedarPolicies().bundle(PolicyPacks.of(TENANT, files));
        Facts facts = facts("mutates", "trusted_internal_unsigned", active);
        time("a trusted change beside all packs on trial", times, report, () -> {
            judge(facts, active, "allow");
            judge(facts, staged, "allow");
        });
    }

    private static void grants(int times, Report report) {
        Registry registry = Registry.EMPTY;
        for (int i = 0; i < Grant.LIMIT; i++) {
            registry = registry.apply(new RegistryChange.RememberApproval(grant(i)));
        }
        Registry image = registry;
        AgentId agent = new AgentId("agt_1");
        time("no fitting one of " + Grant.LIMIT + " remembered approvals", times, report, () -> {
            if (image.grants(TENANT).stream().anyMatch(grant -> grant.isAbout(agent, "warehouse", "order"))) {
                throw new Broken("a remembered approval is about another call");
            }
        });
    }

    private static Grant grant(int number) {
        return new Grant(
                TENANT,
                "grt_" + number,
                new AgentId("agt_1"),
                "warehouse",
                "order" + number,
                Optional.empty(),
                new TreeMap<>(Map.of("to", "0".repeat(64))),
                List.of(),
                List.of(),
                "approvers",
                List.of("ask"),
                new PersonId("anna"),
                0,
                1);
    }

    private static void time(String name, int times, Report report, Runnable once) {
        for (int i = 0; i < times; i++) {
            once.run();
        }
        Samples samples = new Samples(times);
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            once.run();
            samples.add(System.nanoTime() - began);
        }
        report.row(Row.of(NAME, name, "us", samples.quantile(0.5) / 1e3, samples.quantile(0.99) / 1e3));
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
