package dev.sallyport.server.catalogue;

import dev.sallyport.provenance.catalogue.Catalogue;
import dev.sallyport.provenance.catalogue.ToolEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads catalogues. A file is a list of entries; {@code tool} names one tool, or several that are alike. */
public final class CatalogueFiles {
    /** The files of this build, in the order in which an entry is looked for. */
    static final List<String> BUILT_IN = List.of(
            "bank", "calendar", "chat", "code-host", "drive", "files", "hosts", "mail", "shop", "travel", "web");

    private CatalogueFiles() {}

    /** The tools this build describes: by what they do, then by the server that offers them. */
    public static Catalogue builtIn() {
        List<ToolEntry> all = new ArrayList<>();
        for (String file : BUILT_IN) {
            all.addAll(EntryReader.entries(file + ".yaml", resource(file + ".yaml")));
        }
        all.addAll(ServerFiles.tools());
        Map<String, List<ToolEntry>> servers = new HashMap<>();
        ServerFiles.builtIn().forEach(server -> servers.put(server.name(), server.tools()));
        return new Catalogue(all, servers);
    }

    static String resource(String file) {
        try (InputStream in = CatalogueFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the catalogue " + file + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue " + file + " can't be read", e);
        }
    }
}
