package dev.sallyport.store.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.testkit.SampleCommits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which commits share a group, and so a sync. */
@Timeout(30)
class WriterLoopTest {
    private static final SampleCommits SAMPLES = SampleCommits.of("t");
    /** Stands for nothing within the time that the loop was ready to wait. */
    private static final Object NOTHING = new Object();

    private int made;

    @Test
    void aCommitThatNobodyWaitsFor_isWrittenWithTheNextThatSomebodyWaitsFor() {
        assertEquals(List.of(List.of("1", "2")), groups(unhurried(), waitedFor()));
    }

    @Test
    void aCommitThatNobodyWaitsFor_isWrittenAloneWhenNoneComes() {
        assertEquals(List.of(List.of("1"), List.of("2")), groups(unhurried(), NOTHING, unhurried(), NOTHING));
    }

    @Test
    void aCommitThatSomebodyWaitsFor_isWrittenAtOnce() {
        assertEquals(List.of(List.of("1"), List.of("2")), groups(waitedFor(), unhurried(), NOTHING));
    }

    @Test
    void anEnd_isNotKeptWaitingByThem() {
        assertEquals(List.of(List.of("1")), groups(unhurried()));
    }

    /** The names of what was written together, when those come to the loop one after the other, and then its end. */
    private static List<List<String>> groups(Object... coming) {
        List<List<String>> groups = new ArrayList<>();
        Acknowledger answers = new Acknowledger();
        Groups writer = group -> {
            group.forEach(pending -> pending.settle(new CommitResult.Unwritable("a test writes nothing")));
            groups.add(group.stream()
                    .map(pending ->
                            pending.commit().receipt().envelope().receiptId().substring("rcp_".length()))
                    .toList());
        };
        new WriterLoop(new Coming(coming), writer, answers, InstantSource.fixed(Instant.EPOCH), (what, why) -> {
                    throw new AssertionError(what, why);
                })
                .run();
        answers.close();
        return groups;
    }

    private Pending unhurried() {
        return new Pending(
                SAMPLES.plain(Integer.toString(++made)).unhurried(true).build());
    }

    private Pending waitedFor() {
        return new Pending(SAMPLES.plain(Integer.toString(++made)).build());
    }

    /** A queue into which the next comes only while the loop waits for it. */
    private static final class Coming extends ArrayBlockingQueue<Object> {
        private static final long serialVersionUID = 1L;
        private final transient Deque<Object> coming;

        Coming(Object... coming) {
            super(1);
            this.coming = new ArrayDeque<>(Arrays.asList(coming));
            this.coming.add(WriterLoop.END);
        }

        @Override
        public @Nullable Object poll(long timeout, TimeUnit unit) {
            Object next = coming.remove();
            return next.equals(NOTHING) ? null : next;
        }
    }
}
