package dev.sallyport.bench.shield;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.server.shield.InstalledShields;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Leaf;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.canary.CanaryKind;
import dev.sallyport.shield.canary.CanaryMint;
import dev.sallyport.shield.canary.RememberedPlants;
import dev.sallyport.shield.egress.HostLists;
import dev.sallyport.shield.packages.Knowledge;
import dev.sallyport.shield.packages.PackageGate;
import dev.sallyport.shield.secret.SecretFinder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntSupplier;

/**
 * Clean results of several kinds through each shield and through all of them, as a gateway has them and with a hundred canaries planted, beside merely
 * reading each character; how that grows with the length; calls; and a megabyte through the finder of secrets.
 */
public final class ShieldBench implements Bench {
    private static final String NAME = "shields";
    private static final int RESULT = 10 * 1024;
    private static final int GREAT = 1 << 20;
    private static final int CANARIES = 100;
    private static final int ROUNDS = 5;
    private static final String TENANT = "t";
    private static final Context CONTEXT = new Context(TENANT, "a", "s", 0, Optional.empty());

    /** Every shield of this install once: made when the bench runs, because it reads all lists. */
    private static List<Shield> installed() {
        RememberedPlants plants = new RememberedPlants();
        CanaryMint mint = new CanaryMint(new Random(17), "https://files.example.com/s/");
        List<CanaryKind> kinds = List.of(CanaryKind.values());
        for (int i = 0; i < CANARIES; i++) {
            plants.plant(TENANT, mint.mint(kinds.get(i % kinds.size()), "canary-" + i));
        }
        return InstalledShields.all(plants, HostLists.NONE, new PackageGate(Knowledge.shipped()));
    }

    @Override
    public void run(boolean quick, Report report) {
        int times = quick ? 400 : 4_000;
        List<Shield> shields = installed();
        Shields all = new Shields(shields, System::nanoTime);
        for (CleanResult kind : CleanResult.values()) {
            Subject subject = result(kind, RESULT);
            for (Shield shield : shields) {
                if (shield.concerns(subject)) {
                    row(shield.version().name(), kind, times, report, () -> count(shield.inspect(subject, CONTEXT)));
                }
            }
            row("all", kind, times, report, () -> count(all, subject));
            row("reading", kind, times, report, () -> read(subject));
        }
        growth(all, quick ? 200 : 2_000, report);
        calls(all, times, report);
        throughput(quick ? 50 : 400, report);
    }

    private static Subject result(CleanResult kind, int characters) {
        return Subject.Result.of("web", "fetch", kind.of(characters));
    }

    private static void row(String what, CleanResult kind, int times, Report report, IntSupplier once) {
        report.row(Row.of(NAME, what + ", 10 KB " + kind.shown(), "us", samples(times, once), 1e3));
    }

    private static void growth(Shields all, int times, Report report) {
        for (CleanResult kind : CleanResult.values()) {
            for (int size : new int[] {1, 100}) {
                Subject subject = result(kind, size * 1024);
                Samples samples = samples(Math.max(50, times / size), () -> count(all, subject));
                report.row(Row.of(NAME, "all, " + size + " KB " + kind.shown(), "us", samples, 1e3));
            }
        }
    }

    private static void calls(Shields all, int times, Report report) {
        JsonObject install = JsonObject.builder()
                .put("command", "npm install react lodash express")
                .build();
        JsonObject post = JsonObject.builder()
                .put("url", "https://api.example.org/v1/notes")
                .put("body", CleanResult.words(RESULT, " ", "notes of a meeting that nobody else has to read in full"))
                .build();
        call(
                "all, a line that installs",
                new Action("Bash", "run", null, true, install),
                Capability.EXEC,
                all,
                times,
                report);
        call("all, 10 KB sent", new Action("http", "post", null, true, post), Capability.HTTP, all, times, report);
    }

    private static void call(String name, Action action, Capability capability, Shields all, int times, Report report) {
        Samples samples = samples(
                times,
                () -> all.inspect(Subject.Call.of(action, capability), CONTEXT, Map.of())
                        .size());
        report.row(Row.of(NAME, name, "us", samples, 1e3));
    }

    private static int count(Shields all, Subject subject) {
        return all.inspect(subject, CONTEXT, Map.of()).stream()
                .mapToInt(ran -> count(ran.findings()))
                .sum();
    }

    private static int count(List<?> findings) {
        if (!findings.isEmpty()) {
            throw new Broken("found " + findings + " in a clean result");
        }
        return 0;
    }

    private static int read(Subject subject) {
        int sum = 0;
        for (Leaf leaf : subject.leaves()) {
            for (int i = 0; i < leaf.text().length(); i++) {
                sum += leaf.text().charAt(i);
            }
        }
        return sum;
    }

    /** After some rounds that teach the compiler. */
    private static Samples samples(int times, IntSupplier once) {
        int sum = 0;
        for (int i = 0; i < times * ROUNDS; i++) {
            sum += once.getAsInt();
        }
        Samples samples = new Samples(times);
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            sum += once.getAsInt();
            samples.add(System.nanoTime() - began);
        }
        if (sum == Integer.MIN_VALUE) {
            throw new Broken("that many findings cannot be");
        }
        return samples;
    }

    private static void throughput(int times, Report report) {
        throughput(
                "1 MB",
                CleanResult.words(
                        GREAT, " ", "what a long manual says of tokens, keys and 40 other things; see page 12"),
                times,
                report);
        throughput("1 MB code", CleanResult.CODE.text(GREAT), times, report);
        throughput(
                "1 MB logs",
                CleanResult.words(
                        GREAT,
                        "\n",
                        "2026-11-22T03:10:04.118Z INFO  [worker-7] d.s.gate.Gate took 182 us for req_01kbn3|10.2.0.17 - -"
                                + " [22/Nov/2026:03:10:04 +0000] \"GET /v1/items?page=4 HTTP/1.1\" 200 5123|level=warn"
                                + " ts=1763780000.123 msg=\"retry in 250ms\" attempt=3 host=db-2.internal|Nov 22 03:10:05 web sshd[8112]:"
                                + " Accepted publickey for deploy from 10.2.0.9 port 50212"),
                times,
                report);
    }

    private static void throughput(String what, String text, int times, Report report) {
        double ours =
                bytesPerSecond(times, () -> SecretFinder.bundled().in(text).size());
        double floor = bytesPerSecond(times, () -> text.chars().sum());
        report.row(Row.rate(NAME, "secrets, bytes of " + what, ours).withFloor(floor));
        report.note(String.format("secrets, %s: %.0f MB/s", what, ours / 1e6));
    }

    private static double bytesPerSecond(int times, IntSupplier once) {
        samples(times, once);
        long began = System.nanoTime();
        samples(times, once);
        return (double) times * (ROUNDS + 1) * GREAT / ((System.nanoTime() - began) / 1e9);
    }
}
