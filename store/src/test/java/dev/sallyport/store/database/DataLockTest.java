package dev.sallyport.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataLockTest {
    @TempDir
    private Path data;

    @Test
    void a_second_gateway_of_the_same_process_is_refused_and_the_first_keeps_the_lock() throws Exception {
        DataLock first = DataLock.take(data);
        assertRefusalNames(ProcessHandle.current().pid(), assertThrows(StoreProblem.class, () -> DataLock.take(data)));
        assertEquals("data_locked", otherProcess());
        first.close();
        assertEquals("taken", otherProcess());
    }

    @Test
    void a_lock_can_be_taken_again_after_it_was_given_up() {
        DataLock.take(data).close();
        DataLock.take(data).close();
    }

    @Test
    void a_directory_that_is_not_there_is_named() {
        StoreProblem problem = assertThrows(StoreProblem.class, () -> DataLock.take(data.resolve("nowhere")));
        assertTrue(String.valueOf(problem.getMessage()).contains("nowhere"));
    }

    private static void assertRefusalNames(long pid, StoreProblem problem) {
        assertEquals("data_locked", problem.code().wire());
        assertTrue(String.valueOf(problem.getMessage()).contains("process " + pid), problem.getMessage());
    }

    /** What another process is told. */
    private String otherProcess() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName(),
                        data.toString(),
                        Long.toString(ProcessHandle.current().pid()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
    }

    /** The other process: prints {@code taken}, or the code of its refusal if that names the owner. */
    static final class Taker {
        private Taker() {}

        public static void main(String[] args) {
            try {
                DataLock.take(Path.of(args[0])).close();
                System.out.println("taken");
            } catch (StoreProblem e) {
                boolean named = String.valueOf(e.getMessage()).contains("process " + args[1]);
                System.out.println(named ? e.code().wire() : e.getMessage());
            }
        }
    }
}
