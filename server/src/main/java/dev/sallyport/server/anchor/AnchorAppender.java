package dev.sallyport.server.anchor;

import dev.sallyport.ledger.note.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * Appends checkpoints to a file that lies elsewhere: another machine's share, a disk that only takes appends. What was
 * written is forced to the disk; nothing is ever rewritten. For one thread at a time.
 */
final class AnchorAppender {
    private static final String IDENTITY = "unix:dev,ino";

    private final Path file;
    private Map<String, Object> written = Map.of();

    AnchorAppender(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** What became of the file since this last wrote to it, such as {@code was removed}; empty if it is the same. */
    String lost() {
        if (written.isEmpty()) {
            return "";
        }
        try {
            return written.equals(Files.readAttributes(file, IDENTITY)) ? "" : "was replaced";
        } catch (NoSuchFileException e) {
            return "was removed";
        } catch (IOException e) {
            return ""; // whoever appends next is told
        }
    }

    void append(List<SignedNote> notes) throws IOException {
        StringBuilder text = new StringBuilder();
        notes.forEach(note -> text.append(note.format()).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        written = Map.copyOf(Files.readAttributes(file, IDENTITY));
    }
}
