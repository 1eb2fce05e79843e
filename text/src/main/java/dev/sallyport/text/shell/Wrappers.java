package dev.sallyport.text.shell;

import dev.sallyport.text.shell.SimpleCommand.Assignment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sees through commands that run other commands. What they run is added to the flat list; where it can't be known, the wrapper is marked
 * as opaque.
 */
final class Wrappers {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "ash", "rbash", "mksh");

    /**
     * How a wrapper reads its own words.
     *
     * @param flags short options without an argument
     * @param values short options with one
     * @param longs long options whose argument is the next word
     * @param positionals words of its own before the command
     * @param assigns whether {@code NAME=value} may stand before the command
     */
    private record Spec(String flags, String values, Set<String> longs, int positionals, boolean assigns) {}

    private static final Map<String, Spec> SPECS = Map.ofEntries(
            Map.entry("env", new Spec("iv0", "uC", Set.of("--unset", "--chdir"), 0, true)),
            Map.entry(
                    "sudo",
                    new Spec("AbEeHinPSsVvkKlB", "ugpCThDRrtU", Set.of("--user", "--group", "--chdir"), 0, true)),
            Map.entry("doas", new Spec("nLs", "uC", Set.of(), 0, false)),
            Map.entry("nohup", new Spec("", "", Set.of(), 0, false)),
            Map.entry("setsid", new Spec("cfw", "", Set.of(), 0, false)),
            Map.entry("time", new Spec("apvqV", "of", Set.of("--format", "--output"), 0, false)),
            Map.entry("nice", new Spec("0123456789", "n", Set.of("--adjustment"), 0, false)),
            Map.entry("ionice", new Spec("t", "cnpPu", Set.of("--class", "--classdata"), 0, false)),
            Map.entry("timeout", new Spec("fpv", "sk", Set.of("--signal", "--kill-after"), 1, false)),
            Map.entry("stdbuf", new Spec("", "ioe", Set.of("--input", "--output", "--error"), 0, false)),
            Map.entry("chroot", new Spec("", "", Set.of(), 1, false)),
            Map.entry(
                    "xargs",
                    new Spec("0opPrtx", "aEdILnPs", Set.of("--max-args", "--max-procs", "--delimiter"), 0, false)),
            Map.entry("exec", new Spec("cl", "a", Set.of(), 0, false)),
            Map.entry("command", new Spec("p", "", Set.of(), 0, false)),
            Map.entry("builtin", new Spec("", "", Set.of(), 0, false)),
            Map.entry("busybox", new Spec("", "", Set.of(), 0, false)),
            Map.entry("caffeinate", new Spec("disu", "tw", Set.of(), 0, false)));

    private final Yield yield;
    /** Commands looked at already: those of an inner text are while the text counts as deeper. */
    private final Set<Integer> seen = new HashSet<>();

    Wrappers(Yield yield) {
        this.yield = yield;
    }

    void seeThrough() {
        for (int i = 0; i < yield.size(); i++) {
            look(i);
        }
    }

    private void look(int index) {
        if (!seen.add(index)) {
            return;
        }
        SimpleCommand command = yield.get(index);
        Optional<String> base = command.base();
        if (base.isEmpty()) {
            if (!command.words().isEmpty()) {
                yield.opaque(index);
            }
            return;
        }
        String name = base.get();
        Spec spec = SPECS.get(name);
        if (SHELLS.contains(name)) {
            shell(index, command);
        } else if (name.equals("command") && looksUp(command)) {
            return;
        } else if (spec != null) {
            unwrap(index, command, spec, name);
        } else {
            special(index, command, name);
        }
    }

    /** {@code command -v NAME} runs nothing. */
    private static boolean looksUp(SimpleCommand command) {
        return command.arguments().size() > 1
                && (command.arguments().getFirst().is("-v")
                        || command.arguments().getFirst().is("-V"));
    }

    private void special(int index, SimpleCommand command, String name) {
        switch (name) {
            case "eval" -> text(index, command, joined(command.arguments()));
            case "source", ".", "su", "parallel", "watch", "script" -> yield.opaque(index);
            case "trap" -> {
                List<Word> words = command.arguments();
                if (words.size() > 1 && !words.getFirst().is("-")) {
                    text(index, command, words.getFirst().text());
                }
            }
            case "find" -> find(index, command);
            default -> {}
        }
    }

    private static Optional<String> joined(List<Word> words) {
        return words.stream().anyMatch(Word::dynamic)
                ? Optional.empty()
                : Optional.of(words.stream().map(Word::literal).collect(Collectors.joining(" ")));
    }

    /** A text that is run as a script of its own. */
    private void text(int index, SimpleCommand command, Optional<String> text) {
        if (text.isEmpty()) {
            yield.opaque(index);
            return;
        }
        Set<Reach> reach = wrapped(command);
        int before = yield.size();
        yield.budget.enter(0);
        new Parser(text.get(), yield, reach).script();
        for (int i = before; i < yield.size(); i++) {
            look(i);
        }
        yield.budget.leave();
    }

    private static Set<Reach> wrapped(SimpleCommand command) {
        Set<Reach> reach = EnumSet.of(Reach.WRAPPED);
        reach.addAll(command.reach());
        return reach;
    }

    private void shell(int index, SimpleCommand command) {
        List<Word> words = command.arguments();
        boolean inline = false;
        int i = 0;
        for (; i < words.size(); i++) {
            Optional<String> known = words.get(i).text();
            if (known.isEmpty()) {
                yield.opaque(index);
                return;
            }
            String word = known.get();
            if (word.equals("--") || !(word.startsWith("-") || word.startsWith("+")) || word.length() == 1) {
                i += word.equals("--") ? 1 : 0;
                break;
            }
            if (word.startsWith("--")) {
                if (!Set.of("--login", "--posix", "--norc", "--noprofile").contains(word)) {
                    yield.opaque(index);
                }
            } else {
                inline |= word.startsWith("-") && word.indexOf('c') > 0;
                i += word.endsWith("o") || word.endsWith("O") ? 1 : 0;
            }
        }
        List<Word> rest = words.subList(Math.min(i, words.size()), words.size());
        if (inline) {
            text(
                    index,
                    command,
                    rest.isEmpty() ? Optional.empty() : rest.getFirst().text());
        } else {
            text(index, command, rest.isEmpty() ? fed(command) : Optional.empty());
        }
    }

    /** What the line itself feeds in, if nothing else could. */
    private static Optional<String> fed(SimpleCommand command) {
        List<Redirection> inputs = command.redirections().stream()
                .filter(r -> r.operator().startsWith("<"))
                .toList();
        return inputs.size() == 1 ? inputs.getFirst().body() : Optional.empty();
    }

    private void unwrap(int index, SimpleCommand command, Spec spec, String name) {
        List<Word> words = command.arguments();
        List<Assignment> assigned = new ArrayList<>();
        String replaced = "";
        int positionals = spec.positionals();
        int i = 0;
        for (; i < words.size(); i++) {
            Word word = words.get(i);
            String text = word.text().orElse("");
            boolean assignment = spec.assigns() && word.prefix().matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");
            if (assignment) {
                assigned.add(assigned(word));
            } else if (word.dynamic()) {
                break;
            } else if (text.equals("--")) {
                i++;
                break;
            } else if (text.startsWith("--")) {
                i += option(index, spec, text);
            } else if (text.startsWith("-") && text.length() > 1) {
                if (name.equals("xargs") && text.startsWith("-I")) {
                    replaced = text.length() > 2
                            ? text.substring(2)
                            : i + 1 < words.size() ? words.get(i + 1).literal() : "";
                }
                i += cluster(index, spec, text);
            } else if (positionals-- <= 0) {
                break;
            }
        }
        if (i < words.size()) {
            inner(command, assigned, words.subList(i, words.size()), name.equals("xargs"), replaced);
        }
    }

    private static Assignment assigned(Word word) {
        int equals = word.prefix().indexOf('=');
        Word value = new Word(
                word.literal().substring(equals + 1),
                word.prefix().substring(equals + 1),
                word.dynamic(),
                word.quoted(),
                word.offset());
        return new Assignment(word.prefix().substring(0, equals), value);
    }

    /** How many further words a long option takes. */
    private int option(int index, Spec spec, String text) {
        if (spec.longs().contains(text)) {
            return 1;
        }
        boolean known = text.indexOf('=') > 0 && spec.longs().contains(text.substring(0, text.indexOf('=')));
        if (!known) {
            yield.opaque(index);
        }
        return 0;
    }

    /** How many further words a cluster of short options takes. */
    private int cluster(int index, Spec spec, String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (spec.values().indexOf(c) >= 0) {
                return i == text.length() - 1 ? 1 : 0;
            }
            if (spec.flags().indexOf(c) < 0) {
                yield.opaque(index);
                return 0;
            }
        }
        return 0;
    }

    private void inner(
            SimpleCommand outer, List<Assignment> assigned, List<Word> words, boolean more, String replaced) {
        List<Word> line = new ArrayList<>();
        for (Word word : words) {
            boolean filled = !replaced.isEmpty() && word.literal().contains(replaced);
            line.add(filled ? new Word(word.literal(), "", true, word.quoted(), word.offset()) : word);
        }
        if (more && replaced.isEmpty()) {
            line.add(new Word("", "", true, false, words.getFirst().offset()));
        }
        yield.add(
                new SimpleCommand(assigned, line, List.of(), wrapped(outer), false),
                words.getFirst().offset());
    }

    private void find(int index, SimpleCommand command) {
        List<Word> words = command.arguments();
        for (int i = 0; i < words.size(); i++) {
            if (!Set.of("-exec", "-execdir", "-ok", "-okdir")
                    .contains(words.get(i).literal())) {
                continue;
            }
            List<Word> line = new ArrayList<>();
            for (i++; i < words.size() && !words.get(i).is(";") && !words.get(i).is("+"); i++) {
                line.add(words.get(i));
            }
            if (line.isEmpty()) {
                yield.opaque(index);
            } else {
                inner(command, List.of(), line, false, "{}");
            }
        }
    }
}
