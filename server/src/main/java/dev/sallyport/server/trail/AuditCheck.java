package dev.sallyport.server.trail;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Checks a trail against its key and the receipts: every mac, the order and completeness of each tenant's lines, every line
 * against the line its receipt gives, the order of files, and the length that was certainly on the disk. One use, one thread.
 */
public final class AuditCheck {
    /** Receipts without a line lie closer together than this if a crash lost them. */
    static final long CRASH_MILLIS = 60_000;

    /** The receipts to compare with. */
    public interface Ledger {
        /** The receipt at that place, if it is there. */
        Optional<SealedReceipt> at(String tenant, long sequence);

        /** How many receipts each tenant has. */
        Map<String, Long> counts();

        /** Whether these are all there are: then a line without a receipt is a fault. */
        boolean whole();
    }

    private final Optional<AuditKey> key;
    private final Map<String, Long> next = new TreeMap<>();
    private Optional<byte[]> mac = Optional.empty();
    private long number = -1;
    private long first = 1;
    private long pruned;
    private long lines;
    private boolean markMet;

    private AuditCheck(Optional<AuditKey> key) {
        this.key = key;
    }

    /** Whether the folder holds a trail. */
    public static boolean isThere(Path folder) {
        return Files.exists(AuditFiles.current(folder));
    }

    /**
     * Checks the trail in a folder.
     *
     * @param key empty to check without macs
     * @param ledger asked after the files were opened, so that no line is newer than its receipt
     * @throws IOException if a file can't be read
     */
    public static AuditVerdict of(Path folder, Optional<AuditKey> key, Supplier<Ledger> ledger) throws IOException {
        return new AuditCheck(key).check(folder, ledger);
    }

    private static final class Found extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient AuditVerdict.Fault fault;

