package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoundsTest {

    @Test
    void aRoundThatFails_isFollowedByTheNext() throws InterruptedException {
        CountDownLatch three = new CountDownLatch(3);
        Rounds rounds = new Rounds("test", 1, "a test fails", () -> {
            three.countDown();
            throw new IllegalStateException("on purpose");
        });
        try (rounds) {
            assertTrue(three.await(20, TimeUnit.SECONDS), "three rounds, each of which fails");
        }
    }
}
