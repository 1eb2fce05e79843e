package dev.sallyport.soc.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class YieldingTest {
    private static final Path SELF = Path.of("/proc/thread-self/stat");
    private static final Path PROCESS = Path.of("/proc/self/stat");

    /** The 19th field (proc_pid_stat(5)); the second one is a name between parentheses. */
    private static int nice(Path stat) {
        try {
            String text = Files.readString(stat);
            return Integer.parseInt(text.substring(text.lastIndexOf(')') + 2).split(" ")[16]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_thread_that_asks_steps_back_and_no_other() {
        assumeTrue(Files.exists(SELF), "skipped: no " + SELF + " here");
        int before = nice(PROCESS);
        CompletableFuture<Integer> stepped = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            assertTrue(Yielding.begin());
            stepped.complete(nice(SELF));
        });
        assertEquals(5, stepped.join());
        assertEquals(before, nice(PROCESS), "the process itself");
        assertEquals(before, nice(SELF), "another thread");
    }
}
