package dev.sallyport.connect.egress.wire;

import dev.sallyport.text.host.HostName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a TLS client says first (RFC 8446, section 4.1.2), as far as a proxy must know it.
 *
 * @param serverName the host it names (RFC 6066, section 3), in one spelling
 * @param encrypted whether it carries another greeting that only the server can read (RFC 9849, Encrypted Client Hello); browsers send
 *     an empty imitation of one as well, which nobody else can tell apart
 */
public record ClientHello(Optional<String> serverName, boolean encrypted) {
    /** Greatest length of a greeting, in bytes. */
    public static final int MAX_BYTES = 16 * 1024;

    private static final int CLIENT_HELLO = 1;
    private static final int RANDOM_BYTES = 32;
    private static final int MAX_SESSION_ID = 32;
    private static final int MAX_EXTENSIONS = 64;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;
    private static final Set<Integer> ENCRYPTED_HELLO = Set.of(0xfe0d, 0xffce);

    /**
     * Reads a whole handshake message.
     *
     * @throws WireBroken if it is no well-formed ClientHello
     */
    public static ClientHello parse(byte[] message) throws WireBroken {
        try {
            return read(ByteBuffer.wrap(message));
        } catch (BufferUnderflowException | IllegalArgumentException cutOff) {
            throw new WireBroken("the TLS greeting is cut off or its lengths do not fit");
        }
    }

    private static ClientHello read(ByteBuffer in) throws WireBroken {
        if (number(in, 1) != CLIENT_HELLO || number(in, 3) != in.remaining()) {
            throw new WireBroken("the first TLS message is no whole greeting");
        }
        int version = number(in, 2);
        if (version < 0x0301 || version > 0x0303) {
            throw new WireBroken("the TLS greeting is of a version nobody uses any more");
        }
        skip(in, RANDOM_BYTES);
        ByteBuffer session = part(in, 1);
        ByteBuffer ciphers = part(in, 2);
        ByteBuffer compressions = part(in, 1);
        if (session.remaining() > MAX_SESSION_ID
                || ciphers.remaining() < 2
                || ciphers.remaining() % 2 != 0
                || compressions.remaining() < 1) {
            throw new WireBroken("the TLS greeting offers nothing a server could take");
        }
        if (!in.hasRemaining()) {
            return new ClientHello(Optional.empty(), false);
        }
        ByteBuffer extensions = part(in, 2);
        if (in.hasRemaining()) {
            throw new WireBroken("the TLS greeting goes on after its end");
        }
        return extensions(extensions);
    }

    private static ClientHello extensions(ByteBuffer in) throws WireBroken {
        Set<Integer> seen = new HashSet<>();
        Optional<String> name = Optional.empty();
        boolean encrypted = false;
        while (in.hasRemaining()) {
            int type = number(in, 2);
            ByteBuffer body = part(in, 2);
            if (!seen.add(type) || seen.size() > MAX_EXTENSIONS) {
                throw new WireBroken("the TLS greeting repeats an extension, or has more than " + MAX_EXTENSIONS);
            }
            if (type == SERVER_NAME) {
                name = Optional.of(serverName(body));
            }
            encrypted |= ENCRYPTED_HELLO.contains(type);
        }
        return new ClientHello(name, encrypted);
    }

    /** One list of one name: others could be read by others. */
    private static String serverName(ByteBuffer in) throws WireBroken {
        ByteBuffer list = part(in, 2);
        int kind = number(list, 1);
        ByteBuffer bytes = part(list, 2);
        if (in.hasRemaining() || list.hasRemaining() || kind != HOST_NAME) {
            throw new WireBroken("the TLS greeting names more or other than one host");
        }
        String text = StandardCharsets.ISO_8859_1.decode(bytes).toString();
        boolean ascii = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return HostName.of(text)
                .filter(name -> ascii && !text.endsWith("."))
                .orElseThrow(() -> new WireBroken("the TLS greeting names no well-formed host"));
    }

    private static ByteBuffer part(ByteBuffer in, int lengthBytes) {
        int length = number(in, lengthBytes);
        ByteBuffer part = in.slice(in.position(), Math.min(length, in.remaining()));
        skip(in, length);
        return part;
    }

    private static void skip(ByteBuffer in, int bytes) {
        if (bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + bytes);
    }

    private static int number(ByteBuffer in, int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = (value << 8) | (in.get() & 0xff);
        }
        return value;
    }
}
