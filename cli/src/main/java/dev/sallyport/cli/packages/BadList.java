package dev.sallyport.cli.packages;

import dev.sallyport.shield.packages.list.Malicious;
import dev.sallyport.shield.packages.list.Versions;
import dev.sallyport.shield.packages.name.Ecosystem;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Lists of malicious names with their versions: a row a package, or one object that maps names to versions or to null for all. */
final class BadList {
    private BadList() {}

    /** Adds what the node lists; how many packages that were. */
    static int read(JsonNode node, Ecosystem ecosystem, Malicious.Builder list) {
        if (node.path("name").isString()) {
            boolean taken = false;
            for (JsonNode kind : node.path("kinds")) {
                taken |= kind.asString("").contains("compromised");
            }
            JsonNode ids = node.path("ids");
            String id = ids.isArray() && !ids.isEmpty() ? ids.get(0).asString("") : "";
            JsonNode versions = node.has("versions") ? node.path("versions") : node.path("version");
            list.add(ecosystem, node.path("name").asString(), new Malicious.Entry(versions(versions), taken, id));
            return 1;
        }
        boolean map = node.isObject() && !node.isEmpty();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            map &= member.getValue().isArray() || member.getValue().isNull();
        }
        if (!map) {
            return 0;
        }
        node.properties()
                .forEach(member -> list.add(
                        ecosystem, member.getKey(), new Malicious.Entry(versions(member.getValue()), false, "")));
        return node.size();
    }

    private static Versions versions(JsonNode node) {
        Set<String> listed = new HashSet<>();
        if (node.isString()) {
            listed.add(node.asString().strip());
        }
        node.forEach(version -> listed.add(version.asString("").strip()));
        listed.remove("");
        return listed.isEmpty() || listed.contains("*") ? Versions.ALL : Versions.of(listed);
    }
}
