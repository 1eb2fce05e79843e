package dev.sallyport.shield.packages.install;

import dev.sallyport.shield.packages.name.Ecosystem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what each tool takes for one package: {@code lodash@4}, {@code requests[socks]==2.0}, {@code git+https://…}. Pure. */
public final class Specs {
    private static final List<String> ARCHIVES =
            List.of(".tgz", ".tar.gz", ".tar", ".whl", ".zip", ".gem", ".crate", ".jar", ".tar.bz2", ".egg");

    private Specs() {}

    /** What the text means; empty if it means something on this machine. */
    public static Optional<Install> read(Ecosystem ecosystem, String written) {
        String text = written.strip();
        if (text.isEmpty() || isLocal(text)) {
            return Optional.empty();
        }
        return switch (ecosystem) {
            case NPM -> npm(text);
            case PYPI -> pypi(text);
            case CRATES -> at(ecosystem, text, '@');
            case GO -> go(text);
            case RUBYGEMS -> remote(text) ? direct(ecosystem, text) : at(ecosystem, text, ':');
            case MAVEN -> maven(text);
            case NUGET, PACKAGIST -> at(ecosystem, text, text.indexOf('=') > 0 ? '=' : ':');
            case ACTIONS -> at(ecosystem, text, '@');
        };
    }

    private static boolean isLocal(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return text.startsWith("./")
                || text.startsWith("../")
                || text.startsWith("/")
                || text.startsWith("~/")
                || text.equals(".")
                || text.equals("..")
                || text.startsWith(".[")
                || lower.startsWith("file:")
                || lower.startsWith("link:")
                || lower.startsWith("portal:")
                || lower.startsWith("workspace:")
                || (ARCHIVES.stream().anyMatch(lower::endsWith) && !remote(text) && !text.contains("@"));
    }

    /** Whether it is an address: with a scheme, or a repository as {@code git@host:…}. */
    static boolean remote(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("://")
                || lower.startsWith("git+")
                || lower.startsWith("git@")
                || lower.startsWith("github:")
                || lower.startsWith("gitlab:")
                || lower.startsWith("bitbucket:")
                || lower.startsWith("gist:");
    }

    private static Optional<Install> direct(Ecosystem ecosystem, String where) {
        return Optional.of(new Install.Direct(ecosystem, where));
    }

    /** npm-package-arg: an alias is looked up under what it stands for; {@code owner/repository} is a repository. */
    private static Optional<Install> npm(String written) {
        String text = written;
        int alias = text.indexOf("npm:");
        if (alias == 0 || (alias > 0 && text.charAt(alias - 1) == '@')) {
            text = text.substring(alias + 4);
        }
        if (text.startsWith("jsr:")) {
            text = text.substring(4);
        }
        int at = text.indexOf('@', 1);
        String name = at < 0 ? text : text.substring(0, at);
        String version = at < 0 ? "" : text.substring(at + 1);
        if (remote(text) || remote(version)) {
            return remote(name) || !version.isEmpty() ? direct(Ecosystem.NPM, text) : Optional.empty();
        }
        if (isLocal(version)) {
            return Optional.empty();
        }
        boolean repository = !name.startsWith("@") && name.indexOf('/') > 0;
        return repository ? direct(Ecosystem.NPM, text) : Optional.of(new Install.Named(Ecosystem.NPM, name, version));
    }

    /** PEP 508: name, extras, then a version or an address, then markers. */
    private static Optional<Install> pypi(String written) {
        int marker = written.indexOf(';');
        String text = (marker < 0 ? written : written.substring(0, marker)).strip();
        if (remote(text)) {
            return direct(Ecosystem.PYPI, text);
        }
        int end = 0;
        while (end < text.length() && "[<>=!~@ (,\t".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String name = text.substring(0, end);
        int from = end;
        if (from < text.length() && text.charAt(from) == '[') {
            int close = text.indexOf(']', from);
            from = close < 0 ? text.length() : close + 1;
        }
        String version = text.substring(from).strip();
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            return Optional.empty();
        }
        if (version.startsWith("@")) {
            version = version.substring(1);
        }
        return Optional.of(new Install.Named(Ecosystem.PYPI, name, version.strip()));
    }

    private static Optional<Install> at(Ecosystem ecosystem, String text, char mark) {
        if (remote(text)) {
            return direct(ecosystem, text);
        }
        int at = text.indexOf(mark);
        return Optional.of(
                at <= 0
                        ? new Install.Named(ecosystem, text, "")
                        : new Install.Named(ecosystem, text.substring(0, at), text.substring(at + 1)));
    }

    /** The module of a package path: hosts of repositories have it in their first three parts. */
    private static Optional<Install> go(String text) {
        int at = text.indexOf('@');
        String path = at < 0 ? text : text.substring(0, at);
        String version = at < 0 ? "" : text.substring(at + 1);
        if (path.equals("all") || path.indexOf('.') <= 0 || path.indexOf('/') < path.indexOf('.')) {
            return Optional.empty(); // the standard library, or a package of this module
        }
        String[] parts = path.split("/", -1);
        boolean hosted = List.of("github.com", "gitlab.com", "bitbucket.org", "golang.org")
                .contains(parts[0]);
        String module = hosted && parts.length > 3 ? String.join("/", parts[0], parts[1], parts[2]) : path;
        return Optional.of(new Install.Named(Ecosystem.GO, module, version));
    }

    private static Optional<Install> maven(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Install.Named(Ecosystem.MAVEN, parts[0] + ":" + parts[1], parts.length > 2 ? parts[2] : ""));
    }
}
