package dev.sallyport.bench.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A new file to which groups are appended, each with one {@code fdatasync}: what nothing durable can undercut. */
public final class PlainFile implements GroupLog.Medium {
    private final FileChannel channel;

    /** Makes the file. */
    public PlainFile(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(List<byte[]> group) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(group.stream().mapToInt(e -> e.length).sum());
        group.forEach(bytes::put);
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
