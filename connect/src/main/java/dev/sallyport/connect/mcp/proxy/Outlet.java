package dev.sallyport.connect.mcp.proxy;

/**
 * The way out to both sides. Thread-safe; whole frames, in the order of the calls. No method blocks for long: who can't keep up is cut
 * off, because a reader that waits for a writer can wait for itself.
 */
public interface Outlet {
    /** Sends a frame to the client, without a line end. */
    void toClient(byte[] frame);

    /** Sends a frame to the server, without a line end. */
    void toServer(byte[] frame);

    /** Tells the people at the client's machine something, on one line of standard error. */
    void notice(String line);
}
