package dev.sallyport.server.sink;

import dev.sallyport.server.channel.Wire;
import dev.sallyport.server.config.Channel.Reach;
import dev.sallyport.soc.sink.Ask;
import dev.sallyport.soc.sink.Heard;
import dev.sallyport.soc.sink.Line;
import java.io.IOException;
import java.io.InterruptedIOException;

/** A line over HTTP to addresses within reach. */
final class HttpLine implements Line {
    private final Wire wire;
    private final Reach reach;
    private final Runnable creating;

    /** @param creating writes down that something is about to be made */
    HttpLine(Wire wire, Reach reach, Runnable creating) {
        this.wire = wire;
        this.reach = reach;
        this.creating = creating;
    }

    @Override
    public Heard ask(Ask ask) throws IOException {
        Wire.Heard heard = wire.ask(ask.method().name(), ask.url(), reach, ask.fields(), ask.body());
        return new Heard(heard.status(), heard.retryAfterSeconds(), heard.body());
    }

    @Override
    public void creating() {
        creating.run();
    }

    @Override
    public void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting");
        }
    }
}
