package dev.sallyport.text.shell;

import java.util.List;

/** What became of reading a line. */
public sealed interface Reading {
    /**
     * It was read.
     *
     * @param tree its structure
     * @param commands every simple command in it, wherever it stands, those that wrappers run included
     */
    record Read(Node tree, List<SimpleCommand> commands) implements Reading {
        public Read {
            commands = List.copyOf(commands);
        }
    }

    /**
     * It was not read: nothing may be concluded from it.
     *
     * @param why lower-case fragment
     * @param offset where, in UTF-16 code units of the text that was being read
     */
    record Unreadable(String why, int offset) implements Reading {}
}
