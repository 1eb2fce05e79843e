package dev.sallyport.cli.eval;

import dev.sallyport.cli.judge.PolicyBundles;
import dev.sallyport.server.catalogue.CatalogueFiles;
import dev.sallyport.shield.rate.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A folder of {@code spec/provenance}: its traces by name, and what the judge says of each of their calls. */
final class Suite {
    static final Path FOLDER =
            Path.of(System.getProperty("sallyport.root", "..")).resolve("spec/provenance");

    private final Player player;
    private final Path folder;

    Suite(String name) throws IOException {
        this.folder = FOLDER.resolve(name);
        Path tools = folder.resolve("tools.json");
        Toolbox toolbox = Toolbox.of(tools.toString(), Files.readAllBytes(tools), CatalogueFiles.builtIn());
        this.player = new Player(PolicyBundles.builtIn(), toolbox);
    }

    /** The verdicts on every trace of that file, in its order. */
    Map<String, List<Player.Verdict>> play(String file) throws IOException {
        Map<String, List<Player.Verdict>> played = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(folder.resolve(file));
        for (int i = 0; i < lines.size(); i++) {
            String id = Lenient.tree(file, lines.get(i)).path("id").asString("");
            if (id.isBlank() || played.put(id, player.play(Trace.of(file, i + 1, lines.get(i)))) != null) {
                throw new IllegalStateException(file + ":" + (i + 1) + " has no name of its own");
            }
        }
        return played;
    }

    /** Lines that are no comment, up to the first tab. */
    List<String> names(String file) throws IOException {
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                names.add(line.split("\t")[0]);
            }
        }
        return names;
    }

    /** One line for people: which rules held which calls of a trace, and why. */
    static String why(List<Player.Verdict> verdicts) {
        List<String> held = new ArrayList<>();
        for (Player.Verdict verdict : verdicts) {
            if (verdict.refused()) {
                List<String> rules = verdict.judgement().policies().stream()
                        .filter(p -> !p.equals("provenance.vouched"))
                        .toList();
                held.add(verdict.tool().name() + " " + rules + " "
                        + verdict.assessment().explanation().sentence());
            }
        }
        return String.join("; ", held);
    }

    /** Prints a rate with its interval; every trace is a cluster of its own here. */
    static void rate(String what, int hits, int of) {
        List<Map.Entry<Integer, Integer>> clusters = new ArrayList<>();
        for (int i = 0; i < of; i++) {
            clusters.add(Map.entry(i < hits ? 1 : 0, 1));
        }
        Interval interval = Interval.of(clusters);
        System.out.printf(
                Locale.ROOT,
                "%s: %d of %d, %.1f %% [%.1f, %.1f]%n",
                what,
                hits,
                of,
                100.0 * hits / of,
                100 * interval.low(),
                100 * interval.high());
    }
}
