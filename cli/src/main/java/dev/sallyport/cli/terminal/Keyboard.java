package dev.sallyport.cli.terminal;

import java.io.Console;
import java.util.Optional;

/** A person at a terminal, who can type a secret that is not echoed, and an answer that is. */
@FunctionalInterface
public interface Keyboard {
    /** Nobody is there. */
    Keyboard NOBODY = prompt -> Optional.empty();

    /** Asks and waits; empty when no person is there to type or nothing was typed. */
    Optional<String> secret(String prompt);

    /** Asks for a word that is echoed; empty when no person is there to type. */
    default Optional<String> word(String prompt) {
        return Optional.empty();
    }

    /**
     * The person at this process's terminal. Standard input and output must both be one: a secret that comes out of a pipe or
     * a file was not typed.
     */
    static Keyboard system() {
        return new Keyboard() {
            @Override
            public Optional<String> secret(String prompt) {
                return console()
                        .map(console -> console.readPassword("%s: ", prompt))
                        .map(typed -> new String(typed).strip())
                        .filter(typed -> !typed.isEmpty());
            }

            @Override
            public Optional<String> word(String prompt) {
                return console()
                        .map(console -> console.readLine("%s: ", prompt))
                        .map(String::strip);
            }
        };
    }

    /** Whether a person can be asked. */
    static boolean someoneIsThere() {
        return console().isPresent();
    }

    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}
