package dev.sallyport.shield.packages.install;

import dev.sallyport.shield.packages.install.Grammar.Role;
import dev.sallyport.shield.packages.name.Ecosystem;
import dev.sallyport.text.shell.SimpleCommand;
import dev.sallyport.text.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what simple commands would install. Pure. */
public final class Commands {
    private static final Map<String, Ecosystem> INDEX_VARIABLES = Map.of(
            "pip_index_url", Ecosystem.PYPI,
            "pip_extra_index_url", Ecosystem.PYPI,
            "uv_index_url", Ecosystem.PYPI,
            "uv_default_index", Ecosystem.PYPI,
            "uv_index", Ecosystem.PYPI,
            "uv_extra_index_url", Ecosystem.PYPI,
            "npm_config_registry", Ecosystem.NPM,
            "yarn_registry", Ecosystem.NPM,
            "goproxy", Ecosystem.GO);

    private Commands() {}

    /** What the command would install; empty for a command that installs nothing. */
    public static List<Install> read(SimpleCommand command) {
        List<Install> found = new ArrayList<>();
        variables(command, found);
        Optional<String> base = command.base();
        if (base.isEmpty()) {
            return found;
        }
        String program = program(base.get());
        List<Word> words = command.arguments();
        if (isPython(program)) {
            module(words, found);
        } else if (program.equals("mvn") || program.equals("mvnw")) {
            maven(words, found);
        } else {
            tool(program, words, found);
        }
        return found;
    }

    private static String program(String base) {
        String lower = base.toLowerCase(Locale.ROOT);
        for (String end : List.of(".exe", ".cmd", ".ps1")) {
            if (lower.endsWith(end)) {
                return lower.substring(0, lower.length() - end.length());
            }
        }
        return lower;
    }

    private static void variables(SimpleCommand command, List<Install> found) {
        for (SimpleCommand.Assignment assignment : command.assignments()) {
            String name = assignment.name().toLowerCase(Locale.ROOT);
            Ecosystem ecosystem = INDEX_VARIABLES.get(name);
            if (ecosystem != null && !assignment.value().literal().isEmpty()) {
                found.add(new Install.Index(ecosystem, assignment.value().literal(), name.contains("extra")));
            }
        }
    }

    private static boolean isPython(String program) {
        return program.equals("py") || program.startsWith("python") || program.startsWith("pypy");
    }

    private static void module(List<Word> words, List<Install> found) {
        for (int i = 0; i + 1 < words.size(); i++) {
            Word word = words.get(i);
            if (word.is("-m")) {
                tool(words.get(i + 1).literal(), words.subList(i + 2, words.size()), found);
                return;
            }
            if (!word.literal().startsWith("-")) {
                return;
            }
        }
    }

    private static void tool(String program, List<Word> words, List<Install> found) {
        for (Grammar grammar : Grammar.of(program)) {
            int from = verb(grammar, words);
            if (from >= 0) {
                new Arguments(grammar, found).read(words.subList(from, words.size()));
                return;
            }
        }
        creators(program, words, found);
        settings(words, found);
    }

    /** Where the words behind the tool's verb begin; -1 if it is called for something else. Options may stand before the verb. */
    private static int verb(Grammar grammar, List<Word> words) {
        if (grammar.verbs().contains("")) {
            return 0;
        }
        int first = nextWord(grammar, words, 0);
        if (first < 0) {
            return -1;
        }
        String one = words.get(first).literal();
        if (grammar.verbs().contains(one) || grammar.verbs().contains(one + "/")) {
            return first + 1;
        }
        int second = nextWord(grammar, words, first + 1);
        if (second < 0) {
            return -1;
        }
        String two = one + "/" + words.get(second).literal();
        // `dotnet add PROJECT package NAME` has the project between.
        int third = one.equals("add") ? nextWord(grammar, words, second + 1) : -1;
        if (third > 0 && grammar.verbs().contains(one + "/" + words.get(third).literal())) {
            return third + 1;
        }
        return grammar.verbs().contains(two) ? second + 1 : -1;
    }

    private static int nextWord(Grammar grammar, List<Word> words, int from) {
        for (int i = from; i < words.size(); i++) {
            String text = words.get(i).literal();
            if (text.startsWith("+")) {
                continue; // cargo +nightly
            }
            if (!text.startsWith("-")) {
                return i;
            }
            String name = text.replaceFirst("^-{1,2}", "");
            if (name.indexOf('=') < 0 && grammar.options().containsKey(name)) {
                i++;
            }
        }
        return -1;
    }

    /** {@code npm create vite} gets and runs {@code create-vite}. */
    private static void creators(String program, List<Word> words, List<Install> found) {
        boolean node = List.of("npm", "pnpm", "yarn", "bun").contains(program);
        boolean creates = !words.isEmpty()
                && (words.getFirst().is("create") || words.getFirst().is("init"));
        if (!node || !creates || words.size() < 2 || words.get(1).literal().startsWith("-")) {
            return;
        }
        String starter = words.get(1).literal();
        if (words.get(1).dynamic() || starter.startsWith("@") || starter.isEmpty()) {
            return;
        }
        Specs.read(Ecosystem.NPM, "create-" + starter).ifPresent(found::add);
    }

    /** {@code npm config set registry URL}, {@code pip config set global.index-url URL}. */
    private static void settings(List<Word> words, List<Install> found) {
        if (words.size() < 3 || !words.getFirst().is("config")) {
            return;
        }
        for (int i = 1; i < words.size(); i++) {
            String text = words.get(i).literal();
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            boolean python = name.endsWith("index-url");
            if (name.equals("registry") || name.endsWith(":registry") || python) {
                String url = equals >= 0
                        ? text.substring(equals + 1)
                        : i + 1 < words.size() ? words.get(i + 1).literal() : "";
                if (!url.isEmpty()) {
                    Ecosystem ecosystem = python ? Ecosystem.PYPI : Ecosystem.NPM;
                    found.add(new Install.Index(ecosystem, url, name.contains("extra")));
                }
            }
        }
    }

