package dev.sallyport.cli.contain;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Puts the agent's token behind the first line of what a contained command asks of the proxy, so that no proxy address the command sees holds
 * it. A command that sends a credential of its own has sent two, which the proxy refuses.
 */
record Signed(String fields) implements Carrier.Opening {
    private static final int MAX_LINE = 16 * 1024;

    static Signed with(String token, String session) {
        return new Signed("Proxy-Authorization: Bearer " + token + "\r\nSallyport-Session: " + session + "\r\n");
    }

    @Override
    public void carry(SocketChannel client, SocketChannel other) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (line.size() < MAX_LINE) {
            if (client.read(one.clear()) < 0) {
                throw new EOFException("the command closed before it asked for anything");
            }
            byte b = one.flip().get();
            line.write(b);
            if (b == '\n') {
                line.writeBytes(fields.getBytes(StandardCharsets.US_ASCII));
                Carrier.write(other, ByteBuffer.wrap(line.toByteArray()));
                return;
            }
        }
        throw new IOException("the first line is longer than " + MAX_LINE + " bytes");
    }

    @Override
    public String toString() {
        return "Signed[...]";
    }
}
