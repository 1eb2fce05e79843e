package dev.sallyport.shield.packages.list;

import dev.sallyport.shield.packages.name.Ecosystem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** The lists in the jar. {@code README.md} beside them says where each comes from and when it was made. Reads class-path resources only. */
public final class Shipped {
    private Shipped() {}

    /** The well-known names of every registry that has a list here. */
    public static Map<Ecosystem, Popular> popular() {
        Map<Ecosystem, Popular> lists = new EnumMap<>(Ecosystem.class);
        for (Ecosystem ecosystem : Ecosystem.values()) {
            lines("popular/" + file(ecosystem) + ".txt")
                    .or(() -> lines("popular/" + file(ecosystem) + ".txt.gz"))
                    .ifPresent(lines -> lists.put(ecosystem, popular(ecosystem, lines)));
        }
        return lists;
    }

    /** Where names have no owner in front, what is well known outside the registry is imitated too. */
    private static Popular popular(Ecosystem ecosystem, List<String> lines) {
        return switch (ecosystem) {
            case NPM, PYPI, CRATES, RUBYGEMS, NUGET -> {
                List<String> all = new ArrayList<>(lines);
                all.addAll(lines("things.txt").orElse(List.of()));
                yield new Popular(ecosystem, all);
            }
            case GO, MAVEN, PACKAGIST, ACTIONS -> new Popular(ecosystem, lines);
        };
    }

    /** The names that registries had, for those of which a list is here. */
    public static Map<Ecosystem, KnownNames> known() {
        Map<Ecosystem, KnownNames> lists = new EnumMap<>(Ecosystem.class);
        for (Ecosystem ecosystem : Ecosystem.values()) {
            try (InputStream in = Shipped.class.getResourceAsStream("known/" + file(ecosystem) + ".bloom")) {
                if (in != null) {
                    lists.put(ecosystem, KnownNames.read(new BufferedInputStream(in, 1 << 16)));
                }
            } catch (IOException broken) {
                throw new UncheckedIOException("the jar is damaged", broken);
            }
        }
        return lists;
    }

    /** Famous malicious packages and releases; {@code package update} brings all others. */
    public static Malicious malicious() {
        Malicious.Builder list = new Malicious.Builder();
        for (String line : lines("malicious.txt").orElse(List.of())) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] fields = line.strip().split("\\s+");
                Versions versions = fields[2].equals("*")
                        ? Versions.ALL
                        : Versions.of(new TreeSet<>(List.of(fields[2].split(","))));
                Ecosystem ecosystem = Ecosystem.byName(fields[0]).orElseThrow();
                boolean taken = !versions.all() && Set.of(fields).contains("taken");
                list.add(ecosystem, fields[1], new Malicious.Entry(versions, taken, ""));
            }
        }
        return list.build();
    }

    private static String file(Ecosystem ecosystem) {
        return ecosystem.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<List<String>> lines(String name) {
        try (InputStream in = Shipped.class.getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = name.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16).readAllBytes() : in.readAllBytes();
            return Optional.of(new String(bytes, StandardCharsets.UTF_8).lines().toList());
        } catch (IOException broken) {
            throw new UncheckedIOException("the jar is damaged", broken);
        }
    }
}
