package dev.sallyport.bench.disk;

import dev.sallyport.bench.row.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The time of one append of 4 KB and its {@code fdatasync}, which no durable answer can undercut. */
public final class Flush {
    private static final int BYTES = 4096;

    private Flush() {}

    /** Appends and flushes that often in a new file of the folder, and removes the file. */
    public static Samples measure(Path folder, int times) throws IOException {
        Path file = Files.createTempFile(folder, "flush", ".bin");
        Samples samples = new Samples(times);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BYTES);
            for (int i = 0; i < times; i++) {
                block.clear();
                long began = System.nanoTime();
                channel.write(block);
                channel.force(false);
                samples.add(System.nanoTime() - began);
            }
        } finally {
            Files.delete(file);
        }
        return samples;
    }
}
