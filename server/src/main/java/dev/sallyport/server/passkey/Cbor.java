package dev.sallyport.server.passkey;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the CBOR that authenticators write (CTAP2 canonical form over RFC 8949): integers, byte and text strings, maps and
 * arrays of definite length, in shortest form, nothing twice. Values are {@code Long}, {@code byte[]}, {@code String} and {@code
 * Map}. Anything else is refused.
 */
final class Cbor {
    private static final int DEPTH = 4;
    private static final int ENTRIES = 32;

    private final byte[] bytes;
    private int at;

    private Cbor(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** A map, and where it ends. */
    record Read(Map<Object, Object> map, int end) {}

    /** The map that begins there. */
    static Read map(byte[] bytes, int from) {
        Cbor cbor = new Cbor(bytes, from);
        if (!(cbor.value(0) instanceof Map<?, ?> map)) {
            throw new PasskeyRefused("no CBOR map where one belongs");
        }
        return new Read(Map.copyOf(map), cbor.at);
    }

    private Object value(int depth) {
        int head = next();
        int major = head >> 5;
        long argument = argument(head & 31);
        return switch (major) {
            case 0 -> argument;
            case 1 -> -1 - argument;
            case 2 -> take(argument);
            case 3 -> text(take(argument));
            case 5 -> entries(argument, depth + 1);
            default -> throw new PasskeyRefused("CBOR of a kind no authenticator writes here");
        };
    }

    private Map<Object, Object> entries(long count, int depth) {
        if (depth > DEPTH || count > ENTRIES) {
            throw new PasskeyRefused("CBOR nested or filled beyond its limits");
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            Object key = value(depth);
            if (!(key instanceof Long || key instanceof String) || map.put(key, value(depth)) != null) {
                throw new PasskeyRefused("a CBOR map with a key of another kind, or one key twice");
            }
        }
        return map;
    }

    private long argument(int info) {
        if (info < 24) {
            return info;
        }
        if (info > 26) {
            throw new PasskeyRefused("a CBOR length of more than four bytes, or of none");
        }
        int width = 1 << (info - 24);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 8) | next();
        }
        long least = width == 1 ? 24 : width == 2 ? 0x100 : 0x10000;
        if (value < least) {
            throw new PasskeyRefused("a CBOR number that is not in its shortest form");
        }
        return value;
    }

    private int next() {
        if (at >= bytes.length) {
            throw new PasskeyRefused("CBOR that was cut off");
        }
        return bytes[at++] & 0xff;
    }

    private byte[] take(long length) {
        if (length > bytes.length - at) {
            throw new PasskeyRefused("CBOR that was cut off");
        }
        byte[] taken = Arrays.copyOfRange(bytes, at, at + (int) length);
        at += (int) length;
        return taken;
    }

    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PasskeyRefused("CBOR text that is no UTF-8");
        }
    }
}
