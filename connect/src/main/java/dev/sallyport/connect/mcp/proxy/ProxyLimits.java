package dev.sallyport.connect.mcp.proxy;

/**
 * How much one connection may cost.
 *
 * @param pending requests in flight or held in either direction, at least 1
 * @param listMillis how long the server may take for one page of its tools, in milliseconds
 * @param pages pages of one list of tools
 * @param tools tools of one server
 * @param freshMillis how old a look at the server's tools may be when a call is compared with it, in milliseconds
 * @param patienceMillis how long to wait for people before telling the client again that it is held, in milliseconds
 */
public record ProxyLimits(int pending, long listMillis, int pages, int tools, long freshMillis, long patienceMillis) {
    /** 1,024 pending, 30 s a page, 100 pages, 10,000 tools, a look lasts 60 s, word of waiting every 10 s. */
    public static final ProxyLimits DEFAULT = new ProxyLimits(1024, 30_000, 100, 10_000, 60_000, 10_000);

    /**
     * @throws IllegalArgumentException when a limit is below 1
     */
    public ProxyLimits {
        if (pending < 1 || listMillis < 1 || pages < 1 || tools < 1 || freshMillis < 1 || patienceMillis < 1) {
            throw new IllegalArgumentException("every limit of a proxy is at least 1");
        }
    }
}
