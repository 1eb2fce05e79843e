package dev.sallyport.server.objective;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One service objective.
 *
 * @param name stable
 * @param says what it asks, for people
 * @param target which share must be good, above 0 and below 1
 * @param counted what is added up: what is good, or what is bad
 * @param countsBad whether that is what is bad
 * @param total all of it
 */
public record Objective(String name, String says, double target, Series counted, boolean countsBad, Series total) {
    private static final String FILE = "objectives.yaml";

    public Objective {
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException(name + ": `target` is above 0 and below 1, not " + target);
        }
    }

    /** Those of this build, in their order. */
    public static List<Objective> builtIn() {
        try (InputStream in = Objective.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the program");
            }
            List<Objective> all = new ArrayList<>();
            for (JsonNode each : new YAMLMapper().readTree(in).path("objectives")) {
                all.add(of(each));
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Objective of(JsonNode each) {
        Optional<String> good = text(each, "good");
        return new Objective(
                text(each, "name").orElseThrow(),
                text(each, "says").orElse(""),
                each.path("target").asDouble(),
                Series.parse(good.or(() -> text(each, "bad")).orElseThrow()),
                good.isEmpty(),
                Series.parse(text(each, "total").orElseThrow()));
    }

    private static Optional<String> text(JsonNode each, String member) {
        return Optional.of(each.path(member).asString("")).filter(text -> !text.isEmpty());
    }

    /** What an exposition counts of it. */
    Counts of(List<String> lines) {
        double some = 0;
        double all = 0;
        for (String line : lines) {
            some += counted.of(line);
            all += total.of(line);
        }
        return new Counts(countsBad ? some : Math.max(0, all - some), all);
    }

    /** The share that may be bad. */
    public double allowed() {
        return 1 - target;
    }
}
