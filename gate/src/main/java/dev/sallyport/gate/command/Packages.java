package dev.sallyport.gate.command;

import dev.sallyport.text.shell.SimpleCommand;
import dev.sallyport.text.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises installations of packages: ecosystem, name and version as the command names them. A package from an address or a folder is
 * {@code ecosystem:(other)}, one that only shows at run time {@code ecosystem:(dynamic)}, what a project lists {@code
 * ecosystem:(manifest)}.
 */
final class Packages {
    private static final Pattern NAME = Pattern.compile("@?[A-Za-z0-9][A-Za-z0-9._/+-]{0,120}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+*^~-]{0,60}");

    /** Between a name and its version. */
    private static final Map<String, String> BETWEEN =
            Map.of("pypi", "==|>=|<=|~=|!=|<|>|@", "maven", "(?!)", "apt", "=");

    /**
     * How a program installs.
     *
     * @param verbs its subcommands that do; empty if it does whenever it runs
     * @param values its options that take a word of their own
     */
    private record Installer(String ecosystem, Set<String> verbs, Set<String> values, boolean manifest) {}

    private static final Set<String> PIP_VALUES = Set.of(
            "-i",
            "--index-url",
            "--extra-index-url",
            "-f",
            "--find-links",
            "-c",
            "--constraint",
            "-t",
            "--target",
            "--prefix",
            "--python");
    private static final Map<String, Installer> INSTALLERS = Map.ofEntries(
            Map.entry("npm", npm("install", "i", "add", "ci", "update", "exec", "x", "in", "ins", "isntall")),
            Map.entry("pnpm", npm("install", "i", "add", "update", "up", "dlx")),
            Map.entry("yarn", npm("install", "add", "upgrade", "dlx", "global")),
            Map.entry("bun", npm("install", "i", "add", "x")),
            Map.entry("npx", new Installer("npm", Set.of(), Set.of("-p", "--package", "-c", "--call"), false)),
            Map.entry("bunx", new Installer("npm", Set.of(), Set.of(), false)),
            Map.entry("pip", pip()),
            Map.entry("pip3", pip()),
            Map.entry("pipx", new Installer("pypi", Set.of("install", "run", "inject", "upgrade"), PIP_VALUES, false)),
            Map.entry("uvx", new Installer("pypi", Set.of(), Set.of("--from", "--with"), false)),
            Map.entry(
                    "poetry", new Installer("pypi", Set.of("add", "install", "update"), Set.of("-G", "--group"), true)),
            Map.entry(
                    "cargo",
                    new Installer(
                            "cargo",
                            Set.of("install", "add", "update"),
                            Set.of("--version", "--features", "-F", "--root"),
                            true)),
            Map.entry("go", new Installer("go", Set.of("get", "install"), Set.of(), true)),
            Map.entry("gem", new Installer("gem", Set.of("install", "i", "update"), Set.of("-v", "--version"), true)),
            Map.entry("bundle", new Installer("gem", Set.of("install", "add", "update"), Set.of(), true)),
            Map.entry("composer", new Installer("composer", Set.of("require", "install", "update"), Set.of(), true)),
            Map.entry("apt", apt()),
            Map.entry("apt-get", apt()),
            Map.entry("apk", new Installer("apk", Set.of("add"), Set.of(), false)),
            Map.entry("dnf", new Installer("rpm", Set.of("install"), Set.of(), false)),
            Map.entry("yum", new Installer("rpm", Set.of("install"), Set.of(), false)),
            Map.entry("brew", new Installer("brew", Set.of("install", "upgrade", "reinstall"), Set.of(), true)),
            Map.entry(
                    "conda",
                    new Installer(
                            "conda", Set.of("install", "create"), Set.of("-n", "-c", "--name", "--channel"), true)));

    private Packages() {}

    private static Installer npm(String... verbs) {
        return new Installer("npm", Set.of(verbs), Set.of("--prefix", "--registry", "-w", "--workspace"), true);
    }

    private static Installer pip() {
        return new Installer("pypi", Set.of("install", "download", "wheel"), PIP_VALUES, true);
    }

    private static Installer apt() {
        return new Installer(
                "apt", Set.of("install", "reinstall", "upgrade", "full-upgrade", "dist-upgrade"), Set.of("-t"), true);
    }

