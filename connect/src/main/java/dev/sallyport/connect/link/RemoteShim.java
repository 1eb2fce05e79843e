package dev.sallyport.connect.link;

import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Lines;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands where an agent host expects an MCP server on standard input and output, for a server at an address. The gateway speaks to that
 * server; this end carries the client's lines alone.
 */
final class RemoteShim {
    private final ShimPlan plan;
    private final LinkChannel link;
    private final Unanswered unanswered = new Unanswered();
    private final Pulse pulse;
    private final ReentrantLock out = new ReentrantLock();
    private volatile boolean done;

    RemoteShim(ShimPlan plan, LinkChannel link) {
        this.plan = plan;
        this.link = link;
        this.pulse = new Pulse(link, unanswered, plan.patienceMillis());
    }

    /** Runs until either side ends; the exit status. */
    int carry() {
        Thread.ofPlatform().daemon().name("mcp-client").start(this::readClient);
        pulse.start();
        String why = readLink()
                .map(e -> "[" + e.code() + "] " + e.why())
                .orElseGet(() -> pulse.isSilent() ? Pulse.SILENCE : "the link to the gateway broke");
        List<byte[]> left = unanswered.drain();
        if (done) {
            return StdioShim.DONE;
        }
        for (byte[] id : left) {
            say(Reply.error(id, RpcCode.UNAVAILABLE, "gateway_gone", "not answered: " + why));
        }
        plan.err().println("sallyport mcp: " + why);
        return StdioShim.NO_GATEWAY;
    }

    private void readClient() {
        Lines lines = new Lines(plan.in(), FrameReader.SERVER_FRAME_BYTES);
        try {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                unanswered.asked(line.get());
                link.write(new LinkFrame(LinkFrame.Kind.CLIENT, line.get()));
            }
            unanswered.awaitNone(StdioShim.ANSWERS_MILLIS);
            done = true;
            link.close();
        } catch (IOException e) {
            plan.err().println("sallyport mcp: the client's side broke (" + e.getMessage() + ")");
            hangUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hangUp() {
        try {
            link.close();
        } catch (IOException e) {
            plan.err().println("sallyport mcp: closing the link: " + e.getMessage());
        }
    }

    private Optional<Ending> readLink() {
        try {
            for (Optional<LinkFrame> next = link.read(); next.isPresent(); next = link.read()) {
                LinkFrame frame = next.get();
                switch (frame.kind()) {
                    case CLIENT -> {
                        say(frame.body());
                        unanswered.answered(frame.body());
                    }
                    case NOTICE -> plan.err().println("sallyport: " + frame.text());
                    case PULSE -> pulse.heard();
                    case END -> {
                        return Optional.of(Ending.parse(frame.body()));
                    }
                    case SERVER, FINISHED, HELLO, WELCOME, REFUSED ->
                        throw new LinkBroken("a piece of kind " + frame.kind());
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private void say(byte[] frame) {
        out.lock();
        try {
            byte[] line = Arrays.copyOf(frame, frame.length + 1);
            line[frame.length] = '\n';
            plan.out().write(line);
            plan.out().flush();
        } catch (IOException e) {
            hangUp();
        } finally {
            out.unlock();
        }
    }
}
