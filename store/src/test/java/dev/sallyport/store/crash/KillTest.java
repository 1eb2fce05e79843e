package dev.sallyport.store.crash;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class KillTest {
    @TempDir
    private Path data;

    @Test
    @Timeout(120)
    void what_was_acknowledged_before_a_kill_is_there_once_and_whole() throws Exception {
        run(3);
    }

    @Test
    @Tag("slow")
    void fifty_kills_lose_nothing_and_double_nothing() throws Exception {
        run(50);
    }

    private void run(int rounds) throws Exception {
        long seed = Long.getLong("sallyport.seed", 20260101L);
        System.out.println("seed " + seed + " (-Dsallyport.seed=...)");
        System.out.println(new KillRounds(data, seed).run(rounds));
    }
}