    /** What a command installs; empty if it installs nothing. */
    static Optional<List<String>> of(SimpleCommand command) {
        String base = command.base().orElse("");
        List<Word> words = command.arguments();
        if (base.matches("python[0-9.]*")
                && words.size() > 2
                && words.get(0).is("-m")
                && words.get(1).is("pip")) {
            return installs(pip(), words.subList(2, words.size()));
        }
        if (base.equals("uv")) {
            return uv(words);
        }
        if (base.equals("mvn") || base.equals("mvnw")) {
            return maven(words);
        }
        if (base.equals("dotnet") && words.size() > 2 && words.get(0).is("add")) {
            return words.stream().anyMatch(w -> w.is("package"))
                    ? Optional.of(named("nuget", words.subList(2, words.size())))
                    : Optional.empty();
        }
        Installer installer = INSTALLERS.get(base);
        return installer == null ? Optional.empty() : installs(installer, words);
    }

    private static Optional<List<String>> uv(List<Word> words) {
        boolean pip = !words.isEmpty() && words.getFirst().is("pip");
        Installer uv = new Installer("pypi", Set.of("install", "add", "sync", "run", "tool"), PIP_VALUES, true);
        return installs(uv, pip ? words.subList(1, words.size()) : words);
    }

    private static Optional<List<String>> maven(List<Word> words) {
        List<String> found = new ArrayList<>();
        for (Word word : words) {
            Matcher artifact = Pattern.compile("-D(?:artifact|goals)=([^:]+:[^:]+)(?::([^:]+))?.*")
                    .matcher(word.literal());
            if (artifact.matches()) {
                found.add(
                        word.dynamic()
                                ? "maven:(dynamic)"
                                : shown("maven", artifact.group(1).replace(':', '/'), artifact.group(2)));
            }
        }
        boolean get = words.stream().anyMatch(w -> w.prefix().contains("dependency:"));
        return found.isEmpty() && !get
                ? Optional.empty()
                : Optional.of(found.isEmpty() ? List.of("maven:(manifest)") : found);
    }

    private static Optional<List<String>> installs(Installer installer, List<Word> words) {
        int verb = 0;
        while (verb < words.size() && words.get(verb).prefix().startsWith("-")) {
            verb += installer.values().contains(words.get(verb).literal()) ? 2 : 1;
        }
        boolean always = installer.verbs().isEmpty();
        if (!always) {
            boolean installs = verb < words.size()
                    && (words.get(verb).dynamic()
                            || installer.verbs().contains(words.get(verb).literal()));
            boolean bareYarn = verb >= words.size()
                    && installer.verbs().contains("dlx")
                    && installer.verbs().contains("global");
            if (!installs && !bareYarn) {
                return Optional.empty();
            }
            verb++;
        }
        List<Word> rest = plain(installer, words.subList(Math.min(verb, words.size()), words.size()));
        // What runs a package takes one; the words behind it are that program's own.
        List<String> found = named(installer.ecosystem(), always && rest.size() > 1 ? rest.subList(0, 1) : rest);
        return Optional.of(found.isEmpty() ? List.of(installer.ecosystem() + ":(manifest)") : found);
    }

    private static List<Word> plain(Installer installer, List<Word> words) {
        List<Word> plain = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (installer.values().contains(word.literal())) {
                i++;
            } else if (!word.prefix().startsWith("-")) {
                plain.add(word);
            }
        }
        return plain;
    }

    private static List<String> named(String ecosystem, List<Word> words) {
        return words.stream()
                .filter(w -> !w.prefix().startsWith("-"))
                .map(w -> w.text().map(t -> parsed(ecosystem, t)).orElse(ecosystem + ":(dynamic)"))
                .toList();
    }

    private static String parsed(String ecosystem, String text) {
        if (text.contains("://")
                || text.startsWith(".")
                || text.startsWith("/")
                || text.startsWith("git+")
                || text.startsWith("~")) {
            return ecosystem + ":(other)";
        }
        String bare = text.replaceFirst("\\[[^\\]]*\\]", "");
        Matcher split = Pattern.compile("(@?[^@=<>~!]+?)(?:(?:" + BETWEEN.getOrDefault(ecosystem, "@") + ")(.+))?")
                .matcher(bare);
        return split.matches() ? shown(ecosystem, split.group(1), split.group(2)) : ecosystem + ":(other)";
    }

    private static String shown(String ecosystem, String name, @org.jspecify.annotations.Nullable String version) {
        if (!NAME.matcher(name).matches()) {
            return ecosystem + ":(other)";
        }
        return ecosystem + ":" + name
                + (version != null && VERSION.matcher(version.strip()).matches() ? "@" + version.strip() : "");
    }
}
