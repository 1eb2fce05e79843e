package dev.sallyport.connect.egress;

import java.net.InetAddress;

/** What only the machine knows of addresses. Thread-safe. */
public interface Machine {
    /** Whether an interface of this machine has that address: whoever connects there stays here, however public it looks. */
    boolean isOwn(InetAddress address);

    /** Whether that is where the gateway itself listens. */
    boolean isGateway(InetAddress address, int port);
}