    private static void maven(List<Word> words, List<Install> found) {
        String group = "";
        String artifact = "";
        String version = "";
        for (Word word : words) {
            String text = word.literal();
            if (text.startsWith("-Dartifact=")) {
                Specs.read(Ecosystem.MAVEN, text.substring(11)).ifPresent(found::add);
            } else if (text.startsWith("-DgroupId=")) {
                group = text.substring(10);
            } else if (text.startsWith("-DartifactId=")) {
                artifact = text.substring(13);
            } else if (text.startsWith("-Dversion=")) {
                version = text.substring(10);
            } else if (text.startsWith("-DremoteRepositories=") || text.startsWith("-DrepoUrl=")) {
                String url = text.substring(text.indexOf('=') + 1);
                int layout = url.lastIndexOf("::");
                found.add(new Install.Index(Ecosystem.MAVEN, layout < 0 ? url : url.substring(layout + 2), true));
            } else if (!text.startsWith("-") && text.indexOf('.') > 0 && text.split(":", -1).length >= 3) {
                Specs.read(Ecosystem.MAVEN, text).ifPresent(found::add); // a plugin's goal by its full name
            }
        }
        boolean gets = words.stream()
                .anyMatch(w -> w.literal().contains("dependency") && w.literal().endsWith(":get"));
        if (gets && !group.isEmpty() && !artifact.isEmpty()) {
            found.add(new Install.Named(Ecosystem.MAVEN, group + ":" + artifact, version));
        }
    }

    /** The words behind a tool's verb. */
    private static final class Arguments {
        private final Grammar grammar;
        private final List<Install> found;
        private final int first;
        private boolean named;
        private String version = "";

        Arguments(Grammar grammar, List<Install> found) {
            this.grammar = grammar;
            this.found = found;
            this.first = found.size();
        }

        void read(List<Word> words) {
            for (int i = 0; i < words.size(); i++) {
                String text = words.get(i).literal();
                if (text.equals("--") && !grammar.one()) {
                    continue;
                }
                if (text.startsWith("-") && text.length() > 1 && !words.get(i).dynamic()) {
                    i += option(text, i + 1 < words.size() ? words.get(i + 1) : null);
                } else if (grammar.one()) {
                    if (!named && grammar.takesWords()) {
                        one(words.get(i));
                    }
                    break; // the rest is for what it runs
                } else {
                    one(words.get(i));
                }
            }
            setVersion();
        }

        /** How many words behind the option belong to it. */
        private int option(String text, @Nullable Word next) {
            String bare = text.startsWith("--") ? text.substring(2) : text.substring(1);
            int equals = bare.indexOf('=');
            Role role = grammar.options().get(equals < 0 ? bare : bare.substring(0, equals));
            if (role != null && equals >= 0) {
                value(role, bare.substring(equals + 1), false);
                return 0;
            }
            if (role != null && next != null) {
                value(role, next.literal(), next.dynamic());
                return 1;
            }
            // Short options may have their value glued on: -rfile, -ihttps://…
            Role glued = !text.startsWith("--") && bare.length() > 1
                    ? grammar.options().get(bare.substring(0, 1))
                    : null;
            if (glued == Role.FILE || glued == Role.INDEX || glued == Role.VERSION) {
                value(glued, bare.substring(1), false);
            }
            return 0;
        }

        private void value(Role role, String value, boolean dynamic) {
            Ecosystem ecosystem = grammar.ecosystem();
            switch (role) {
                case INDEX -> found.add(new Install.Index(ecosystem, value, false));
                case BESIDE -> found.add(new Install.Index(ecosystem, value, true));
                case FILE -> found.add(new Install.Unread(ecosystem, value));
                case PACKAGE -> {
                    named = true;
                    for (String spec : value.split(",", -1)) {
                        spec(spec, dynamic);
                    }
                }
                case SOURCE -> {
                    named = true;
                    if (Specs.remote(value) || value.matches("[\\w.-]{1,80}/[\\w.-]{1,80}")) {
                        found.add(new Install.Direct(ecosystem, value));
                    }
                }
                case VERSION -> version = value;
                case PASSED_BY -> {}
            }
        }

        private void one(Word word) {
            named = true;
            if (!word.dynamic()) {
                spec(word.literal(), false);
                return;
            }
            // A name that stands before the first expansion is known even if the version behind it is not.
            String prefix = word.prefix();
            int end = prefix.startsWith("@") ? prefix.indexOf('@', 1) : prefix.indexOf('@');
            int equals = prefix.indexOf("==");
            int cut = grammar.ecosystem() == Ecosystem.PYPI ? equals : end;
            spec(cut > 0 ? prefix.substring(0, cut) : word.literal(), cut <= 0);
        }

        private void spec(String text, boolean dynamic) {
            if (dynamic) {
                found.add(new Install.Unread(grammar.ecosystem(), text));
            } else {
                Specs.read(grammar.ecosystem(), text).ifPresent(found::add);
            }
        }

        private void setVersion() {
            if (version.isEmpty()) {
                return;
            }
            for (int i = first; i < found.size(); i++) {
                if (found.get(i) instanceof Install.Named one && one.version().isEmpty()) {
                    found.set(i, new Install.Named(one.ecosystem(), one.name(), version));
                }
            }
        }
    }
}
