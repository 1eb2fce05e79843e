package dev.sallyport.sigma.state;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes state: numbers as zig-zag variable-length integers (seven bits a byte, the least first), texts with their length in UTF-8. Not thread-safe. */
public final class StateWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A number. */
    public StateWriter number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** A text; what is no Unicode in it becomes a question mark. */
    public StateWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** Bytes as they are. */
    public StateWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** All that was written. */
    public byte[] bytes() {
        return out.toByteArray();
    }
}
