package dev.sallyport.cli.hook;

import dev.sallyport.cli.terminal.Complaint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that an agent should reach through the gateway's proxy alone. Whether whoever runs this reaches it directly is tried with a
 * connection on which nothing is sent.
 */
record WayOut(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):([0-9]{1,5})");
    private static final int MILLIS = 3_000;
    private static final int MAX_PORT = 65_535;

    /** {@code HOST:PORT}. */
    static WayOut of(String text) {
        Matcher form = FORM.matcher(text);
        int port = form.matches() ? Integer.parseInt(form.group(2)) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw Complaint.usage("usage", "doctor: --direct takes HOST:PORT, not `" + text + "`");
        }
        return new WayOut(form.group(1), port);
    }

    /** Whether there is a way round. */
    boolean isOpen() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), MILLIS);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
