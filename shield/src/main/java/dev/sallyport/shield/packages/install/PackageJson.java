package dev.sallyport.shield.packages.install;

import dev.sallyport.shield.packages.name.Ecosystem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Dependencies and install scripts in a {@code package.json}, or in a piece of one: an edit seldom holds a whole document, so strings are taken pair by
 * pair and braces tell what they belong to, as far as the piece shows it.
 */
final class PackageJson {
    private static final Set<String> DEPENDENCIES = Set.of(
            "dependencies", "devDependencies", "peerDependencies", "optionalDependencies", "overrides", "resolutions");
    private static final Set<String> SCRIPTS = Set.of("preinstall", "install", "postinstall");
    private static final Set<String> OWN = Set.of(
            "name",
            "version",
            "main",
            "type",
            "module",
            "types",
            "license",
            "author",
            "description",
            "homepage",
            "node",
            "npm",
            "yarn",
            "pnpm",
            "packageManager",
            "private",
            "url",
            "email",
            "engines",
            "browser",
            "bin",
            "exports");

    private final String text;
    private final List<Install> found;
    private final Deque<String> sections = new ArrayDeque<>();
    private int at;

    private PackageJson(String text, List<Install> found) {
        this.text = text;
        this.found = found;
    }

    static void read(String text, List<Install> found) {
        new PackageJson(text, found).scan();
    }

    private void scan() {
        String key = "";
        boolean value = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                String string = string();
                if (value) {
                    pair(key, string);
                    key = "";
                    value = false;
                } else {
                    key = string;
                }
                continue;
            }
            switch (c) {
                case ':' -> value = true;
                case '{' -> {
                    sections.push(key);
                    key = "";
                    value = false;
                }
                case '}' -> {
                    if (!sections.isEmpty()) {
                        sections.pop();
                    }
                }
                case ',', '[', ']' -> value = false;
                default -> {}
            }
            at++;
        }
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
                if (text.charAt(at) == 'u' && at + 4 < text.length()) {
                    string.append(unicode());
                    continue;
                }
            }
            string.append(text.charAt(at));
            at++;
        }
        at++;
        return string.toString();
    }

    private char unicode() {
        String digits = text.substring(at + 1, at + 5);
        at += 5;
        try {
            return (char) Integer.parseInt(digits, 16);
        } catch (NumberFormatException none) {
            return '?';
        }
    }

    private void pair(String key, String value) {
        String section = sections.isEmpty() ? "" : sections.peek();
        if (SCRIPTS.contains(key) && (section.equals("scripts") || section.isEmpty()) && value.indexOf(' ') > 0) {
            found.add(new Install.Script(Ecosystem.NPM, value));
            return;
        }
        boolean dependency =
                DEPENDENCIES.contains(section) || (sections.isEmpty() && !OWN.contains(key) && looksLikeVersion(value));
        if (dependency && !key.isEmpty()) {
            Optional<Install> install = Specs.read(Ecosystem.NPM, value.startsWith("npm:") ? value : key + "@" + value);
            install.ifPresent(found::add);
        }
    }

    private static boolean looksLikeVersion(String value) {
        if (value.isEmpty()) {
            return false;
        }
        char first = value.charAt(0);
        return (first >= '0' && first <= '9')
                || "^~*<>=".indexOf(first) >= 0
                || value.equals("latest")
                || value.equals("next")
                || value.startsWith("npm:")
                || Specs.remote(value);
    }
}
