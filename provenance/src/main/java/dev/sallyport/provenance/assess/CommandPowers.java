package dev.sallyport.provenance.assess;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What programs can do that a user must have handed over: reach other machines, take things away, change who may do what or what
 * runs later, bring in other people's programs, run what is not to be seen in the command; and which of their sub-commands and options do
 * more than the program's name says. From {@code command-powers.txt} of this build. Immutable.
 */
final class CommandPowers {
    static final CommandPowers TABLE = read("command-powers.txt");

    /** What runs hidden text, other people's code or the network from within another language. */
    static final Pattern REACHING = Pattern.compile("(?<![\\p{L}\\p{N}_])(?:"
            + "os\\s*\\.\\s*(?:system|popen|exec\\w*|spawn\\w*)|subprocess|pty\\.spawn|socket|urllib\\w*|requests\\s*\\.|httpx|aiohttp|http\\.client"
            + "|smtplib|ftplib|paramiko|__import__|importlib|exec\\s*\\(|eval\\s*\\(|compile\\s*\\(|marshal|pickle\\.loads|ctypes"
            + "|b64decode|b32decode|unhexlify|fromhex|atob\\s*\\(|buffer\\.from|fromcharcode|fetch\\s*\\(|xmlhttprequest|sendbeacon|websocket|eventsource"
            + "|child_process|document\\.cookie|localstorage|sessionstorage|indexeddb|navigator\\.credentials|new\\s+image|window\\.open|location\\s*(?:\\.\\w+)?\\s*=|\\.submit\\s*\\("
            + "|net\\.connect|http2?\\.request|runtime\\.getruntime|processbuilder|xp_cmdshell|(?:from|to)\\s+program|into\\s+(?:out|dump)file|load_file\\s*\\("
            + "|load\\s+data|pg_read\\w*|lo_(?:import|export)|dblink|postgres_fdw|load_extension|attach\\s+database|utl_http|sp_oacreate|openrowset"
            + "|downloadstring|downloadfile|net\\.webclient|frombase64string|encodedcommand|ld_preload|ld_library_path|dyld_\\w+|bash_env|prompt_command|node_options|pythonstartup|git_ssh\\w*"
            + "|hooks_?path)");

    /** Devices of the network in a shell, characters written as numbers, fields as separators. */
    static final Pattern MASKED = Pattern.compile(
            "/dev/(?:tcp|udp)/|\\$\\{?ifs|\\$'|(?:\\\\x[0-9a-f]{2}){3}|(?:\\\\[0-7]{3}){3}|\\$\\{[^}]*[:#%/^,@!][^}]*}");

    private final Map<String, Set<String>> sets = new HashMap<>();
    private final Map<String, Set<String>> statements = new HashMap<>();
    private final Map<String, List<Deed>> deeds = new HashMap<>();

    private CommandPowers() {}

    /** A call of a program that needs a word of the user's. */
    private record Deed(List<String> subs, List<String> options, Set<String> words) {
        boolean isIn(Step command) {
            return (subs.contains("*") || subs.stream().anyMatch(command::isSub))
                    && (options.isEmpty() || options.stream().anyMatch(option -> fits(command, option)));
        }

        /** An option that must be there, or the first of those of which none may be. */
        private boolean fits(Step command, String option) {
            return option.startsWith("!")
                    ? options.stream().noneMatch(o -> o.startsWith("!") && command.hasOption(o.substring(1)))
                    : command.hasOption(option);
        }

        boolean said(Step command, Predicate<String> says) {
            return words.stream()
                    .anyMatch(word -> word.equals("@")
                            ? subs.stream()
                                    .filter(command::isSub)
                                    .anyMatch(sub -> says.test(sub.substring(sub.indexOf('_') + 1)))
                            : says.test(word));
        }
    }

    private static CommandPowers read(String resource) {
        CommandPowers table = new CommandPowers();
        try (InputStream in = CommandPowers.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing from this build");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(table::add);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " can't be read", e);
        }
        return table;
    }

    private void add(String line) {
        if (line.startsWith("> ")) {
            int equals = line.lastIndexOf(" = ");
            String[] parts = line.substring(2, equals).split(";");
            Deed deed = new Deed(
                    words(parts[1]),
                    parts.length > 2 ? words(parts[2]) : List.of(),
                    Set.copyOf(words(line.substring(equals + 3))));
            words(parts[0])
                    .forEach(p ->
                            deeds.computeIfAbsent(p, d -> new ArrayList<>()).add(deed));
        } else if (line.startsWith("statement ")) {
            String[] parts = line.substring(10).split(" = ");
            statements.put(parts[0].strip(), Set.copyOf(words(parts[1])));
        } else {
            int colon = line.indexOf(':');
            sets.computeIfAbsent(line.substring(0, colon), n -> new HashSet<>())
                    .addAll(words(line.substring(colon + 1)));
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    /** Whether that word is in the set of that name. */
    boolean has(String set, String word) {
        return set(set).contains(word);
    }

    /** The words of the set of that name. */
    Set<String> set(String name) {
        Set<String> found = sets.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no set of programs is called `" + name + "`");
        }
        return found;
    }

    /** The user's words for a statement of another language; empty for one without powers. */
    Set<String> statement(String word) {
        return statements.getOrDefault(word.toLowerCase(Locale.ROOT), Set.of());
    }

    /** Whether the command does more than its program's name says, and the user said nothing of it. */
    boolean exceeds(Step command, Predicate<String> says) {
        return deeds.getOrDefault(command.program(), List.of()).stream()
                .anyMatch(deed -> deed.isIn(command) && !deed.said(command, says));
    }

    /** Whether the table knows that sub-command, so that its own line decides. */
    boolean knows(Step command) {
        return deeds.getOrDefault(command.program(), List.of()).stream()
                .anyMatch(deed -> deed.options().isEmpty() && deed.isIn(command));
    }
}
