package dev.sallyport.shield.egress;

import dev.sallyport.text.host.Categories;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What kinds of services names are: those of {@link Categories}, and those that ordinary work goes to. Immutable. */
final class Places {
    private static final String FILE = "/dev/sallyport/shield/egress/known.txt";
    private static final Set<String> OPEN_TO_ALL = Categories.BUILT_IN;
    private static final Set<String> RESERVED = Set.of("example", "test", "invalid");
    private static final Set<String> RESERVED_NAMES = Set.of("example.com", "example.org", "example.net");
    private static final Set<String> HOME = Set.of(
            "localhost", "local", "internal", "lan", "home", "corp", "intranet", "localdomain", "arpa", "private");

    private final Categories categories;

    private Places(Categories categories) {
        this.categories = categories;
    }

    /** The table of this build. */
    static Places bundled() {
        return Bundled.PLACES;
    }

    /** Read when it is first asked for, and once. */
    private static final class Bundled {
        private static final Places PLACES = load();
    }

    private static Places load() {
        Map<String, List<String>> known = new HashMap<>();
        for (String line : lines()) {
            String[] words = line.split(" +");
            known.computeIfAbsent(words[0], c -> new ArrayList<>())
                    .addAll(List.of(words).subList(1, words.length));
        }
        return new Places(Categories.with(known));
    }

    /** The kind of a name: a service's, {@code reserved}, {@code home}, {@code onion}, or {@code unknown}. */
    String kind(String name) {
        List<String> kinds = categories.of(name);
        for (String kind : kinds) {
            if (OPEN_TO_ALL.contains(kind)) {
                return kind;
            }
        }
        if (!kinds.isEmpty()) {
            return kinds.getFirst();
        }
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (last.equals("onion") || last.equals("i2p")) {
            return "onion";
        }
        if (RESERVED.contains(last)
                || RESERVED_NAMES.stream().anyMatch(r -> name.equals(r) || name.endsWith("." + r))) {
            return "reserved";
        }
        return name.indexOf('.') < 0 || HOME.contains(last) ? "home" : "unknown";
    }

    /** Whether anybody can take what is sent there. */
    static boolean isOpenToAll(String kind) {
        return OPEN_TO_ALL.contains(kind) || kind.equals("onion");
    }

    /** Whether it is a service that ordinary work goes to. */
    static boolean isKnown(String kind) {
        return !isOpenToAll(kind) && !kind.equals("unknown") && !kind.equals("reserved") && !kind.equals("home");
    }

    private static List<String> lines() {
        try (InputStream in = Places.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + FILE + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
