package dev.sallyport.server.otlp;

import dev.sallyport.gate.identity.TraceParent;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a span hangs, as its caller said: a trace id of 32 hex digits, or a whole {@code traceparent}. Anything else is no
 * context: a caller's text must not become an id.
 *
 * @param trace 16 bytes
 * @param parent 8 bytes; empty if the caller named none
 */
@SuppressWarnings("ArrayRecordComponent") // written out, never compared
record TraceContext(byte[] trace, byte[] parent) {
    static Optional<TraceContext> parse(String text) {
        HexFormat hex = HexFormat.of();
        return TraceParent.isTrace(text)
                ? Optional.of(new TraceContext(hex.parseHex(text), new byte[0]))
                : TraceParent.parse(text)
                        .map(span -> new TraceContext(hex.parseHex(span.trace()), hex.parseHex(span.span())));
    }
}
