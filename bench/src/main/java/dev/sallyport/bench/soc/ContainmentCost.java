package dev.sallyport.bench.soc;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.gate.containment.Containment;
import dev.sallyport.gate.containment.Containments;
import dev.sallyport.gate.containment.Destinations;
import dev.sallyport.gate.containment.Measure;
import dev.sallyport.gate.containment.Place;
import dev.sallyport.gate.containment.Target;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import java.util.List;
import java.util.function.IntSupplier;

/** What a call pays for being asked whether it is contained: where nothing is, where others are, and where destinations are blocked. */
final class ContainmentCost {
    private static final TenantId TENANT = new TenantId("acme");
    private static final int BATCH = 1_000;
    private static final int OTHERS = 100;
    private static final int BLOCKS = 10;
    private static final int WORDS = 120;

    private ContainmentCost() {}

    static void measure(boolean quick, Report report) {
        int batches = quick ? 400 : 4_000;
        List<Target> concerned = List.of(
                new Target.Agent(new AgentId("agt_1")), new Target.Server("mail"), new Target.Tool("mail", "send"));
        Registry held = Registry.EMPTY;
        for (int i = 0; i < OTHERS; i++) {
            held = held.apply(new RegistryChange.Contain(new Containment(
                    TENANT,
                    new Measure.ForceApproval(new Target.Agent(new AgentId("agt_other" + i)), "approvers"),
                    1,
                    Containment.ENDLESS)));
        }
        Registry others = held;
        row(report, "contained? nothing is", batches, BATCH, () -> asked(Registry.EMPTY, concerned));
        row(report, "contained? 100 others are", batches, BATCH, () -> asked(others, concerned));
        Containments blocked = Containments.NONE;
        for (int i = 0; i < BLOCKS; i++) {
            blocked = blocked.with(new Containment(
                    TENANT, new Measure.BlockDestination(Place.of("evil" + i + ".example")), 1, Containment.ENDLESS));
        }
        List<Containment> blocks = blocked.blocks();
        JsonObject arguments = JsonObject.builder()
                .put("url", "https://api.example.com/v1/orders?id=17")
                .put("body", "quarterly report ".repeat(WORDS))
                .build();
        Destinations.Sought sought = new Destinations.Sought(List.of(arguments), false);
        row(
                report,
                "blocked? 10 names, 2 KB",
                batches,
                1,
                () -> Destinations.met(sought, blocks).size());
    }

    private static int asked(Registry registry, List<Target> concerned) {
        Containments all = registry.containments(TENANT);
        return all.isEmpty()
                ? 0
                : all.forcing(concerned, 2).size() + all.blocks().size();
    }

    private static void row(Report report, String name, int batches, int times, IntSupplier work) {
        int seen = 0;
        for (int i = 0; i < batches; i++) {
            for (int j = 0; j < times; j++) {
                seen += work.getAsInt();
            }
        }
        Samples samples = new Samples(batches);
        for (int i = 0; i < batches; i++) {
            long began = System.nanoTime();
            for (int j = 0; j < times; j++) {
                seen += work.getAsInt();
            }
            samples.add(System.nanoTime() - began);
        }
        if (seen != 0) {
            throw new IllegalStateException("nothing of it is contained");
        }
        report.row(Row.of("soc", name, "ns", samples, times));
    }
}
