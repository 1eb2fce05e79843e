package dev.sallyport.sigma.flow;

import dev.sallyport.sigma.state.BrokenState;
import dev.sallyport.sigma.state.StateReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an event says it was made of.
 *
 * @param origin the other action by its id or by the digest of what it gave, with {@code a:} or {@code d:} before it
 * @param edge how it got here
 * @param basis by what that is known
 */
public record Link(String origin, Edge edge, Basis basis) {

    /** How something gets from one action to another. */
    public enum Edge {
        /** What one gave, the other took. */
        DATA,
        /** One agent asked another. */
        DELEGATION,
        /** One was denied, and that steered the other. */
        DENIAL;

        /** The edge of that name. */
        public static Optional<Edge> named(String word) {
            return Arrays.stream(values())
                    .filter(edge -> edge.word().equals(word))
                    .findFirst();
        }

        /** The edge that was written by its name. */
        static Edge read(StateReader in) {
            String word = in.text();
            return named(word).orElseThrow(() -> new BrokenState("there is no edge `" + word + "`"));
        }

        /** Its name in documents. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By what a link is known, from the strongest to the weakest. */
    public enum Basis {
        /** The same bytes. */
        EXACT_DIGEST,
        /** A part of the same characters. */
        SUBSTRING,
        /** It stood in what the model could read: an over-approximation. */
        CONTEXT_WINDOW;

        /** The basis of that name; anything else is the weakest. */
        public static Basis named(String word) {
            return Arrays.stream(values())
                    .filter(basis -> basis.word().equals(word))
                    .findFirst()
                    .orElse(CONTEXT_WINDOW);
        }

        /** Its name in documents. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
