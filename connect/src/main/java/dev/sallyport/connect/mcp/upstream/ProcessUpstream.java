package dev.sallyport.connect.mcp.upstream;

import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Lines;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A server that is a process of its own, lines in and lines out. Started with the first frame; one platform thread reads it and one writes, because
 * a virtual thread at a pipe holds on to its carrier. Thread-safe.
 */
public final class ProcessUpstream implements Upstream {
    /** How much may wait to be written, in bytes; a server that reads no more is given up. */
    static final long WAITING_BYTES = 16L << 20;

    /** Ends the writing; no frame is empty. */
    private static final byte[] END = {};

    private final CommandTarget target;
    private final Hears hears;
    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Process process;

    /** A server that is not started yet. */
    public ProcessUpstream(CommandTarget target, Hears hears) {
        this.target = target;
        this.hears = hears;
    }

    @Override
    public boolean tellsWhatItIsAbout() {
        return false;
    }

    @Override
    public void listen() {
        // a process is always heard
    }

    @Override
    public void send(byte[] frame) {
        if (over.get()) {
            return;
        }
        if (started.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("mcp-command").start(this::run);
        }
        if (waitingBytes.addAndGet(frame.length) > WAITING_BYTES) {
            end("upstream_stuck", "the server reads no more");
            return;
        }
        waiting.add(frame);
    }

    private void run() {
        Process here;
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(target.command()).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(target.environment());
            if (target.supply().isPresent()) {
                builder.environment().putAll(target.supply().get().fields());
            }
            here = builder.start();
        } catch (Unsupplied e) {
            end(e.code(), "the server was not started: " + e.getMessage());
            return;
        } catch (IOException e) {
            end("server_not_started", "the server's command could not be started");
            return;
        }
        process = here;
        if (over.get()) {
            kill(here);
            return;
        }
        Thread.ofPlatform().daemon().name("mcp-command-out").start(() -> read(here));
        write(here);
    }

    private void write(Process here) {
        try (OutputStream out = here.getOutputStream()) {
            for (byte[] next = waiting.take(); next.length > 0; next = waiting.take()) {
                waitingBytes.addAndGet(-next.length);
                byte[] line = Arrays.copyOf(next, next.length + 1);
                line[next.length] = '\n';
                out.write(line);
                out.flush();
            }
        } catch (IOException e) {
            end("server_exited", "the server closed its input");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Process here) {
        try {
            Lines lines = new Lines(here.getInputStream(), FrameReader.SERVER_FRAME_BYTES);
            for (Optional<byte[]> line = lines.next(); line.isPresent() && !over.get(); line = lines.next()) {
                hears.frame(Optional.empty(), line.get());
            }
            end("server_exited", "the server ended");
        } catch (IOException e) {
            end("server_exited", "the server's output broke");
        }
    }

    private void end(String code, String why) {
        if (over.compareAndSet(false, true)) {
            stop();
            hears.over(code, why);
        }
    }

    @Override
    public void close() {
        if (over.compareAndSet(false, true)) {
            stop();
        }
    }

    private void stop() {
        waiting.add(END);
        Process here = process;
        if (here != null) {
            kill(here);
        }
    }

    private static void kill(Process here) {
        here.descendants().forEach(ProcessHandle::destroy);
        here.destroy();
    }
}
