package dev.sallyport.bench.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How a server is driven.
 *
 * @param target where it listens
 * @param requests one whole HTTP request per connection; each connection sends its own again and again, with how many were sent
 *     before it where {@link #COUNTER} stands
 * @param warmUp driven like the rest and not counted in durations
 * @param measured how long is counted
 * @param perSecond requests per second, sent when they are due whether or not earlier ones were answered; 0 for as many as
 *     are answered, one at a time on each connection
 */
public record Load(
        InetSocketAddress target, List<byte[]> requests, Duration warmUp, Duration measured, double perSecond) {
    /** Stands in a request for ten digits that no other request of the load has. */
    public static final String COUNTER = "##########";

    public Load {
        requests = List.copyOf(requests);
        if (requests.isEmpty() || perSecond < 0) {
            throw new IllegalArgumentException("a load needs a connection and a rate of at least 0");
        }
    }

    boolean paced() {
        return perSecond > 0;
    }
}
