package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** SIGHUP does the work and does not end the process. */
class HangupTest {
    @Test
    void every_hangup_runs_the_work() throws IOException, InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        assumeTrue(Hangup.handle(twice::countDown), "skipped: no SIGHUP here, or it is ignored (nohup)");
        for (int i = 0; i < 2; i++) {
            long before = twice.getCount();
            Process kill = new ProcessBuilder(
                            "kill",
                            "-HUP",
                            Long.toString(ProcessHandle.current().pid()))
                    .start();
            assertEquals(0, kill.waitFor());
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (twice.getCount() == before && System.nanoTime() < patience) {
                Thread.onSpinWait();
            }
        }
        assertTrue(twice.await(10, TimeUnit.SECONDS));
    }
}
