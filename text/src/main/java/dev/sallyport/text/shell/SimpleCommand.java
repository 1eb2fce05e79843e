package dev.sallyport.text.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program, a builtin or a function with its words.
 *
 * @param assignments variables set for it, or if it has no words for the rest of the line
 * @param words the program and its arguments; empty for assignments or redirections alone
 * @param reach how it comes to run; empty for a command on its own
 * @param opaque whether it runs something that can't be known from the line: a text made at run time, an option nobody knows
 */
public record SimpleCommand(
        List<Assignment> assignments,
        List<Word> words,
        List<Redirection> redirections,
        Set<Reach> reach,
        boolean opaque) {
    public SimpleCommand {
        assignments = List.copyOf(assignments);
        words = List.copyOf(words);
        redirections = List.copyOf(redirections);
        reach = Set.copyOf(reach);
    }

    /** A variable and its value; the value of an array is dynamic. */
    public record Assignment(String name, Word value) {}

    /** The program's name as written, if it is known. */
    public Optional<String> program() {
        return words.isEmpty() ? Optional.empty() : words.getFirst().text();
    }

    /** The program's name without its folder, if it is known. */
    public Optional<String> base() {
        return program().map(p -> p.substring(p.lastIndexOf('/') + 1));
    }

    /** The words after the program. */
    public List<Word> arguments() {
        return words.isEmpty() ? words : words.subList(1, words.size());
    }

    SimpleCommand withOpaque() {
        return new SimpleCommand(assignments, words, redirections, reach, true);
    }
}
