package dev.sallyport.cli.packages;

import dev.sallyport.shield.packages.list.Malicious;
import dev.sallyport.shield.packages.list.Versions;
import dev.sallyport.shield.packages.name.Ecosystem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Records of OSV 1.x (ossf.github.io/osv-schema) about malicious packages; advisories about faults of honest ones are passed by. */
final class Osv {
    private Osv() {}

    static boolean is(JsonNode node) {
        return node.path("id").isString() && node.path("affected").isArray();
    }

    static boolean isWithdrawn(JsonNode node) {
        return node.path("withdrawn").isString();
    }

    /** The names that a record is about. */
    static Map<Ecosystem, Set<String>> names(JsonNode node) {
        Map<Ecosystem, Set<String>> names = new EnumMap<>(Ecosystem.class);
        for (JsonNode affected : node.path("affected")) {
            String name = affected.path("package").path("name").asString("");
            ecosystem(affected)
                    .ifPresent(
                            e -> names.computeIfAbsent(e, x -> new HashSet<>()).add(e.normal(name)));
        }
        return names;
    }

    /** Adds what the record lists; how many packages that were. */
    static int read(JsonNode node, Malicious.Builder list) {
        if (!tellsOfMalice(node)) {
            return 0;
        }
        int taken = 0;
        for (JsonNode affected : node.path("affected")) {
            String name = affected.path("package").path("name").asString("");
            Optional<Ecosystem> ecosystem = ecosystem(affected);
            if (ecosystem.isPresent() && !name.isEmpty()) {
                Malicious.Entry entry = new Malicious.Entry(
                        versions(affected), false, node.path("id").asString());
                list.add(ecosystem.get(), name, entry);
                taken++;
            }
        }
        return taken;
    }

    private static Optional<Ecosystem> ecosystem(JsonNode affected) {
        String named = affected.path("package").path("ecosystem").asString("");
        int suffix = named.indexOf(':'); // "Maven:https://…" names a registry beside the usual one
        return Ecosystem.byName(suffix < 0 ? named : named.substring(0, suffix));
    }

    private static boolean tellsOfMalice(JsonNode node) {
        String id = node.path("id").asString();
        String words =
                (node.path("summary").asString("") + " " + node.path("details").asString("")).toLowerCase(Locale.ROOT);
        return id.startsWith("MAL-")
                || node.path("database_specific").has("malicious-packages-origins")
                || words.contains("malicious code")
                || words.contains("malicious package")
                || words.contains("malware");
    }

    private static Versions versions(JsonNode affected) {
        Set<String> listed = new HashSet<>();
        affected.path("versions")
                .forEach(version -> listed.add(version.asString("").strip()));
        listed.remove("");
        List<Versions.Span> spans = new ArrayList<>();
        for (JsonNode range : affected.path("ranges")) {
            if (!range.path("type").asString("").equals("GIT")) {
                spans(range, spans);
            }
        }
        boolean all = spans.stream()
                .anyMatch(span -> span.from().equals("0")
                        && span.before().isEmpty()
                        && span.last().isEmpty());
        return all || (listed.isEmpty() && spans.isEmpty()) ? Versions.ALL : new Versions(false, listed, spans);
    }

    private static void spans(JsonNode range, List<Versions.Span> spans) {
        String from = "";
        for (JsonNode event : range.path("events")) {
            if (event.has("introduced")) {
                if (!from.isEmpty()) {
                    spans.add(new Versions.Span(from, "", ""));
                }
                from = event.path("introduced").asString("0");
            } else if (!from.isEmpty() && (event.has("fixed") || event.has("last_affected"))) {
                spans.add(new Versions.Span(
                        from,
                        event.path("fixed").asString(""),
                        event.path("last_affected").asString("")));
                from = "";
            }
        }
        if (!from.isEmpty()) {
            spans.add(new Versions.Span(from, "", ""));
        }
    }
}