        Found(String code, Path file, long line, String message) {
            super(message);
            this.fault = new AuditVerdict.Fault(code, String.valueOf(file.getFileName()), line, message);
        }
    }

    private AuditVerdict check(Path folder, Supplier<Ledger> late) throws IOException {
        Optional<AuditMark.Read> mark = AuditMark.read(folder);
        TreeMap<Path, InputStream> open = new TreeMap<>();
        try {
            List<Path> files = new java.util.ArrayList<>(AuditFiles.full(folder).values());
            files.add(AuditFiles.current(folder));
            for (Path file : files) {
                open.put(file, new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            }
            Ledger ledger = late.get();
            for (Path file : files) {
                file(file, java.util.Objects.requireNonNull(open.get(file)), mark, ledger);
            }
            if (first > pruned + 1) {
                throw new Found(
                        "audit_file_missing", files.getFirst(), 0, "files before number " + first + " are gone");
            }
            atMark(folder, mark);
            long behind = behind(folder, ledger);
            return new AuditVerdict.Whole(lines, files.size(), behind, key.isPresent());
        } catch (Found found) {
            return found.fault;
        } finally {
            for (InputStream in : open.values()) {
                in.close();
            }
        }
    }

    private void file(Path file, InputStream in, Optional<AuditMark.Read> mark, Ledger ledger)
            throws IOException, Found {
        long at = 0;
        long bytes = 0;
        for (Optional<byte[]> raw = AuditScan.line(in); raw.isPresent(); raw = AuditScan.line(in)) {
            at++;
            long here = at;
            AuditLine line = AuditLine.parse(raw.get())
                    .orElseThrow(() -> new Found("audit_line_changed", file, here, "the line has no mac"));
            JsonObject content = line.members()
                    .orElseThrow(() -> new Found("audit_line_changed", file, here, "the line is not JSON"));
            if (at == 1) {
                opened(file, content);
            }
            receipt(file, at, content, line, ledger);
            boolean follows = key.isEmpty() || line.follows(mac.orElseThrow(), key.get());
            if (!follows) {
                throw new Found(
                        "audit_chain_broken",
                        file,
                        at,
                        "the line was changed, or one before it was changed or removed");
            }
            mac = Optional.of(line.mac());
            special(file, at, content);
            lines++;
            bytes += raw.get().length + 1;
            long end = bytes;
            markMet |= mark.filter(m -> m.mark().file() == number
                            && m.mark().bytes() == end
                            && Arrays.equals(m.mark().mac(), line.mac()))
                    .isPresent();
        }
        if (at == 0) {
            throw new Found("audit_cut", file, 0, "the file is empty; each begins with a line of its own");
        }
    }

    private void opened(Path file, JsonObject content) throws Found {
        if (!AuditLine.text(content, AuditForm.EVENT).equals(AuditTrail.OPENED)) {
            throw new Found(
                    "audit_line_removed", file, 1, "the first line of a file says that it was opened; this does not");
        }
        long own = AuditLine.number(content, "audit.file");
        String name = String.valueOf(file.getFileName());
        boolean named = name.equals(AuditFiles.CURRENT) || name.equals("audit.%06d.jsonl".formatted(own));
        if (!named || (number >= 0 && own <= number)) {
            throw new Found("audit_files_swapped", file, 1, "the file says that it is number " + own);
        }
        byte[] previous = AuditScan.hash(AuditLine.text(content, "audit.previous"));
        if (number >= 0 && (own != number + 1 || !Arrays.equals(previous, mac.orElseThrow()))) {
            throw new Found("audit_file_missing", file, 1, "the file does not go on where the one before it ends");
        }
        if (number < 0) {
            first = own;
            next.putAll(AuditTrail.positions(content));
        }
        if (AuditLine.text(content, "audit.cause").equals(AuditTrail.FAULT)) {
            throw new Found(
                    "audit_file_missing",
                    file,
                    1,
                    "the trail before was changed or gone when a gateway opened this file");
        }
        mac = Optional.of(previous);
        number = own;
    }

    private void receipt(Path file, long at, JsonObject content, AuditLine line, Ledger ledger) throws Found {
        long sequence = AuditLine.number(content, AuditForm.SEQUENCE);
        if (sequence < 0) {
            return;
        }
        String tenant = AuditLine.text(content, AuditForm.TENANT);
        Optional<SealedReceipt> receipt = ledger.at(tenant, sequence);
        if (receipt.isEmpty() && ledger.whole()) {
            throw new Found(
                    "audit_receipt_missing", file, at, "the ledger has no receipt " + sequence + " of " + tenant);
        }
        if (receipt.isPresent()
                && !Arrays.equals(AuditLine.canonical(AuditForm.of(tenant, receipt.get())), line.content())) {
            throw new Found(
                    "audit_line_changed", file, at, "the line is not that of receipt " + sequence + " of " + tenant);
        }
        long expected = next.getOrDefault(tenant, 0L);
        if (sequence > expected) {
            throw new Found(
                    "audit_line_removed",
                    file,
                    at,
                    "the line of receipt " + expected + " of " + tenant + " is missing");
        }
        if (sequence < expected) {
            throw new Found(
                    "audit_line_repeated", file, at, "receipt " + sequence + " of " + tenant + " had its line before");
        }
        next.put(tenant, sequence + 1);
    }

    private void special(Path file, long at, JsonObject content) throws Found {
        switch (AuditLine.text(content, AuditForm.EVENT)) {
            case AuditTrail.CUT ->
                throw new Found(
                        "audit_cut", file, at, "the file had been cut when a gateway opened it; it was filled again");
            case AuditTrail.PRUNED -> pruned = Math.max(pruned, AuditLine.number(content, "audit.file"));
            default -> {}
        }
    }

    private void atMark(Path folder, Optional<AuditMark.Read> mark) throws Found {
        if (key.isEmpty()) {
            return;
        }
        Path file = folder.resolve(AuditFiles.MARK);
        if (mark.isEmpty()) {
            throw new Found(
                    "audit_mark_missing", file, 0, "without its mark a trail does not show that its end is there");
        }
        if (!mark.get().holds(key.get())) {
            throw new Found("audit_mark_changed", file, 0, "the mark was not sealed with this key");
        }
        if (!markMet && mark.get().mark().file() <= number) {
            throw new Found(
                    "audit_cut",
                    AuditFiles.current(folder),
                    0,
                    "file " + mark.get().mark().file() + " had "
                            + mark.get().mark().bytes() + " bytes on the disk; what is here ends before");
        }
    }

    /** A crash loses what was not synced: few lines, close together. */
    private long behind(Path folder, Ledger ledger) throws Found {
        long behind = 0;
        for (Map.Entry<String, Long> tenant : ledger.counts().entrySet()) {
            long from = next.getOrDefault(tenant.getKey(), 0L);
            long missing = tenant.getValue() - from;
            if (missing <= 0) {
                continue;
            }
            long first = time(ledger.at(tenant.getKey(), from));
            long last = time(ledger.at(tenant.getKey(), tenant.getValue() - 1));
            if (last - first > CRASH_MILLIS) {
                throw new Found(
                        "audit_behind_too_far",
                        AuditFiles.current(folder),
                        0,
                        missing + " receipts of " + tenant.getKey() + " over " + (last - first)
                                + " ms have no line; a crash loses at most " + CRASH_MILLIS + " ms");
            }
            behind += missing;
        }
        return behind;
    }

    private static long time(Optional<SealedReceipt> receipt) {
        return receipt.map(r -> Receipt.read(r.canonical()).envelope().timeMillis())
                .orElse(0L);
    }
}
