package dev.sallyport.provenance.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The tools somebody described. Several entries may share a name: of the server's own entries the one of that name is meant, else
 * the one whose arguments include all that the tool's schema lists, else the only one that knows most of them. An argument that
 * the entry does not know gets the role its name tells. A tool without an entry gets {@link SafeDefaults}. Immutable.
 */
public final class Catalogue {
    private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9]+");
    private static final Pattern PREFIX_END = Pattern.compile("__|[/.:]");

    private final Map<String, List<ToolEntry>> entries;
    private final Map<String, Map<String, ToolEntry>> servers;

    /** Those entries, of servers nobody named. */
    public Catalogue(List<ToolEntry> all) {
        this(all, Map.of());
    }

    /**
     * Those entries.
     *
     * @param all in the order in which one is looked for when the server is not known
     * @param servers the entries of each server by its name
     */
    public Catalogue(List<ToolEntry> all, Map<String, List<ToolEntry>> servers) {
        Map<String, List<ToolEntry>> byName = new HashMap<>();
        for (ToolEntry entry : all) {
            byName.computeIfAbsent(entry.name(), n -> new ArrayList<>()).add(entry);
        }
        Map<String, Map<String, ToolEntry>> byServer = new HashMap<>();
        servers.forEach((server, tools) -> {
            Map<String, ToolEntry> own = new HashMap<>();
            tools.forEach(tool -> own.put(tool.name(), tool));
            byServer.put(plain(server), Map.copyOf(own));
        });
        this.entries = Map.copyOf(byName);
        this.servers = Map.copyOf(byServer);
    }

    /** What is known of that tool. */
    public ToolEntry entry(ToolSchema schema) {
        List<ToolEntry> named = entries.getOrDefault(schema.name(), List.of());
        for (ToolEntry entry : named) {
            if (entry.fits(schema)) {
                return entry;
            }
        }
        return named.isEmpty() ? prefixed(schema) : nearest(named, schema);
    }

    /** Hosts write {@code server__tool}, {@code mcp__server__tool}, {@code server/tool}: a server that is described is found in it. */
    private ToolEntry prefixed(ToolSchema schema) {
        String[] parts = PREFIX_END.split(schema.name(), 4);
        for (int i = 0; i + 1 < parts.length; i++) {
            ToolEntry own = servers.getOrDefault(plain(parts[i]), Map.of()).get(parts[parts.length - 1]);
            if (own != null) {
                return completed(own, schema);
            }
        }
        return SafeDefaults.accepted(schema);
    }

    /**
     * What is known of that tool of that server.
     *
     * @param server its name, as the operator or the registry has it; one that nobody described counts as none
     */
    public ToolEntry entry(String server, ToolSchema schema) {
        ToolEntry own = servers.getOrDefault(plain(server), Map.of()).get(schema.name());
        return own == null ? entry(schema) : completed(own, schema);
    }

    /** Whether somebody described that tool. */
    public boolean describes(ToolSchema schema) {
        return entries.getOrDefault(schema.name(), List.of()).stream().anyMatch(e -> e.fits(schema));
    }

    /** The only entry that knows most of the arguments, and at least two of three of them. */
    private static ToolEntry nearest(List<ToolEntry> named, ToolSchema schema) {
        ToolEntry best = null;
        long most = 0;
        boolean alone = false;
        for (ToolEntry entry : named) {
            long known = schema.parameters().stream()
                    .filter(entry.args()::containsKey)
                    .count();
            alone = known == most ? best != null && best.args().equals(entry.args()) : known > most || alone;
            if (known > most) {
                most = known;
                best = entry;
            }
        }
        if (best == null || !alone || 3 * most < 2L * schema.parameters().size()) {
            return SafeDefaults.accepted(schema);
        }
        return completed(best, schema);
    }

    /** With the roles of the arguments it does not know; one that says where data goes makes it another tool. */
    private static ToolEntry completed(ToolEntry entry, ToolSchema schema) {
        Map<String, Role> more = new HashMap<>();
        for (String parameter : schema.parameters()) {
            if (!entry.args().containsKey(parameter)) {
                SafeDefaults.role(schema.name(), parameter).ifPresent(role -> more.put(parameter, role));
            }
        }
        boolean out = more.values().stream()
                .anyMatch(r -> r == Role.URL || r == Role.COMMAND || r == Role.RECIPIENT || r == Role.CREDENTIAL);
        return more.isEmpty() ? entry : out ? SafeDefaults.accepted(schema) : entry.with(more);
    }

    private static String plain(String server) {
        return NO_WORD.matcher(server.toLowerCase(Locale.ROOT)).replaceAll("-");
    }
}
