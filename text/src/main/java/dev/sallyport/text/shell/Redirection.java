package dev.sallyport.text.shell;

import java.util.Optional;

/**
 * Where a command reads from or writes to instead.
 *
 * @param operator as written: {@code > >> >| &> &>> < <> <& >& << <<- <<<}
 * @param target the file, the descriptor, or for a here-document its end mark
 * @param body what a here-document or here-string feeds in, if it is known
 */
public record Redirection(String operator, Word target, Optional<String> body) {
    /** Whether it can create or change a file. Copying or closing a descriptor can't. */
    public boolean writes() {
        return switch (operator) {
            case ">", ">>", ">|", "&>", "&>>", "<>" -> !target.is("/dev/null");
            case ">&" -> !target.literal().matches("[0-9]*-?") && !target.is("/dev/null");
            default -> false;
        };
    }

    /** Whether it feeds text of the line itself into the command. */
    public boolean feeds() {
        return operator.startsWith("<<");
    }
}
