package dev.sallyport.shield.packages.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads what an edit of a manifest would bring: of a whole file, or of the piece of one that an edit puts in. Takes time linear in the length of the
 * text. Pure.
 */
public final class Manifests {
    /** Most entries that are read from one text. */
    public static final int MAX_ENTRIES = 2_000;

    /** Longest text that is read, in UTF-16 code units. */
    public static final int MAX_CHARS = 1 << 20;

    private Manifests() {}

    /** Whether a file of that path says what is installed. */
    public static boolean concerns(String path) {
        return kind(path) != Kind.NONE;
    }

    /** What the text would bring; empty for other files. */
    public static List<Install> read(String path, String text) {
        List<Install> found = new ArrayList<>();
        String within = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
        switch (kind(path)) {
            case PACKAGE_JSON -> PackageJson.read(within, found);
            case REQUIREMENTS -> LineManifests.requirements(within, found);
            case PYPROJECT -> TomlManifests.pyproject(within, found);
            case CARGO -> TomlManifests.cargo(within, found);
            case GO_MOD -> LineManifests.goMod(within, found);
            case GEMFILE -> LineManifests.gemfile(within, found);
            case POM -> LineManifests.pom(within, found);
            case INDEXES -> LineManifests.indexes(within, found);
            case NONE -> {}
        }
        return found.size() > MAX_ENTRIES ? List.copyOf(found.subList(0, MAX_ENTRIES)) : List.copyOf(found);
    }

    private enum Kind {
        PACKAGE_JSON,
        REQUIREMENTS,
        PYPROJECT,
        CARGO,
        GO_MOD,
        GEMFILE,
        POM,
        INDEXES,
        NONE
    }

    private static Kind kind(String path) {
        int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        String name = path.substring(slash + 1).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "package.json" -> Kind.PACKAGE_JSON;
            case "pyproject.toml" -> Kind.PYPROJECT;
            case "cargo.toml" -> Kind.CARGO;
            case "go.mod" -> Kind.GO_MOD;
            case "gemfile" -> Kind.GEMFILE;
            case "pom.xml" -> Kind.POM;
            case ".npmrc", "pip.conf", "pip.ini", ".yarnrc", ".yarnrc.yml", "uv.toml" -> Kind.INDEXES;
            default -> byEnd(path.toLowerCase(Locale.ROOT), name);
        };
    }

    private static Kind byEnd(String path, String name) {
        boolean listed = name.endsWith(".txt") || name.endsWith(".in");
        if (listed
                && (name.contains("requirements")
                        || name.startsWith("constraints")
                        || path.contains("requirements/"))) {
            return Kind.REQUIREMENTS;
        }
        return name.endsWith(".gemspec") || name.equals("gems.rb") ? Kind.GEMFILE : Kind.NONE;
    }
}
