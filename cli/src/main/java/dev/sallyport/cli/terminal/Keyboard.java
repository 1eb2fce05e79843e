package dev.sallyport.cli.terminal;

import java.io.Console;
import java.util.Optional;

/** A person at a terminal, who can type a secret that is not echoed. */
@FunctionalInterface
public interface Keyboard {
    /** Nobody is there. */
    Keyboard NOBODY = prompt -> Optional.empty();

    /** Asks and waits; empty when no person is there to type or nothing was typed. */
    Optional<String> secret(String prompt);

    /**
     * The person at this process's terminal. Standard input and output must both be one: a secret that comes out of a pipe or
     * a file was not typed.
     */
    static Keyboard system() {
        return prompt -> {
            Console console = System.console();
            if (console == null || !console.isTerminal()) {
                return Optional.empty();
            }
            char[] typed = console.readPassword("%s: ", prompt);
            return typed == null || typed.length == 0 ? Optional.empty() : Optional.of(new String(typed).strip());
        };
    }
}
