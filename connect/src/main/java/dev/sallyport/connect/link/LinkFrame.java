package dev.sallyport.connect.link;

import dev.sallyport.connect.mcp.frame.FrameReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One piece on the link: a byte that says what it is, the body's length as four bytes in network order, the body.
 *
 * @param body not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record LinkFrame(Kind kind, byte[] body) {
    /** The longest body, in bytes: the longest frame of a server. */
    static final int BODY_BYTES = FrameReader.SERVER_FRAME_BYTES;

    /** What a piece is. */
    enum Kind {
        /** The shim's first word: a {@link Hello}. */
        HELLO('H'),
        /** The gateway lets the shim in. */
        WELCOME('W'),
        /** The gateway does not: an {@link Ending}. */
        REFUSED('R'),
        /** A frame of the client, or one for it. */
        CLIENT('C'),
        /** A frame of the server, or one for it. */
        SERVER('S'),
        /** A line for people, from the gateway. */
        NOTICE('N'),
        /** The client has closed its side; comes back once everything it sent before was taken in. */
        FINISHED('F'),
        /** The shim asks whether the gateway is there; it comes back. */
        PULSE('P'),
        /** It is over: an {@link Ending}. */
        END('E');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        byte wire() {
            return (byte) letter;
        }

        static Optional<Kind> byWire(byte wire) {
            return Arrays.stream(values()).filter(k -> k.wire() == wire).findFirst();
        }
    }

    static LinkFrame of(Kind kind) {
        return new LinkFrame(kind, new byte[0]);
    }

    static LinkFrame of(Kind kind, String text) {
        return new LinkFrame(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
