package dev.sallyport.connect.egress;

import dev.sallyport.connect.egress.EgressDoor.Ruling;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The listening side: one virtual thread for each connection, a bounded number of them, and a watch that ends what is open when its agent, its
 * session or the policy changes. Thread-safe.
 */
public final class EgressProxy implements AutoCloseable {
    private static final int BACKLOG = 256;
    private static final long WATCH_MILLIS = 500;

    /** The one protocol that is spoken under TLS (RFC 7301). */
    private static final String[] HTTP_1_1 = {"http/1.1"};

    private final ServerSocket listening;
    private final EgressDoor door;
    private final EgressLimits limits;
    private final LongSupplier ticker;
    private final Sides tls;
    private final Semaphore free;
    private final Map<String, Integer> byAgent = new ConcurrentHashMap<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Map<Closeable, Ruling.Pass> tunnels = new ConcurrentHashMap<>();
    private final Thread watch;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * TLS on both sides.
     *
     * @param toHosts makes the connections on which the gateway sends requests on; knows whom to trust
     * @param toClients shows clients certificates where tunnels are opened
     */
    public record Sides(SSLSocketFactory toHosts, HostCertificates toClients) {}

    private EgressProxy(ServerSocket listening, EgressDoor door, EgressLimits limits, LongSupplier ticker, Sides tls) {
        this.listening = listening;
        this.door = door;
        this.limits = limits;
        this.ticker = ticker;
        this.tls = tls;
        this.free = new Semaphore(limits.connections());
        this.watch = Thread.ofVirtual().name("egress-watch").unstarted(this::watch);
    }

    /**
     * Starts listening.
     *
     * @param ticker nanoseconds of a monotonic clock
     * @param tls makes the connections of rules that add credentials; knows whom to trust
     * @throws IOException if the address can't be bound
     */
    public static EgressProxy start(
            InetSocketAddress address, EgressDoor door, EgressLimits limits, LongSupplier ticker, SSLSocketFactory tls)
            throws IOException {
        return start(address, door, limits, ticker, new Sides(tls, HostCertificates.NONE));
    }

    /**
     * Starts listening.
     *
     * @param ticker nanoseconds of a monotonic clock
     * @throws IOException if the address can't be bound
     */
    public static EgressProxy start(
            InetSocketAddress address, EgressDoor door, EgressLimits limits, LongSupplier ticker, Sides tls)
            throws IOException {
        ServerSocket listening = new ServerSocket();
        try {
            listening.bind(address, BACKLOG);
        } catch (IOException e) {
            listening.close();
            throw new IOException("can't listen for egress on " + address + ": " + e.getMessage(), e);
        }
        EgressProxy proxy = new EgressProxy(listening, door, limits, ticker, tls);
        Thread.ofVirtual().name("egress-accept").start(proxy::accept);
        proxy.watch.start();
        return proxy;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (free.tryAcquire()) {
                    clients.add(client);
                    Thread.ofVirtual().name("egress").start(() -> serve(client));
                } else {
                    client.close();
                    door.turnedAway(java.util.Optional.empty(), "egress_full");
                }
            } catch (IOException closedOrGone) {
                // Closed by us, or a client that left before it was taken: the next one is waited for.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new EgressConnection(this, client).run();
        } catch (IOException gone) {
            // Nobody is left to be told.
        } finally {
            clients.remove(client);
            free.release();
        }
    }

    EgressDoor door() {
        return door;
    }

    EgressLimits limits() {
        return limits;
    }

    LongSupplier ticker() {
        return ticker;
    }

    /** The same connection under TLS, to a host whose certificate says that it is that one. */
    Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) tls.toHosts().createSocket(plain, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(HTTP_1_1);
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** The client's side of an opened tunnel, to whom the gateway is that host; what the client said so far is given back first. */
    SSLSocket opened(Socket client, byte[] said, String host) throws IOException {
        SSLSocketFactory shown = tls.toClients().forHost(host);
        SSLSocket opened = (SSLSocket) shown.createSocket(client, new ByteArrayInputStream(said), true);
        SSLParameters parameters = opened.getSSLParameters();
        parameters.setApplicationProtocols(HTTP_1_1);
        opened.setSSLParameters(parameters);
        opened.setSoTimeout(limits.headMillis());
        opened.startHandshake();
        return opened;
    }

    /** Counts one more connection of that agent, if it may have one more. */
    boolean enter(String agent) {
        return byAgent.merge(agent, 1, Integer::sum) <= limits.perAgent() || !leave(agent);
    }

    /** Counts one less; always true. */
    boolean leave(String agent) {
        byAgent.computeIfPresent(agent, (a, open) -> open == 1 ? null : open - 1);
        return true;
    }

    /** Has a tunnel ended as soon as its release does not stand any more. */
    void opened(Closeable tunnel, Ruling.Pass pass) {
        tunnels.put(tunnel, pass);
    }

    void closed(Closeable tunnel) {
        tunnels.remove(tunnel);
    }

    private void watch() {
        try {
            while (!ended.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                tunnels.forEach((tunnel, pass) -> {
                    if (!stands(pass)) {
                        close(tunnel);
                    }
                });
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** A release of which nobody can say that it stands does not; and the watch goes on for the others. */
    private boolean stands(Ruling.Pass pass) {
        try {
            return door.stands(pass);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void close(Closeable one) {
        try {
            one.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }

    /** Stops listening and ends everything that is open. */
    @Override
    public void close() {
        close(listening);
        ended.countDown();
        tunnels.keySet().forEach(EgressProxy::close);
        clients.forEach(EgressProxy::close);
    }
}
