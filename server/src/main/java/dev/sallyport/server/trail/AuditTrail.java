package dev.sallyport.server.trail;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trail being written. Each line carries a mac over the mac before it and itself; a new file begins with a line that
 * names its number, the last mac of the file before and how far each tenant's receipts are told. Confined to one thread.
 */
final class AuditTrail implements AutoCloseable {
    static final String OPENED = "audit.opened";
    static final String RESUMED = "audit.resumed";
    static final String CUT = "audit.cut";
    static final String PRUNED = "audit.pruned";
    static final String NEW = "new";
    static final String ROTATED = "rotated";
    static final String FAULT = "fault";
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final byte[] FIRST = new byte[32];
    private static final long LEAST_SPAN_MILLIS = 60 * 60 * 1000L;

    private final Path folder;
    private final AuditKey key;
    private final InstantSource clock;
    private final TrailLimits limits;
    private final Map<String, Long> next = new TreeMap<>();
    private FileChannel channel;
    private long number;
    private long length;
    private byte[] mac = FIRST;
    private boolean dirty;

    private AuditTrail(Path folder, AuditKey key, InstantSource clock, TrailLimits limits) throws IOException {
        this.folder = folder;
        this.key = key;
        this.clock = clock;
        this.limits = limits;
        Path current = AuditFiles.current(folder);
        if (Files.exists(current) && AuditScan.isForeign(current)) {
            Files.move(current, folder.resolve("audit-before-mac.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        this.channel = Files.exists(current) ? resume(current) : begin(current);
    }

    /** Opens the trail where it ends, or begins one. */
    static AuditTrail open(Path folder, AuditKey key, InstantSource clock, TrailLimits limits) throws IOException {
        AuditTrail trail = new AuditTrail(folder, key, clock, limits);
        if (trail.length == 0) {
            trail.opened(trail.number == 1 ? NEW : FAULT);
        }
        return trail;
    }

    private FileChannel begin(Path current) throws IOException {
        Optional<AuditMark.Read> mark = AuditMark.read(folder);
        long last =
                AuditFiles.full(folder).isEmpty() ? 0 : AuditFiles.full(folder).lastKey();
        number = Math.max(last, mark.map(m -> m.mark().file()).orElse(0L)) + 1;
        if (number > 1) {
            LOG.error("the audit trail's file is gone; a new one begins, filled again from the ledger");
            mac = mark.filter(m -> m.holds(key)).map(m -> m.mark().mac()).orElse(FIRST);
        }
        return create(current);
    }

    private FileChannel resume(Path current) throws IOException {
        AuditScan scan = AuditScan.of(current, key);
        Optional<AuditMark.Read> mark = AuditMark.read(folder).filter(m -> m.holds(key));
        number = scan.number();
        mac = scan.mac();
        next.putAll(scan.next());
        if (scan.fault()) {
            LOG.error("the audit trail was changed; it is kept as {}", AuditFiles.full(folder, number));
            Files.move(current, AuditFiles.full(folder, number));
            number++;
            return create(current);
        }
        FileChannel open = FileChannel.open(current, StandardOpenOption.WRITE);
        open.truncate(scan.bytes()); // the rest of a line that a crash cut; the ledger has it whole
        open.position(scan.bytes());
        length = scan.bytes();
        channel = open;
        if (mark.isPresent()
                && mark.get().mark().file() == number
                && scan.bytes() < mark.get().mark().bytes()) {
            LOG.error("the audit trail is shorter than it was; it was cut, and is filled again from the ledger");
            append(note(CUT).put("bytes", mark.get().mark().bytes()).build());
        }
        return open;
    }

    private static FileChannel create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] own = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), own);
    }

    private JsonObject.Builder note(String event) {
        return JsonObject.builder()
                .put("time", Instant.ofEpochMilli(clock.millis()).toString())
                .put(AuditForm.EVENT, event);
    }

    private void opened(String cause) throws IOException {
        JsonObject.Builder at = JsonObject.builder();
        next.forEach(at::put);
        append(note(OPENED)
                .put("audit.file", number)
                .put("audit.cause", cause)
                .put("audit.previous", java.util.HexFormat.of().formatHex(mac))
                .put("audit.next", at.build())
                .build());
    }

    /** The sequence of the tenant's first receipt that has no line yet. */
    long next(String tenant) {
        return next.getOrDefault(tenant, 0L);
    }

    /** Says that so many receipts were without a line when the trail was opened: a crash, or the first start. */
    void resumed(long behind) throws IOException {
        append(note(RESUMED).put("audit.behind", behind).build());
    }

    /**
     * Adds lines, in one write.
     *
     * @throws IOException if they could not be written; then none was
     */
    void append(JsonObject... contents) throws IOException {
        byte[] before = mac;
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream(contents.length * 512);
        Map<String, Long> moved = new TreeMap<>();
        for (JsonObject content : contents) {
            AuditLine line = AuditLine.after(mac, content, key);
            mac = line.mac();
            bytes.writeBytes(line.bytes());
            bytes.write('\n');
            if (content.get(AuditForm.SEQUENCE) instanceof JsonNumber n) {
                moved.put(AuditLine.text(content, AuditForm.TENANT), (long) n.value() + 1);
            }
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            mac = before;
            channel.truncate(length);
            channel.position(length);
            throw e;
        }
        length += bytes.size();
        next.putAll(moved);
        dirty = true;
    }

    /** Forces what was added to the disk and marks it; begins a new file if this one is full. */
    void sync() throws IOException {
        if (!dirty) {
            return;
        }
        channel.force(true);
        mark();
        dirty = false;
        if (length >= limits.fileBytes()) {
            rotate();
        }
    }

    private void mark() throws IOException {
        Path file = folder.resolve(AuditFiles.MARK);
        Path part = folder.resolve(AuditFiles.MARK + ".next");
        Files.deleteIfExists(part);
        try (FileChannel out = create(part)) {
            out.write(ByteBuffer.wrap(new AuditMark(number, length, mac, clock.millis()).bytes(key)));
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void rotate() throws IOException {
        channel.close();
        Files.move(AuditFiles.current(folder), AuditFiles.full(folder, number));
        number++;
        length = 0;
        channel = create(AuditFiles.current(folder));
        opened(ROTATED);
        prune();
        channel.force(true);
        mark();
    }

    /** Begins a new file once this one has lines that are old for the term, and removes the full files that may go. */
    void keepTerm() throws IOException {
        long before = limits.term().removedBefore();
        if (before > 0) {
            // A file goes as a whole, so it must not span much of the term.
            long span = Math.max(LEAST_SPAN_MILLIS, (clock.millis() - before) / Math.max(1, limits.files()));
            if (AuditFiles.begun(AuditFiles.current(folder)) < clock.millis() - span) {
                rotate();
            }
        }
        prune();
        sync();
    }

    /** Removes full files beyond the number that is kept and those past their term, from the oldest on. */
    private void prune() throws IOException {
        long before = limits.term().removedBefore();
        long since = limits.term().keptSince();
        var full = AuditFiles.full(folder);
        int left = full.size();
        for (Map.Entry<Long, Path> file : full.entrySet()) {
            // The next file's first line is no older than this one's last.
            long ended = AuditFiles.begun(
                    left == 1
                            ? AuditFiles.current(folder)
                            : AuditFiles.full(
                                    folder, full.tailMap(file.getKey() + 1).firstKey()));
            boolean tooMany = left > limits.files() && ended < since;
            if (!tooMany && ended >= before) {
                return;
            }
            append(note(PRUNED).put("audit.file", file.getKey()).build());
            channel.force(true);
            Files.delete(file.getValue());
            left--;
        }
    }

    /** How far it is, for tests and messages. */
    @Override
    public String toString() {
        return "file " + number + ", " + length + " bytes, " + Arrays.hashCode(mac);
    }

    @Override
    public void close() throws IOException {
        sync();
        channel.close();
    }

    static Map<String, Long> positions(JsonObject opened) {
        Map<String, Long> at = new TreeMap<>();
        Json value = opened.get("audit.next");
        if (value instanceof JsonObject object) {
            object.members().keySet().forEach(tenant -> at.put(tenant, AuditLine.number(object, tenant)));
        }
        return at;
    }
}
