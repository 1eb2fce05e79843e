package dev.sallyport.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static final int SMALL = 16 * 1024;

    /** A client that sends what it has, and tells how much room was made for it. */
    private static final class Sender extends InputStream {
        private final InputStream sent;
        private int room;

        Sender(byte[] sent) {
            this.sent = new ByteArrayInputStream(sent);
        }

        @Override
        public int read() throws IOException {
            return sent.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            room = Math.max(room, into.length);
            return sent.read(into, offset, length);
        }
    }

    @Test
    void an_announced_length_takes_no_memory_before_its_bytes_arrive() {
        Sender sender = new Sender(new byte[] {'{'});
        Problem problem = assertThrows(Problem.class, () -> Body.exactly(sender, 1 << 20, Long.MAX_VALUE));
        assertEquals("body_cut_off", problem.code());
        assertTrue(sender.room <= SMALL, "room for " + sender.room + " bytes");
    }

    @Test
    void a_body_of_any_length_is_read_whole_and_no_further() throws IOException {
        for (int length : new int[] {1, 8191, 8192, 8193, 16_384, 100_000}) {
            byte[] sent = new byte[length + 1];
            for (int i = 0; i < sent.length; i++) {
                sent[i] = (byte) (i * 31);
            }
            assertArrayEquals(
                    java.util.Arrays.copyOf(sent, length), Body.exactly(new Sender(sent), length, Long.MAX_VALUE));
        }
    }
}
