package dev.sallyport.server.config;

/**
 * One option as the gateway goes by it. No secret stands in a value: of addresses the host alone is shown, and of what may hold one only that it is set.
 *
 * @param option its path, such as {@code listen.port}
 * @param value as people read it; {@code not set} for none
 * @param from the file and line it stands in, or {@code default}
 * @param waits what the file says by now, if that is another value, which holds from the next start on; empty text for none
 */
public record Chosen(String option, String value, String from, String waits) {
    /** The word for an option that no file sets. */
    public static final String DEFAULT = "default";

    /** The word for an option that whoever started the gateway set. */
    public static final String COMMAND_LINE = "command line";

    /** Whether somebody sets it. */
    public boolean isSet() {
        return !from.equals(DEFAULT);
    }
}
