package dev.sallyport.shield.packages.install;

import dev.sallyport.shield.packages.name.Ecosystem;
import java.util.List;
import java.util.Locale;

/** Manifests of one entry a line, and a pom, of which only the elements that name artifacts matter. */
final class LineManifests {
    private LineManifests() {}

    /** pip's requirements file format. */
    static void requirements(String text, List<Install> found) {
        text.lines().forEach(line -> {
            String plain = comment(line, " #").strip();
            if (plain.isEmpty() || plain.startsWith("#")) {
                return;
            }
            if (plain.startsWith("-")) {
                option(plain, found);
            } else {
                Specs.read(Ecosystem.PYPI, comment(plain, " --")).ifPresent(found::add);
            }
        });
    }

    private static void option(String line, List<Install> found) {
        String[] parts = line.split("[\\s=]+", 2);
        if (parts.length < 2) {
            return;
        }
        switch (parts[0]) {
            case "-i", "--index-url" -> found.add(new Install.Index(Ecosystem.PYPI, parts[1].strip(), false));
            case "--extra-index-url", "-f", "--find-links" ->
                found.add(new Install.Index(Ecosystem.PYPI, parts[1].strip(), true));
            case "-e", "--editable" -> {
                if (Specs.remote(parts[1])) {
                    found.add(new Install.Direct(Ecosystem.PYPI, parts[1].strip()));
                }
            }
            default -> {}
        }
    }

    /** The Go modules reference, "go.mod files". */
    static void goMod(String text, List<Install> found) {
        text.lines().forEach(line -> {
            String plain = comment(line, "//").strip();
            int arrow = plain.indexOf("=>");
            if (arrow >= 0) {
                plain = plain.substring(arrow + 2).strip();
            } else if (plain.startsWith("require ")) {
                plain = plain.substring(8).strip();
            } else if (plain.startsWith("module ") || plain.startsWith("exclude ") || plain.startsWith("retract ")) {
                return;
            }
            String[] parts = plain.split("\\s+");
            if (parts.length >= 2 && parts[1].startsWith("v")) {
                Specs.read(Ecosystem.GO, parts[0] + "@" + parts[1]).ifPresent(found::add);
            }
        });
    }

    /** Bundler's Gemfile and gem specifications. */
    static void gemfile(String text, List<Install> found) {
        text.lines().forEach(line -> {
            String plain = line.strip();
            List<String> quoted = Quoted.all(plain);
            if (plain.startsWith("#") || quoted.isEmpty()) {
                return;
            }
            if (plain.startsWith("source ") || plain.startsWith("source(")) {
                found.add(new Install.Index(Ecosystem.RUBYGEMS, quoted.getFirst(), true));
            } else if (plain.startsWith("gem ")
                    || plain.startsWith("gem(")
                    || plain.contains(".add_dependency")
                    || plain.contains(".add_runtime_dependency")
                    || plain.contains(".add_development_dependency")) {
                gem(plain, quoted, found);
            }
        });
    }

    private static void gem(String line, List<String> quoted, List<Install> found) {
        boolean elsewhere = line.contains("git:") || line.contains("github:") || line.contains(":git ");
        if (elsewhere) {
            found.add(new Install.Direct(Ecosystem.RUBYGEMS, quoted.getLast()));
            return;
        }
        boolean versioned = quoted.size() > 1 && quoted.get(1).matches("[~><=! ]{0,4}\\d[\\w.]{0,40}");
        found.add(new Install.Named(Ecosystem.RUBYGEMS, quoted.getFirst(), versioned ? quoted.get(1) : ""));
    }

    /** Maven's POM reference: an artifact wherever a group and an artifact id stand side by side. */
    static void pom(String text, List<Install> found) {
        int from = 0;
        while (true) {
            int group = text.indexOf("<groupId>", from);
            if (group < 0) {
                break;
            }
            int next = text.indexOf("<groupId>", group + 9);
            String piece = text.substring(group, Math.min(next < 0 ? text.length() : next, group + 2_000));
            String groupId = element(piece, "groupId");
            String artifactId = element(piece, "artifactId");
            if (!groupId.isEmpty() && !artifactId.isEmpty() && !groupId.contains("${")) {
                found.add(new Install.Named(Ecosystem.MAVEN, groupId + ":" + artifactId, element(piece, "version")));
            }
            from = group + 9;
        }
        int url = text.indexOf("<repository>");
        if (url >= 0) {
            String where = element(text.substring(url, Math.min(text.length(), url + 2_000)), "url");
            if (!where.isEmpty()) {
                found.add(new Install.Index(Ecosystem.MAVEN, where, true));
            }
        }
    }

    private static String element(String text, String name) {
        int from = text.indexOf("<" + name + ">");
        int to = from < 0 ? -1 : text.indexOf("</" + name + ">", from);
        return to < 0 ? "" : text.substring(from + name.length() + 2, to).strip();
    }

    /** The lines of package managers' settings that say where names are looked up. */
    static void indexes(String text, List<Install> found) {
        text.lines().forEach(line -> {
            int mark = line.indexOf('=');
            mark = mark < 0 ? line.indexOf(": ") : mark;
            if (mark <= 0) {
                return;
            }
            String name = line.substring(0, mark).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(mark + 1).strip().replace("\"", "").replace("'", "");
            if (!value.contains("://")) {
                return;
            }
            if (name.endsWith("registry") || name.equals("npmregistryserver")) {
                found.add(new Install.Index(Ecosystem.NPM, value, false));
            } else if (name.endsWith("index-url") || name.equals("find-links")) {
                found.add(new Install.Index(Ecosystem.PYPI, value, name.contains("extra") || name.contains("find")));
            }
        });
    }

    private static String comment(String line, String mark) {
        int at = line.indexOf(mark);
        return at < 0 ? line : line.substring(0, at);
    }
}
