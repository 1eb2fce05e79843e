package dev.sallyport.server.catalogue;

import dev.sallyport.provenance.catalogue.ToolEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The public MCP servers this build describes: {@code servers/*.yaml}. */
public final class ServerFiles {
    static final List<String> BUILT_IN = List.of(
            "atlassian",
            "brave-search",
            "context7",
            "desktop-commander",
            "discord",
            "everything",
            "exa",
            "fetch",
            "figma",
            "filesystem",
            "git",
            "github",
            "gitlab",
            "gmail",
            "google-calendar",
            "google-drive",
            "google-maps",
            "hubspot",
            "kubernetes",
            "linear",
            "memory",
            "mongodb",
            "notion",
            "playwright",
            "postgres",
            "puppeteer",
            "redis",
            "sentry",
            "sequential-thinking",
            "slack",
            "sqlite",
            "stripe",
            "supabase",
            "tavily",
            "telegram",
            "time");

    private ServerFiles() {}

    /** All of them, by name. */
    public static List<ServerEntry> builtIn() {
        return BUILT_IN.stream()
                .map(name -> read("servers/" + name + ".yaml", CatalogueFiles.resource("servers/" + name + ".yaml")))
                .toList();
    }

    /** The one of that name. */
    public static Optional<ServerEntry> named(String name) {
        return BUILT_IN.contains(name)
                ? Optional.of(read("servers/" + name + ".yaml", CatalogueFiles.resource("servers/" + name + ".yaml")))
                : Optional.empty();
    }

    /**
     * One file about a server.
     *
     * @param file its name, for refusals
     * @throws CatalogueRefused with {@code file:line} where it is not in the form of {@code spec/catalogue}
     */
    public static ServerEntry read(String file, String yaml) {
        return ServerReader.read(file, yaml);
    }

    /**
     * The entries of all servers in the order in which one is looked for when the server is not known: of two of one name that
     * fit, the one that describes less besides is the nearer one, and of two as near the one that reaches further.
     */
    static List<ToolEntry> tools() {
        List<ToolEntry> tools = new ArrayList<>();
        builtIn().forEach(server -> tools.addAll(server.tools()));
        tools.sort(Comparator.<ToolEntry>comparingInt(tool -> tool.args().size())
                .thenComparing(ToolEntry::tier, Comparator.reverseOrder()));
        return tools;
    }
}
