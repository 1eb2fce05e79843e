package dev.sallyport.ledger.verify;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.export.AegisReceipt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Checks exported receipts and names the first fault.
 *
 * <p>Reads native exports ({@code sallyport-2}) in constant memory, and foreign {@code aegis-1} chains as lines or, up to
 * {@link #MAX_ARRAY_BYTES}, as one JSON array. Strict: a file is right in every byte or it is refused. Thread-safe.
 */
public final class OfflineVerifier {
    /** The longest JSON array that is read, in bytes. */
    public static final int MAX_ARRAY_BYTES = 64 << 20;

    private static final JsonLimits LINE = new JsonLimits(Lines.MAX_BYTES, 64, 100_000, Lines.MAX_BYTES);
    private static final JsonLimits ARRAY = new JsonLimits(MAX_ARRAY_BYTES, 65, 10_000_000, Lines.MAX_BYTES);

    private OfflineVerifier() {}

    /**
     * Checks one file.
     *
     * @throws IOException when it cannot be read
     */
    public static Verdict verify(Path file, VerifyOptions options) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return verify(in, options);
        }
    }

    /**
     * Checks every {@code *.receipts} and {@code *.jsonl} file that lies in a folder, not below it, in the order of names.
     * An empty answer means that the folder holds none, which shows nothing.
     *
     * @throws IOException when one cannot be read
     */
    public static SortedMap<Path, Verdict> verifyFolder(Path folder, VerifyOptions options) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(OfflineVerifier::isExport).toList();
        }
        SortedMap<Path, Verdict> verdicts = new TreeMap<>();
        for (Path file : files) {
            verdicts.put(file, verify(file, options));
        }
        return verdicts;
    }

    /**
     * Checks one stream to its end; does not close it.
     *
     * @throws IOException when it cannot be read
     */
    public static Verdict verify(InputStream in, VerifyOptions options) throws IOException {
        int first = in.read();
        if (first < 0) {
            return new Verdict.Fault("empty_file", 1, "the file is empty");
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) first}), in);
        Lines lines = new Lines(whole);
        try {
            return first == '[' ? unsigned(array(whole), options) : lines(lines, options);
        } catch (Found found) {
            return found.fault();
        } catch (Malformed | MalformedJson e) {
            return fault(e, Math.max(1, lines.number()));
        }
    }

    private static Verdict lines(Lines lines, VerifyOptions options) throws IOException {
        byte[] line = lines.next();
        Json first = line == null ? JsonObject.of() : StrictJson.parse(line, LINE);
        if (line == null || !(first instanceof JsonObject object)) {
            throw new Found("unknown_format", 1, "the first line is neither a header nor a receipt");
        }
        if (object.get("format") != null) {
            return new NativeExport(line, lines, options).check();
        }
        if (object.get(AegisReceipt.HASH) == null) {
            throw new Found("unknown_format", 1, "the first line is neither a header nor a receipt");
        }
        ForeignChain chain = new ForeignChain();
        for (; line != null; line = lines.next()) {
            chain.add(StrictJson.parse(line, LINE), lines.number());
        }
        return unsigned(chain.verdict(), options);
    }

    /** A chain that nobody signed is no answer to whoever named a key: anyone can write one that links up. */
    private static Verdict unsigned(Verdict chain, VerifyOptions options) {
        return options.key().isEmpty()
                ? chain
                : new Verdict.Fault(
                        "unsigned", 1, "an aegis-1 chain has no signature that the key given could have made");
    }

    private static Verdict array(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_ARRAY_BYTES + 1);
        ForeignChain chain = new ForeignChain();
        if (StrictJson.parse(bytes, ARRAY) instanceof JsonArray receipts) {
            long place = 1;
            for (Json receipt : receipts.items()) {
                chain.add(receipt, place++);
            }
        }
        return chain.verdict();
    }

    private static Verdict fault(RuntimeException e, long line) {
        String code = e instanceof Malformed malformed ? malformed.code() : ((MalformedJson) e).code();
        return new Verdict.Fault(code, line, String.valueOf(e.getMessage()));
    }

    private static boolean isExport(Path file) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file) && (name.endsWith(".receipts") || name.endsWith(".jsonl"));
    }
}
