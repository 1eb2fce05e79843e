package dev.sallyport.server.collector;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.collector.Ledger;
import dev.sallyport.govern.collector.LedgerChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A ledger as a file with a line each, forced to the disk with every line. Thread-safe. */
final class FileLedger implements Ledger, AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final LedgerChain chain;

    private FileLedger(Path file, FileChannel channel, LedgerChain chain) {
        this.file = file;
        this.channel = channel;
        this.chain = chain;
    }

    /**
     * Opens it where it ends; the rest of a line that a crash cut is taken away.
     *
     * @throws IOException if it can't be read, or a line does not continue the one before
     */
    static FileLedger open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            LedgerChain chain = new LedgerChain();
            long whole = 0;
            for (String line : wholeLines(file)) {
                chain.read(line);
                whole += line.getBytes(StandardCharsets.UTF_8).length + 1;
            }
            channel.truncate(whole);
            channel.position(whole);
            return new FileLedger(file, channel, chain);
        } catch (IllegalStateException e) {
            channel.close();
            throw new IOException("`" + file + "`: " + e.getMessage(), e);
        }
    }

    private static List<String> wholeLines(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Every line of a file that a running collector may be adding to. */
    static List<JsonObject> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        LedgerChain chain = new LedgerChain();
        List<JsonObject> out = new ArrayList<>();
        try {
            for (String line : wholeLines(file)) {
                out.add(chain.read(line));
            }
        } catch (IllegalStateException e) {
            throw new IOException("`" + file + "`: " + e.getMessage(), e);
        }
        return out;
    }

    @Override
    public synchronized void append(JsonObject line) throws IOException {
        byte[] bytes = chain.next(line);
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 1)
                .put(bytes)
                .put((byte) '\n')
                .flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    @Override
    public synchronized List<JsonObject> lines() throws IOException {
        return read(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
