package dev.sallyport.shield.packages;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * What an operator calls their own.
 *
 * @param names names, scopes ({@code @acme/}) or beginnings of names ({@code acme-}) of packages that come from the operator's registry; those that end
 *     in a letter or digit are whole names
 * @param hosts hosts of indexes and registries that packages may come from
 */
public record Own(List<String> names, List<String> hosts) {
    /** Nothing of one's own. */
    public static final Own NOTHING = new Own(List.of(), List.of());

    /** Indexes of the registries themselves, and of makers who publish builds of well-known packages there. */
    private static final List<String> PUBLIC = List.of(
            "registry.npmjs.org",
            "registry.yarnpkg.com",
            "npm.jsr.io",
            "pypi.org",
            "files.pythonhosted.org",
            "test.pypi.org",
            "download.pytorch.org",
            "pypi.nvidia.com",
            "crates.io",
            "index.crates.io",
            "rubygems.org",
            "proxy.golang.org",
            "repo.maven.apache.org",
            "repo1.maven.org",
            "api.nuget.org");

    public Own {
        names = names.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
        hosts = hosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
    }

    boolean owns(String normal) {
        for (String name : names) {
            char last = name.charAt(name.length() - 1);
            boolean whole = Character.isLetterOrDigit(last);
            if (whole ? normal.equals(name) : normal.startsWith(name)) {
                return true;
            }
        }
        return false;
    }

    boolean trusts(String index) {
        String host;
        try {
            String asUrl = index.contains("://") ? index : "https://" + index;
            String read = URI.create(asUrl).getHost();
            host = read == null ? "" : read.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
        return PUBLIC.contains(host) || hosts.contains(host);
    }
}
