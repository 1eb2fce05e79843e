package dev.sallyport.bench.log;

import java.io.IOException;
import java.nio.file.Path;

/** The machine's memory of a file's content. */
final class PageCache {
    private PageCache() {}

    /**
     * Asks the machine to forget a file's content, so that the next reader goes to the disk. What lies below (a host's cache,
     * a drive's own) keeps what it has.
     *
     * @return false where {@code dd} can't ask for it
     */
    static boolean forget(Path file) throws InterruptedException {
        try {
            return new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0", "status=none")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
