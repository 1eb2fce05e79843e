package dev.sallyport.bench.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A process that a measurement needs beside the gateway: it prints its address on its first line and serves until its input ends. */
public final class ServingProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final URI url;

    private ServingProcess(Process process, BufferedReader out, URI url) {
        this.process = process;
        this.out = out;
        this.url = url;
    }

    /**
     * Starts it and waits for its address.
     *
     * @throws IOException when it ends before it says where it is
     */
    public static ServingProcess start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            process.destroy();
            throw new IOException("`" + command.getLast() + "` did not start");
        }
        return new ServingProcess(process, out, URI.create(line));
    }

    /** Where it serves. */
    public URI url() {
        return url;
    }

    /** Its process. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        out.close();
    }
}
