package dev.sallyport.gate.command;

import dev.sallyport.text.shell.Reach;
import dev.sallyport.text.shell.Redirection;
import dev.sallyport.text.shell.SimpleCommand;
import dev.sallyport.text.shell.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sorts the commands of one line. Confined to one thread. */
final class Sorting {
    private static final int MOST_NAMES = 64;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9._+:\\[-]{1,64}");

    /** Variables that change nothing but how things look. */
    private static final Pattern HARMLESS_VARIABLE =
            Pattern.compile("LANG|LC_[A-Z]+|TZ|TERM|NO_COLOR|FORCE_COLOR|CLICOLOR|COLUMNS|LINES|CI|[a-z_][a-z0-9_]*");

    private final Programs programs;
    private final TreeSet<Power> powers = new TreeSet<>();
    private final TreeSet<String> names = new TreeSet<>();
    private final TreeSet<String> packages = new TreeSet<>();
    private boolean dynamic;

    Sorting(Programs programs) {
        this.programs = programs;
    }

    CommandFacts facts(List<SimpleCommand> commands) {
        commands.forEach(this::take);
        return new CommandFacts(false, dynamic, names, powers, packages);
    }

    /** Builtins that may read a word as a variable, and its subscript as arithmetic, which runs substitutions even of quoted text. */
    private static final Set<String> SUBSCRIPTS = Set.of(
            "test",
            "[",
            "let",
            "declare",
            "typeset",
            "local",
            "readonly",
            "export",
            "unset",
            "printf",
            "read",
            "wait",
            "getopts");

    private static boolean runsSubscript(SimpleCommand command) {
        return command.base().filter(SUBSCRIPTS::contains).isPresent()
                && words(command).anyMatch(w -> w.contains("$(") || w.indexOf('`') >= 0);
    }

    private void take(SimpleCommand command) {
        dynamic |= command.opaque() || runsSubscript(command);
        if (command.opaque()) {
            powers.add(Power.EXEC);
        }
        command.redirections().forEach(this::take);
        command.assignments().forEach(a -> take(a, command));
        words(command).filter(programs::isSecret).findFirst().ifPresent(w -> powers.add(Power.CREDENTIALS));
        if (command.words().isEmpty()) {
            powers.add(Power.READ);
            return;
        }
        command.base().ifPresent(this::name);
        powers.addAll(command.base().map(base -> programs.powers(base, command)).orElse(Set.of(Power.UNKNOWN)));
        Packages.of(command).ifPresent(found -> {
            powers.add(Power.INSTALL);
            packages.addAll(found);
        });
    }

    private void name(String base) {
        if (names.size() < MOST_NAMES) {
            names.add(PLAIN_NAME.matcher(base).matches() ? base : "other");
        } else {
            names.add("more");
        }
    }

    private void take(Redirection redirection) {
        String target = redirection.target().prefix();
        if (target.startsWith("/dev/tcp/") || target.startsWith("/dev/udp/")) {
            powers.add(Power.NETWORK);
        }
        if (redirection.writes()) {
            powers.add(Power.WRITE);
        }
        if (!redirection.feeds() && programs.isSecret(target)) {
            powers.add(Power.CREDENTIALS);
        }
    }

    private void take(SimpleCommand.Assignment assignment, SimpleCommand command) {
        boolean wrapped = command.reach().contains(Reach.WRAPPED);
        boolean local = command.words().isEmpty() && !wrapped;
        boolean harmless = HARMLESS_VARIABLE.matcher(assignment.name()).matches()
                && !Set.of("prompt_command", "ifs", "path").contains(assignment.name());
        if (!harmless || (!local && assignment.name().startsWith("npm_config"))) {
            powers.add(Power.ENVIRONMENT);
        }
    }

    private static Stream<String> words(SimpleCommand command) {
        return Stream.concat(
                command.arguments().stream().map(Word::literal),
                command.assignments().stream().map(a -> a.value().literal()));
    }

    /** The first word behind the program that is no option, if it is known. */
    static Optional<String> subcommand(SimpleCommand command) {
        return command.arguments().stream()
                .filter(w -> w.dynamic() || !w.literal().startsWith("-"))
                .findFirst()
                .flatMap(Word::text);
    }
}
