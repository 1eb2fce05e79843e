package dev.sallyport.shield.canary;

import dev.sallyport.shield.Category;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import java.util.List;

/**
 * Finds planted canaries wherever they turn up: as they are, in other letters, taken apart, turned around, encoded up to three times,
 * compressed, spread over arguments or over the calls of a session. Also finds what is shaped like a canary of somebody else, and texts
 * that ask for one.
 *
 * <p>A canary in a call blocks; in an answer it warns, for then it has not left yet. Work is bounded by a multiple of the subject's length.
 */
public final class CanaryShield implements Shield {
    static final String NAME = "canary";

    private static final ShieldVersion VERSION = new ShieldVersion(NAME, "1.0.0");
    private static final double SURE = 0.99;
    private static final double PIECED = 0.97;

    private final Plants plants;
    private final Pieces pieces = new Pieces();

    /** @param plants what is planted, by tenant */
    public CanaryShield(Plants plants) {
        this.plants = plants;
    }

    @Override
    public ShieldVersion version() {
        return VERSION;
    }

    @Override
    public boolean concerns(Subject subject) {
        return true;
    }

    @Override
    public List<Finding> inspect(Subject subject, Context context) {
        boolean call = subject instanceof Subject.Call;
        Traps traps = plants.of(context.tenant());
        Search search = new Search(subject, traps, call);
        search.run();
        if (call && !search.hasPlanted()) {
            search.letters().forEach((core, letters) -> {
                // By its form, because a core's number moves with what is planted.
                String name = traps.name(core);
                if (pieces.add(
                        context.tenant(), context.session(), name, traps.length(core), letters, context.timeMillis())) {
                    search.found(Verdict.BLOCK, "split", PIECED, search.whole());
                }
            });
        }
        return search.findings();
    }

    static Finding finding(Verdict verdict, String kind, double confidence, dev.sallyport.shield.Span span) {
        return Finding.of(verdict, new Category(NAME, kind), Math.min(confidence, SURE), span);
    }
}
