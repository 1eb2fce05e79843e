package dev.sallyport.cli.terminal;

import dev.sallyport.text.visible.Visible;

/**
 * A verb can't go on. The message is one lower-case line for people: what, where, the limit, what to do; the code is stable
 * and meant for programs.
 */
public final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final String code;

    /** A complaint that ends the verb that way. */
    public Complaint(Exit exit, String code, String message) {
        super(Visible.line(message.replace('\n', ' ').replace('\r', ' ')), null, false, false);
        this.exit = exit;
        this.code = code;
    }

    /** Wrong usage or input nobody can act on. */
    public static Complaint usage(String code, String message) {
        return new Complaint(Exit.USAGE, code, message);
    }

    /** The answer could not be found out, so it is no. */
    public static Complaint cannotDecide(String code, String message) {
        return new Complaint(Exit.CANNOT_DECIDE, code, message);
    }

    /** How the verb ends. */
    public Exit exit() {
        return exit;
    }

    /** A stable snake_case name of the complaint. */
    public String code() {
        return code;
    }

    /** The line for people. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
