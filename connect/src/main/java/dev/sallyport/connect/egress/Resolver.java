package dev.sallyport.connect.egress;

import java.net.InetAddress;
import java.util.List;

/** Looks names up, once for each connection. Thread-safe; may block for seconds. */
@FunctionalInterface
public interface Resolver {
    /** The addresses of a name; none if it has none or nobody answers. */
    List<InetAddress> addresses(String name);
}
