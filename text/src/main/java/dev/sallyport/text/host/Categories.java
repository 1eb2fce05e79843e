package dev.sallyport.text.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What kinds of service destinations are. A host belongs to a category if it, or a name above it, is listed. Thread-safe.
 */
public final class Categories {
    private static final String FILE = "/dev/sallyport/text/host/categories.txt";

    /** What the built-in list knows: services that anybody can send anything to, or through. */
    public static final Set<String> BUILT_IN = Set.of(
            "collector",
            "tunnel",
            "paste",
            "file-drop",
            "messenger",
            "dynamic-dns",
            "address-lookup",
            "shortener",
            "dns-over-https",
            "metadata");

    private final Map<String, SortedSet<String>> byHost;

    private Categories(Map<String, SortedSet<String>> byHost) {
        this.byHost = byHost;
    }

    /**
     * The built-in categories and these.
     *
     * @param further hosts in one spelling, by category
     */
    public static Categories with(Map<String, List<String>> further) {
        Map<String, SortedSet<String>> byHost = new HashMap<>();
        lines().forEach(line -> {
            String[] words = line.split(" +");
            add(byHost, words[1], words[0]);
        });
        further.forEach((category, hosts) -> hosts.forEach(host -> add(byHost, host, category)));
        return new Categories(byHost);
    }

    private static void add(Map<String, SortedSet<String>> byHost, String host, String category) {
        byHost.computeIfAbsent(host, h -> new TreeSet<>()).add(category);
    }

    /** The categories of a host, sorted. */
    public List<String> of(String host) {
        SortedSet<String> found = new TreeSet<>();
        for (String name = host; !name.isEmpty(); name = above(name)) {
            found.addAll(byHost.getOrDefault(name, new TreeSet<>()));
        }
        return List.copyOf(found);
    }

    private static String above(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private static List<String> lines() {
        try (InputStream in = Categories.class.getResourceAsStream(FILE)) {
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
