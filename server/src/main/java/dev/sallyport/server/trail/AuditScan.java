package dev.sallyport.server.trail;

import dev.sallyport.action.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a file of the trail ends.
 *
 * @param bytes length up to the last whole line
 * @param next the first sequence of each tenant that has no line yet
 * @param fault whether a line does not follow the one before it
 */
record AuditScan(long number, byte[] mac, long bytes, Map<String, Long> next, boolean fault) {
    private static final int MAX_LINE = 1 << 20;

    /** Whether the file was not written by a trail: its first line has no mac. */
    static boolean isForeign(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Optional<byte[]> first = line(in);
            return first.isPresent() && AuditLine.parse(first.get()).isEmpty();
        }
    }

    static AuditScan of(Path file, AuditKey key) throws IOException {
        long number = 1;
        byte[] mac = new byte[32];
        long bytes = 0;
        boolean fault = false;
        Map<String, Long> next = new TreeMap<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (Optional<byte[]> raw = line(in); raw.isPresent(); raw = line(in)) {
                Optional<AuditLine> line = AuditLine.parse(raw.get());
                Optional<JsonObject> members = line.flatMap(AuditLine::members);
                if (members.isEmpty()) {
                    fault = true;
                    bytes += raw.get().length + 1;
                    continue;
                }
                JsonObject content = members.get();
                if (bytes == 0) {
                    number = Math.max(1, AuditLine.number(content, "audit.file"));
                    mac = hash(AuditLine.text(content, "audit.previous"));
                    next.putAll(AuditTrail.positions(content));
                }
                fault |= !line.get().follows(mac, key);
                mac = line.get().mac();
                bytes += raw.get().length + 1;
                long sequence = AuditLine.number(content, AuditForm.SEQUENCE);
                if (sequence >= 0) {
                    next.put(AuditLine.text(content, AuditForm.TENANT), sequence + 1);
                }
            }
        }
        return new AuditScan(number, mac, bytes, next, fault);
    }

    static byte[] hash(String hex) {
        return hex.matches("[0-9a-f]{64}") ? HexFormat.of().parseHex(hex) : new byte[32];
    }

    /** The next whole line without its newline; empty at the end or when the rest is not a whole line. */
    static Optional<byte[]> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return Optional.of(line.toByteArray());
            }
            if (line.size() >= MAX_LINE) {
                break;
            }
            line.write(b);
        }
        return Optional.empty();
    }
}
