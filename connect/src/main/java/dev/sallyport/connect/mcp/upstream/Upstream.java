package dev.sallyport.connect.mcp.upstream;

/** A server of one connection. Thread-safe. */
public interface Upstream extends AutoCloseable {
    /** Sends a frame. Does not wait for the server. */
    void send(byte[] frame);

    /** From now on the client wants to hear what the server says of its own accord. Does nothing the second time. */
    void listen();

    /** Whether what comes back says which request it belongs to, beyond answers. */
    boolean tellsWhatItIsAbout();

    /** Gives the server up: whatever is still under way is lost. */
    @Override
    void close();
}
