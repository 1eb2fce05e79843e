package dev.sallyport.provenance.assess;

import dev.sallyport.text.shell.Reach;
import dev.sallyport.text.shell.Reading;
import dev.sallyport.text.shell.Redirection;
import dev.sallyport.text.shell.Shell;
import dev.sallyport.text.shell.SimpleCommand;
import dev.sallyport.text.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One simple command of a line, as the shell reads it; or one statement of another language, as words.
 *
 * @param words without quotes; what is only known when it runs stands as {@code $}
 * @param targets the files it reads from or writes to instead
 * @param piped whether another command's output is its input
 * @param opaque whether it runs something that is not to be seen in the line
 */
record Step(List<String> words, List<String> targets, boolean piped, boolean opaque) {
    /** A path of another system, whose slashes a shell would take for marks. */
    private static final Pattern DRIVE = Pattern.compile("(?<![A-Za-z])[A-Za-z]:\\\\");

    private static final Pattern STATEMENTS = Pattern.compile("[;\\n(){}`|&]+");
    private static final Pattern WORDS = Pattern.compile("[\\s,'\"<>]+");

    Step {
        words = List.copyOf(words);
        targets = List.copyOf(targets);
    }

    /** The commands of a shell's line, those within substitutions and behind wrappers too; empty if nobody can tell. */
    static Optional<List<Step>> ofShell(String line) {
        String read = DRIVE.matcher(line).find() ? line.replace("\\", "\\\\") : line;
        return switch (Shell.read(read)) {
            case Reading.Unreadable unreadable -> Optional.empty();
            case Reading.Read found ->
                Optional.of(found.commands().stream()
                        .filter(c -> !c.words().isEmpty() || !c.redirections().isEmpty())
                        .map(Step::of)
                        .toList());
        };
    }

    /** The statements of another language, as far as programs, files and addresses are to be seen in them. Linear. */
    static List<Step> ofCode(String text) {
        List<Step> steps = new ArrayList<>();
        for (String statement : STATEMENTS.split(text)) {
            List<String> words =
                    WORDS.splitAsStream(statement).filter(w -> !w.isEmpty()).toList();
            if (!words.isEmpty()) {
                steps.add(new Step(words, List.of(), false, false));
            }
        }
        return steps;
    }

    private static Step of(SimpleCommand command) {
        List<String> targets = command.redirections().stream()
                .filter(r -> !r.feeds())
                .map(Redirection::target)
                .map(Step::shown)
                .filter(t -> !t.matches("[0-9]*-?"))
                .toList();
        return new Step(
                command.words().stream().map(Step::shown).toList(),
                targets,
                command.reach().contains(Reach.PIPED),
                command.opaque());
    }

    private static String shown(Word word) {
        return word.dynamic()
                ? word.prefix() + "$" + word.literal().substring(word.prefix().length())
                : word.literal();
    }

    /** The program's own name, lower case; empty for redirections alone. */
    String program() {
        if (words.isEmpty()) {
            return "";
        }
        String word = words.getFirst().toLowerCase(Locale.ROOT);
        String name = word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);
        return name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
    }

    /** The words after the program that are no options. */
    List<String> operands() {
        return words.stream()
                .skip(1)
                .filter(w -> !w.startsWith("-") && !w.startsWith("+"))
                .toList();
    }

    /** Whether its operands begin with that sub-command, whose words are joined by underscores. */
    boolean isSub(String sub) {
        List<String> operands = operands();
        if (operands.isEmpty()) {
            return false;
        }
        String first = operands.getFirst().toLowerCase(Locale.ROOT);
        boolean two =
                operands.size() > 1 && sub.equals(first + "_" + operands.get(1).toLowerCase(Locale.ROOT));
        return sub.equals(first) || two;
    }

    /** Whether an option is there: whole, with a value behind it, or a letter in a cluster; else a word that begins with that mark. */
    boolean hasOption(String option) {
        boolean letter = option.matches("-[A-Za-z]");
        for (String word : words.subList(Math.min(1, words.size()), words.size())) {
            boolean whole = word.equals(option)
                    || (option.startsWith("--") && option.length() > 2 && word.startsWith(option + "="));
            boolean inCluster =
                    letter && word.startsWith("-") && !word.startsWith("--") && word.indexOf(option.charAt(1)) == 1;
            boolean marked = !option.startsWith("-") && option.length() == 1 && word.startsWith(option);
            if (whole || inCluster || marked) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of those options stands in it as written. */
    boolean has(String... options) {
        return words.stream().skip(1).anyMatch(w -> List.of(options).contains(w.toLowerCase(Locale.ROOT)));
    }
}
