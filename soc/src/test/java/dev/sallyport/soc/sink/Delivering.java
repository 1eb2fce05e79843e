package dev.sallyport.soc.sink;

import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.Samples;
import dev.sallyport.soc.outbox.Attempt;
import dev.sallyport.soc.outbox.Owed;
import dev.sallyport.soc.outbox.Owing;
import dev.sallyport.soc.outbox.Settling;
import dev.sallyport.testkit.place.Answered;
import dev.sallyport.testkit.place.Asked;
import dev.sallyport.testkit.place.FakePlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;

/** A courier on a virtual clock in front of one fake: what the outbox keeps, it keeps; a crash forgets everything else. */
final class Delivering implements Line {
    private static final Settling SETTLING = new Settling(86_400_000);

    /** A virtual clock. */
    static final class Clock {
        long millis = Samples.NOON;
    }

    private final FakePlace place;
    private final Random chance;
    private final Clock clock;
    private long creating;
    private String reference = "";
    private int attempts;

    Delivering(FakePlace place, Clock clock, long seed) {
        this.place = place;
        this.clock = clock;
        this.chance = new Random(seed);
    }

    @Override
    public void pause(long millis) {
        clock.millis += millis;
    }

    @Override
    public Heard ask(Ask ask) throws IOException {
        String query = ask.url().getRawQuery();
        String path = ask.url().getRawPath() + (query == null ? "" : "?" + query);
        Answered said = place.ask(Asked.of(ask.method().name(), path, ask.fields(), ask.body()));
        String wait = said.fields().getOrDefault("Retry-After", "");
        return new Heard(
                said.status(),
                wait.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(wait)),
                said.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void creating() {
        creating = clock.millis;
    }

    /** One attempt whose end nobody writes down, as if the gateway had died. */
    void crash(Sink sink, Notice notice) {
        attempts++;
        once(sink, owing(notice));
    }

    /** Attempts until it is settled. */
    Attempt deliver(Sink sink, Notice notice) {
        Owing owing = owing(notice);
        while (true) {
            attempts++;
            Owed owed = new Owed(owing, Owed.State.WAITING, attempts, creating, 0, "", reference, "");
            Attempt attempt = SETTLING.of(owed, once(sink, owing), clock.millis, chance.nextDouble());
            if (attempt instanceof Attempt.Again again) {
                creating = again.unknown() ? creating : 0;
                clock.millis = again.dueMillis();
                continue;
            }
            if (attempt instanceof Attempt.Accepted accepted) {
                reference = accepted.reference();
            }
            creating = 0;
            attempts = 0;
            clock.millis += 1000;
            return attempt;
        }
    }

    Owing owing(Notice notice) {
        return Owing.of(notice.notifiedAt(Samples.NOON), "place", clock.millis, clock.millis);
    }

    private Outcome once(Sink sink, Owing owing) {
        Told told = new Told(owing.notice(), owing.key().text(), clock.millis, creating, reference);
        try {
            return sink.tell(told, this);
        } catch (IOException e) {
            return new Outcome.Later("no answer", OptionalLong.empty(), true);
        }
    }
}
