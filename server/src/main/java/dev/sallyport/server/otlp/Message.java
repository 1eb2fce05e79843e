package dev.sallyport.server.otlp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A protobuf message being written, field by field (Protocol Buffers, Encoding). Empty texts and zeros are left out, as proto3
 * does. Not thread-safe.
 */
final class Message {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An unsigned number, also a bool or an enum. */
    Message number(int field, long value) {
        if (value != 0) {
            tag(field, VARINT);
            varint(value);
        }
        return this;
    }

    /** Eight bytes, least first. */
    Message fixed(int field, long value) {
        if (value != 0) {
            tag(field, FIXED64);
            eight(value);
        }
        return this;
    }

    /** A double that is there even if it is 0: a member of a oneof. */
    Message real(int field, double value) {
        tag(field, FIXED64);
        eight(Double.doubleToLongBits(value));
        return this;
    }

    Message text(int field, String value) {
        return value.isEmpty() ? this : bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message bytes(int field, byte[] value) {
        tag(field, LENGTH);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    Message message(int field, Message value) {
        return bytes(field, value.bytes());
    }

    Message messages(int field, List<Message> values) {
        values.forEach(value -> message(field, value));
        return this;
    }

    /** Packed, also if one is 0. */
    Message fixeds(int field, long[] values) {
        Message packed = new Message();
        for (long value : values) {
            packed.eight(value);
        }
        return values.length == 0 ? this : message(field, packed);
    }

    /** Packed. */
    Message reals(int field, double[] values) {
        Message packed = new Message();
        for (double value : values) {
            packed.eight(Double.doubleToLongBits(value));
        }
        return values.length == 0 ? this : message(field, packed);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void tag(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & -MORE) != 0) {
            out.write((int) (rest & (MORE - 1)) | MORE);
            rest >>>= BITS;
        }
        out.write((int) rest);
    }

    private void eight(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
    }
}
