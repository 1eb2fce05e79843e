package dev.sallyport.server.trail;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How far the trail was on the disk for certain. A crash loses lines behind the mark, never before it: a file that is
 * shorter was cut.
 *
 * @param file number of the file written to
 * @param bytes its length
 * @param mac the last line's
 * @param timeMillis when, milliseconds since the epoch
 */
record AuditMark(long file, long bytes, byte[] mac, long timeMillis) {
    private JsonObject.Builder members() {
        return JsonObject.builder()
                .put("bytes", bytes)
                .put("file", file)
                .put("mac", HexFormat.of().formatHex(mac))
                .put("time_ms", timeMillis);
    }

    private byte[] seal(AuditKey key) {
        return key.mark(AuditLine.canonical(members().build()));
    }

    byte[] bytes(AuditKey key) {
        JsonObject sealed =
                members().put("seal", HexFormat.of().formatHex(seal(key))).build();
        return (new String(AuditLine.canonical(sealed), StandardCharsets.UTF_8) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What the file holds, whoever wrote it. */
    record Read(AuditMark mark, String seal) {
        boolean holds(AuditKey key) {
            return MessageDigest.isEqual(
                    seal.getBytes(StandardCharsets.US_ASCII),
                    HexFormat.of().formatHex(mark.seal(key)).getBytes(StandardCharsets.US_ASCII));
        }
    }

    static Optional<Read> read(Path folder) throws IOException {
        Path file = folder.resolve(AuditFiles.MARK);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (StrictJson.parse(Files.readString(file).strip().getBytes(StandardCharsets.UTF_8))
                            instanceof JsonObject o
                    && o.get("mac") instanceof JsonString mac
                    && o.get("seal") instanceof JsonString seal) {
                AuditMark mark = new AuditMark(
                        AuditLine.number(o, "file"),
                        AuditLine.number(o, "bytes"),
                        HexFormat.of().parseHex(mac.value()),
                        AuditLine.number(o, "time_ms"));
                return Optional.of(new Read(mark, seal.value()));
            }
        } catch (MalformedJson | IllegalArgumentException e) {
            // answered below: a mark that can't be read is a mark whose seal does not hold
        }
        return Optional.of(new Read(new AuditMark(0, 0, new byte[0], 0), ""));
    }
}
