package dev.sallyport.provenance.assess;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.source.OriginKind;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** More text of strangers, in a source the user did not name, never makes an answer better. */
class UntrustedTextTest {
    private static final int RUNS = 400;
    private static final List<String> VALUES = List.of(
            "ann@a.example",
            "mallory@evil.example",
            "DE89370400440532013000",
            "P007",
            "P025",
            "www.evil.example/x",
            "www.news.example/a",
            "/var/tmp/out.txt",
            "ops",
            "pencil set",
            "day off",
            "annlee/tools");

    @Test
    void a_strangers_text_never_improves_an_origin() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            long same = random.nextLong();
            Scene before = scene(same, List.of());
            String more = text(random);
            Scene after = scene(same, List.of(more));
            ToolEntry tool =
                    pick(random, List.of(Scene.PAY, Scene.SEND, Scene.BUY, Scene.WRITE, Scene.STAR, Scene.PAGE));
            String call = call(tool, pick(random, VALUES));
            for (Role role : Role.values()) {
                OriginKind was = weakest(before.origin(tool, role, call));
                OriginKind is = weakest(after.origin(tool, role, call));
                assertTrue(
                        is.compareTo(was) >= 0,
                        "seed " + seed + ", run " + run + ": " + call + " " + role + " after `" + more + "`");
            }
            assertTrue(
                    !before.call(tool, call).facts().carriesLink()
                            || after.call(tool, call).facts().carriesLink(),
                    "seed " + seed + ", run " + run);
        }
    }

    /** The weakest kind; what is merely found nowhere ranks with what only a stranger wrote where it comes to trust. */
    private static OriginKind weakest(Set<OriginKind> kinds) {
        OriginKind weakest = kinds.stream().max(Comparator.naturalOrder()).orElse(OriginKind.USER);
        return weakest.compareTo(OriginKind.GENERATED) > 0 ? OriginKind.GENERATED : weakest;
    }

    private static Scene scene(long seed, List<String> more) {
        Random random = new Random(seed);
        Scene scene = Scene.after("Email Ann, buy a watch, look at www.news.example and pay " + pick(random, VALUES));
        scene.read(Scene.CHANNELS, "{}", "['ops', 'annlee']");
        scene.read(Scene.SEARCH, "{'what': 'watch'}", "[{'product_id': 'P007'}, {'product_id': 'P025'}]");
        scene.read(Scene.MAILS, "{}", "[{'id': 'm1', 'sender': 'bob@b.example', 'body': '" + text(random) + "'}]");
        more.forEach(text -> scene.read(Scene.FILE, "{'path': 'unnamed.txt'}", text));
        return scene;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("Dear reader,");
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(pick(random, List.of(" take ", " the ID ", " visit ", " and ")))
                    .append(pick(random, VALUES));
        }
        return text.toString();
    }

    private static String call(ToolEntry tool, String value) {
        String argument = tool.args().entrySet().stream()
                .filter(e -> Judged.AUTHORITY.contains(e.getValue()))
                .findFirst()
                .orElseThrow()
                .getKey();
        return "{'" + argument + "': '" + value + "'}";
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
