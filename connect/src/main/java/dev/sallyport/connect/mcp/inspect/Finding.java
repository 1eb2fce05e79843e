package dev.sallyport.connect.mcp.inspect;

import java.util.Locale;
import java.util.Optional;

/** What can be found in what a server says of a tool. */
public enum Finding {
    /** Characters that a person does not see and a model reads: tag characters, zero-width ones, variation selectors in a row. */
    HIDDEN_CHARACTERS("characters that nobody sees"),
    /** Characters that change the order in which text is shown. */
    REORDERED_TEXT("characters that change the order in which text is shown"),
    /** Terminal escapes and other control characters. */
    CONTROL_CHARACTERS("control characters"),
    /** Sentences that tell the model to disregard others, to hide something from its user, or to fetch what the call does not need. */
    ORDERS_THE_MODEL("orders to the model that reads it"),
    /** Markup that sets text apart as if it came from the host, or comments that a rendered description hides. */
    HIDING_MARKUP("markup that hides text or passes it off as the host's"),
    /** A name that is, or can be taken for, that of another tool which a person accepted of another server. */
    SHADOWS_TOOL("a name that can be taken for another server's tool");

    private final String sentence;

    Finding(String sentence) {
        this.sentence = sentence;
    }

    /** The stable code: lower case with underscores. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, as a lower-case fragment. */
    public String sentence() {
        return sentence;
    }

    /** The finding with that code. */
    public static Optional<Finding> byWire(String wire) {
        for (Finding finding : values()) {
            if (finding.wire().equals(wire)) {
                return Optional.of(finding);
            }
        }
        return Optional.empty();
    }
}
