package dev.sallyport.server.sink;

import dev.sallyport.server.channel.Addresses;
import dev.sallyport.server.channel.Wire;
import dev.sallyport.server.config.Channel.Reach;
import dev.sallyport.server.config.Destination.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connections to a server that speaks something else than HTTP, to an address that was checked. */
final class StreamLine {
    static final int TIMEOUT_MILLIS = 10_000;

    private StreamLine() {}

    /** A connection; the caller closes it. */
    static Socket open(HostPort server, Reach reach) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(Addresses.choose(server.host(), reach), server.port()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The same with TLS, which shows the server's name. */
    static Socket secured(Socket plain, HostPort server) throws IOException {
        return Wire.tls(plain, server.host(), server.port());
    }
}
