package dev.sallyport.shield.packages.install;

import dev.sallyport.shield.packages.name.Ecosystem;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code pyproject.toml} and {@code Cargo.toml}, whole or a piece: read line by line, which is how they are written and edited. */
final class TomlManifests {
    private static final Pattern ENTRY =
            Pattern.compile("^\\s{0,40}\"?([\\w.@/-]{1,214})\"?\\s{0,40}=\\s{0,40}(\\S.{0,2000})$");
    private static final Set<String> PYTHON_LISTS =
            Set.of("dependencies", "requires", "dev-dependencies", "constraint-dependencies", "override-dependencies");
    private static final Set<String> CARGO_OWN = Set.of(
            "name",
            "version",
            "edition",
            "rust-version",
            "publish",
            "license",
            "description",
            "resolver",
            "members",
            "default",
            "opt-level",
            "lto",
            "codegen-units",
            "debug",
            "panic",
            "path",
            "git",
            "branch",
            "tag",
            "rev",
            "features",
            "package",
            "authors",
            "readme",
            "repository",
            "homepage",
            "keywords",
            "categories",
            "workspace");

    private TomlManifests() {}

    /** PEP 621 and PEP 735 lists, and Poetry's tables. */
    static void pyproject(String text, List<Install> found) {
        String section = "";
        boolean list = false;
        boolean headed = false;
        for (String line : text.lines().toList()) {
            String plain = line.strip();
            if (plain.startsWith("[") && plain.endsWith("]") && plain.indexOf('"') < 0) {
                section = plain.replaceAll("[\\[\\]\\s]", "");
                headed = true;
                list = false;
                continue;
            }
            Matcher entry = ENTRY.matcher(line);
            if (!list && entry.matches() && section.startsWith("tool.poetry") && section.endsWith("dependencies")) {
                table(Ecosystem.PYPI, entry.group(1), entry.group(2), found);
                continue;
            }
            boolean opens = entry.matches()
                    && isList(section, entry.group(1))
                    && entry.group(2).startsWith("[");
            boolean piece = !headed && !entry.matches() && (plain.startsWith("\"") || plain.startsWith("'"));
            if (list || opens || piece) {
                String strings = opens ? entry.group(2) : plain;
                Quoted.all(strings)
                        .forEach(one -> Specs.read(Ecosystem.PYPI, one).ifPresent(found::add));
                list = (list || opens) && !endsList(strings);
            } else if (entry.matches() && entry.group(1).equals("url") && section.contains("index")) {
                Quoted.all(entry.group(2)).forEach(url -> found.add(new Install.Index(Ecosystem.PYPI, url, true)));
            }
        }
    }

    private static boolean isList(String section, String key) {
        return PYTHON_LISTS.contains(key)
                || section.equals("project.optional-dependencies")
                || section.equals("dependency-groups");
    }

    private static boolean endsList(String strings) {
        String plain = strings.strip();
        return plain.endsWith("]") || plain.endsWith("],");
    }

    /** The Cargo Book, "Specifying Dependencies". */
    static void cargo(String text, List<Install> found) {
        String section = "";
        boolean headed = false;
        for (String line : text.lines().toList()) {
            String plain = line.strip();
            if (plain.startsWith("[") && plain.endsWith("]") && plain.indexOf('=') < 0) {
                section = plain.replaceAll("[\\[\\]\\s\"]", "");
                headed = true;
                int own = section.lastIndexOf("dependencies.");
                if (own >= 0) {
                    found.add(new Install.Named(Ecosystem.CRATES, section.substring(own + 13), ""));
                }
                continue;
            }
            Matcher entry = ENTRY.matcher(line);
            boolean here = section.endsWith("dependencies") || (!headed && !CARGO_OWN.contains(firstWord(plain)));
            if (here && entry.matches()) {
                table(Ecosystem.CRATES, entry.group(1), entry.group(2), found);
            } else if (section.contains("dependencies.")
                    && entry.matches()
                    && entry.group(1).equals("git")) {
                Quoted.all(entry.group(2)).forEach(url -> found.add(new Install.Direct(Ecosystem.CRATES, url)));
            }
        }
    }

    private static String firstWord(String line) {
        int end = 0;
        while (end < line.length() && (Character.isLetterOrDigit(line.charAt(end)) || line.charAt(end) == '-')) {
            end++;
        }
        return line.substring(0, end);
    }

    /** {@code name = "1.0"} or {@code name = { version = "1.0", git = "…" }}. */
    private static void table(Ecosystem ecosystem, String name, String value, List<Install> found) {
        List<String> strings = Quoted.all(value);
        if (ecosystem == Ecosystem.PYPI && name.equals("python")) {
            return;
        }
        if (value.startsWith("{")) {
            if (value.contains("git") && !strings.isEmpty() && strings.stream().anyMatch(Specs::remote)) {
                found.add(new Install.Direct(
                        ecosystem,
                        strings.stream().filter(Specs::remote).findFirst().orElse(name)));
            } else if (!value.contains("path") && !value.contains("workspace")) {
                found.add(new Install.Named(ecosystem, inline(value, "package", name), inline(value, "version", "")));
            }
        } else if (!strings.isEmpty()) {
            found.add(new Install.Named(ecosystem, name, strings.getFirst()));
        }
    }

    private static String inline(String table, String key, String otherwise) {
        int at = table.indexOf(key);
        List<String> behind = at < 0 ? List.of() : Quoted.all(table.substring(at));
        return behind.isEmpty() ? otherwise : behind.getFirst();
    }
}
