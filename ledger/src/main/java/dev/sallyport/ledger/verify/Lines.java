package dev.sallyport.ledger.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines that each end in a newline. Holds one line and one buffer at a time. */
final class Lines {
    /** The longest line that is read, in bytes: a trailer holds a note of up to 1 MiB. */
    static final int MAX_BYTES = 2 << 20;

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long number;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** The next line without its newline, or null at the end of the stream. */
    byte @Nullable [] next() throws IOException {
        if (at == end && !fill()) {
            return null;
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        while (true) {
            int newline = newline();
            line.write(buffer, at, newline - at);
            if (line.size() > MAX_BYTES) {
                throw new Found("line_too_long", number, "a line may have " + MAX_BYTES + " bytes");
            }
            at = Math.min(newline + 1, end);
            if (newline < end) {
                return line.toByteArray();
            }
            if (!fill()) {
                throw new Found(
                        "line_cut_off", number, "the last line does not end in a newline: the file was cut off");
            }
        }
    }

    /** Where the line ends in the buffer, or where the buffer ends. */
    private int newline() {
        int i = at;
        while (i < end && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
