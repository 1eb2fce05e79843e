package dev.sallyport.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The options {@code soc.narrator} and {@code soc.learning}. */
final class StoryOptions {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final long SECOND = 1_000;
    private static final long DAY = 24 * 60 * 60 * SECOND;

    private StoryOptions() {}

    static StoryPlan read(Section soc, Function<String, Path> path) {
        return new StoryPlan(
                narrator(soc.section("narrator"), path),
                soc.millis("learning", 0, 90 * DAY, StoryPlan.LEARNING_MILLIS));
    }

    private static Optional<StoryPlan.Narrator> narrator(Section s, Function<String, Path> path) {
        Optional<URI> url = s.uri("url");
        Optional<String> model = s.text("model");
        Optional<Path> file = s.text("key_file").map(path);
        Optional<String> variable = s.text("key_environment");
        if (file.isPresent() && variable.isPresent()) {
            throw s.fault("key_file", "or `key_environment`: name one source of the key");
        }
        long timeout = s.millis("timeout", 100, 120 * SECOND, 20 * SECOND);
        if (url.isEmpty()) {
            if (model.isPresent() || file.isPresent() || variable.isPresent()) {
                throw s.fault("url", "is missing: the base address, such as `http://127.0.0.1:11434/v1`");
            }
            return Optional.empty();
        }
        if (url.get().getRawQuery() != null || url.get().getRawFragment() != null) {
            throw s.fault("url", "takes an address without `?` and `#`");
        }
        if ("http".equals(url.get().getScheme())
                && !LOOPBACK.contains(String.valueOf(url.get().getHost()))) {
            throw s.fault("url", "takes https for another machine: evidence of incidents goes there");
        }
        return Optional.of(new StoryPlan.Narrator(
                url.get(),
                model.orElseThrow(() -> s.fault("model", "is missing: the model's name")),
                file,
                variable,
                timeout));
    }
}
