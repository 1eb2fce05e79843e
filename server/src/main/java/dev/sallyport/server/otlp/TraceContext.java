package dev.sallyport.server.otlp;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a span hangs, as its caller said: a trace id of 32 hex digits, or a whole {@code traceparent} (W3C Trace Context,
 * section 3.2). Anything else is no context: a caller's text must not become an id.
 *
 * @param trace 16 bytes
 * @param parent 8 bytes; empty if the caller named none
 */
record TraceContext(byte[] trace, byte[] parent) {
    private static final Pattern ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}");

    static Optional<TraceContext> parse(String text) {
        if (ID.matcher(text).matches()) {
            return Optional.of(new TraceContext(HexFormat.of().parseHex(text), new byte[0]));
        }
        Matcher parent = PARENT.matcher(text);
        return parent.matches()
                ? Optional.of(new TraceContext(
                        HexFormat.of().parseHex(parent.group(1)), HexFormat.of().parseHex(parent.group(2))))
                : Optional.empty();
    }
}
