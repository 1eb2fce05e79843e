package dev.sallyport.text.shell;

import java.util.List;

/** A piece of a line's structure. */
public sealed interface Node {
    /** A simple command. */
    record Simple(SimpleCommand command) implements Node {}

    /** Commands whose output feeds the next one; one alone if it is only negated. */
    record Pipeline(List<Node> parts, boolean negated) implements Node {
        public Pipeline {
            parts = List.copyOf(parts);
        }
    }

    /** Commands one after the other. */
    record Sequence(List<Item> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * A member of a sequence.
     *
     * @param after what stands behind it: {@code && || ; &}, or nothing at the end
     */
    record Item(Node node, String after) {}

    /**
     * A compound command.
     *
     * @param kind its first word, such as {@code if} or {@code [[}; an opening brace or parenthesis for a group
     * @param name of a function, else empty
     */
    record Compound(String kind, String name, List<Node> parts, List<Redirection> redirections) implements Node {
        public Compound {
            parts = List.copyOf(parts);
            redirections = List.copyOf(redirections);
        }
    }
}
