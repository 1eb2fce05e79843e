package dev.sallyport.shield.packages.name;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A registry with names of its own, called as OSV calls it (ossf.github.io/osv-schema, affected[].package), in lower case. */
public enum Ecosystem {
    /** npm. */
    NPM("npm", "node,nodejs,yarn,pnpm,bun,javascript"),
    /** The Python Package Index. */
    PYPI("pypi", "pip,python,uv,poetry,pdm"),
    /** crates.io. */
    CRATES("crates.io", "cargo,crates,crate,rust"),
    /** Go modules. */
    GO("go", "golang,gomod"),
    /** RubyGems. */
    RUBYGEMS("rubygems", "gem,gems,ruby,bundler"),
    /** Maven Central: {@code group:artifact}. */
    MAVEN("maven", "mvn,java,gradle"),
    /** NuGet. */
    NUGET("nuget", "dotnet"),
    /** Packagist: {@code vendor/name}. */
    PACKAGIST("packagist", "composer,php"),
    /** Actions of GitHub workflows: {@code owner/repository}. */
    ACTIONS("github_actions", "github-actions,github actions,githubactions,actions");

    private static final Map<String, Ecosystem> BY_NAME = byName();

    private final String wire;
    private final String aliases;

    Ecosystem(String wire, String aliases) {
        this.wire = wire;
        this.aliases = aliases;
    }

    /** The name in rows and files. */
    public String wire() {
        return wire;
    }

    /** The registry of that name, or of one of its tools or its language; in any letter case. */
    public static Optional<Ecosystem> byName(String name) {
        return Optional.ofNullable(BY_NAME.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    /**
     * The spelling under which the registry keeps the name: PyPI takes runs of {@code -_.} for one hyphen (PEP 503), crates.io {@code _} for
     * {@code -}, all of them ignore letter case when a name is claimed.
     */
    public String normal(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return switch (this) {
            case PYPI -> hyphens(lower);
            case CRATES -> lower.replace('_', '-');
            case NPM, GO, RUBYGEMS, MAVEN, NUGET, PACKAGIST, ACTIONS -> lower;
        };
    }

    private static String hyphens(String name) {
        StringBuilder normal = new StringBuilder(name.length());
        boolean mark = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean now = c == '-' || c == '_' || c == '.';
            if (now && !mark) {
                normal.append('-');
            } else if (!now) {
                normal.append(c);
            }
            mark = now;
        }
        return normal.toString();
    }

    private static Map<String, Ecosystem> byName() {
        Map<String, Ecosystem> names = new HashMap<>();
        for (Ecosystem one : values()) {
            names.put(one.wire, one);
            for (String alias : one.aliases.split(",", -1)) {
                names.put(alias, one);
            }
        }
        return Map.copyOf(names);
    }
}
