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
        return prompt -> console()
                .map(console -> console.readPassword("%s: ", prompt))
                .map(typed -> new String(typed).strip())
                .filter(typed -> !typed.isEmpty());
    }

    /** Whether a person can be asked. */
    static boolean someoneIsThere() {
        return console().isPresent();
    }

    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}
