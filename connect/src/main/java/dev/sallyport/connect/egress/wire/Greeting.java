package dev.sallyport.connect.egress.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A TLS greeting with the bytes it came in, which go on to the server unchanged.
 *
 * @param bytes the records that held it, and nothing after them
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Greeting(ClientHello hello, byte[] bytes) {
    private static final int HANDSHAKE = 22;
    private static final int HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int MAX_RECORD = 1 << 14;
    private static final int MAX_RECORDS = 8;

    /**
     * Reads records until the greeting is whole; takes nothing of what follows.
     *
     * @throws WireBroken if it is no greeting of TLS within the limits
     */
    public static Greeting read(InputStream in) throws IOException, WireBroken {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int records = 0; records < MAX_RECORDS; records++) {
            byte[] header = exactly(in, HEADER);
            int length = ((header[3] & 0xff) << 8) | (header[4] & 0xff);
            // The version of the record layer says nothing (RFC 8446, section 5.1), but its major part is always 3.
            if (header[0] != HANDSHAKE || header[1] != 3 || header[2] > 4 || length < 1 || length > MAX_RECORD) {
                throw new WireBroken("the tunnel does not begin with a TLS handshake record");
            }
            bytes.writeBytes(header);
            byte[] body = exactly(in, length);
            bytes.writeBytes(body);
            message.writeBytes(body);
            int wanted = wanted(message.toByteArray());
            if (message.size() == wanted) {
                return new Greeting(ClientHello.parse(message.toByteArray()), bytes.toByteArray());
            }
            if (message.size() > wanted) {
                throw new WireBroken("something follows the TLS greeting in its record");
            }
        }
        throw new WireBroken("the TLS greeting is spread over more than " + MAX_RECORDS + " records");
    }

    private static int wanted(byte[] message) throws WireBroken {
        if (message.length < MESSAGE_HEADER) {
            return Integer.MAX_VALUE;
        }
        int length = ((message[1] & 0xff) << 16) | ((message[2] & 0xff) << 8) | (message[3] & 0xff);
        if (length + MESSAGE_HEADER > ClientHello.MAX_BYTES) {
            throw new WireBroken("the TLS greeting is longer than " + ClientHello.MAX_BYTES + " bytes");
        }
        return length + MESSAGE_HEADER;
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within a TLS record");
        }
        return bytes;
    }
}
