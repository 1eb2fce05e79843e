package dev.sallyport.gate.identity;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The span of its caller's within which a call was made: what a {@code traceparent} says (W3C Trace Context, section 3.2). A
 * caller's word and a label for exports: no rule reads it. Nothing of a caller's text is kept but these hex digits.
 *
 * @param trace 32 lower-case hex digits, not all zero
 * @param span 16 lower-case hex digits, not all zero
 * @param flags 2 lower-case hex digits
 */
public record TraceParent(String trace, String span, String flags) {
    /** Name of the header field, and of the member of an MCP request's {@code _meta}. */
    public static final String FIELD = "traceparent";

    /** Longest text that is looked at; a later version of the form may say more than ours. */
    private static final int LONGEST = 512;

    private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    private static final Pattern FLAGS = Pattern.compile("[0-9a-f]{2}");

    /** Version 00 says this and no more; a later one may go on after a hyphen; ff is no version. */
    private static final Pattern FORM =
            Pattern.compile("((?!ff)[0-9a-f]{2})-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    public TraceParent {
        if (!isTrace(trace)
                || !SPAN.matcher(span).matches()
                || !FLAGS.matcher(flags).matches()) {
            throw new IllegalArgumentException("no trace context: ids of 32 and 16 hex digits, and 2 of flags");
        }
    }

    /** What that text says; empty if it is not of the form, to the letter. */
    public static Optional<TraceParent> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher found = FORM.matcher(text);
        boolean whole =
                found.matches() && (found.group(5) == null || !found.group(1).equals("00"));
        return whole ? Optional.of(new TraceParent(found.group(2), found.group(3), found.group(4))) : Optional.empty();
    }

    /** What the fields of a request say: nothing, if there is not exactly one. */
    public static Optional<TraceParent> of(List<String> fields) {
        return fields.size() == 1 ? parse(fields.getFirst().strip()) : Optional.empty();
    }

    /** Whether the text is the id of a trace. */
    public static boolean isTrace(String text) {
        return TRACE.matcher(text).matches();
    }

    /** The text of version 00. */
    public String text() {
        return "00-" + trace + "-" + span + "-" + flags;
    }
}
