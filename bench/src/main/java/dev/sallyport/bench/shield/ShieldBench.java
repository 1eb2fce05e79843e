package dev.sallyport.bench.shield;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.injection.InjectionGuard;
import dev.sallyport.shield.secret.SecretFinder;
import dev.sallyport.shield.secret.SecretGuard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A clean result of 10 KB through each shield and through all of them, and a megabyte through the finder of secrets, in bytes a second beside the
 * same text merely walked over.
 */
public final class ShieldBench implements Bench {
    private static final String NAME = "shields";
    private static final int RESULT = 10 * 1024;
    private static final int GREAT = 1 << 20;
    private static final Context CONTEXT = new Context("t", "a", "s", 0, Optional.empty());
    private static final String[] WORDS =
            ("the gateway reads a request and answers with what the policy says of it; every token of the"
                            + " parser has a key in the map, see https://docs.example.org/guide/page-12#use for the password reset flow."
                            + " public static final int LIMIT = 40; return items.stream().map(Item::name).toList(); { \"id\": 18233, \"title\":"
                            + " \"Quarterly report\" } commit 3f2a9c1 Merge branch main task risk desk 2026-11-21T20:10:00Z 1,204.50 EUR lines")
                    .split(" ");

    private final List<Shield> shields;

    /** Of these shields, each once. */
    public ShieldBench(List<Shield> shields) {
        this.shields = List.copyOf(shields);
    }

    /** Those of this program. */
    public static ShieldBench ofAll() {
        return new ShieldBench(List.of(new SecretGuard(), new InjectionGuard()));
    }

    @Override
    public void run(boolean quick, Report report) {
        int times = quick ? 2_000 : 20_000;
        Subject clean = Subject.Result.of("web", "fetch", new JsonString(text(RESULT)));
        for (Shield shield : shields) {
            time(shield.version().name() + ", clean result of 10 KB", times, report, () -> {
                if (!shield.inspect(clean, CONTEXT).isEmpty()) {
                    throw new Broken("found something in a clean result");
                }
            });
        }
        Shields all = new Shields(shields, System::nanoTime);
        Map<String, Setting> settings = Map.of();
        time("all shields, clean result of 10 KB", times, report, () -> all.inspect(clean, CONTEXT, settings));
        throughput(quick ? 50 : 400, report);
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
        report.row(Row.of(NAME, name, "us", samples, 1e3));
    }

    private static void throughput(int times, Report report) {
        String text = text(GREAT);
        double ours =
                bytesPerSecond(times, () -> SecretFinder.bundled().in(text).size());
        double floor = bytesPerSecond(times, () -> text.chars().sum());
        report.row(Row.rate(NAME, "secrets, bytes of 1 MB", ours).withFloor(floor));
        report.note(String.format("secrets: %.0f MB/s", ours / 1e6));
    }

    private static double bytesPerSecond(int times, java.util.function.IntSupplier once) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += once.getAsInt();
        }
        long began = System.nanoTime();
        for (int i = 0; i < times; i++) {
            sum += once.getAsInt();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (sum == Long.MIN_VALUE) {
            throw new Broken("the sum of a text cannot be that");
        }
        return (double) times * GREAT / seconds;
    }

    private static String text(int length) {
        StringBuilder text = new StringBuilder(length + 64);
        Random random = new Random(7);
        while (text.length() < length) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(12) == 0 ? '\n' : ' ');
        }
        return text.substring(0, length);
    }
}
