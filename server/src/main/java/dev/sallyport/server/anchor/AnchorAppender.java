package dev.sallyport.server.anchor;

import dev.sallyport.ledger.note.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Appends checkpoints to a file that lies elsewhere: another machine's share, a disk that only takes appends. What was
 * written is forced to the disk; nothing is ever rewritten.
 */
record AnchorAppender(Path file) {
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
    }
}
