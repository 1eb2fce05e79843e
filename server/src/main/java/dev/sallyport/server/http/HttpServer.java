package dev.sallyport.server.http;

import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** A listening HTTP/1.1 server: Jetty without servlets, a virtual thread per request. Thread-safe. */
public final class HttpServer implements AutoCloseable {
    private static final long STOP_MILLIS = 5_000;

    private final Server server;
    private final ServerConnector connector;
    private final String scheme;

    private HttpServer(Server server, ServerConnector connector, String scheme) {
        this.server = server;
        this.connector = connector;
        this.scheme = scheme;
    }

    /**
     * Binds and serves.
     *
     * @throws IOException if the address can't be bound
     */
    public static HttpServer start(Listen listen, Handler handler) throws IOException {
        VirtualThreadPool threads = new VirtualThreadPool();
        threads.setName("http");
        threads.setMaxConcurrentTasks(0); // 0: no limit; the default makes slow readers starve everyone else
        Server server = new Server(threads);
        ServerConnector connector = connector(server, listen);
        server.addConnector(connector);
        server.setHandler(handler);
        server.setErrorHandler(new Refusals());
        server.setStopTimeout(STOP_MILLIS);
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new IOException(
                    "can't listen on " + listen.host() + ":" + listen.port() + ": " + e.getMessage()
                            + "; choose another `listen.host` or `listen.port`",
                    e);
        }
        return new HttpServer(server, connector, listen.tls().isPresent() ? "https" : "http");
    }

    private static ServerConnector connector(Server server, Listen listen) {
        HttpConfiguration http = new HttpConfiguration();
        // Every credential is another header value: remembering them costs more than it saves.
        http.setHeaderCacheSize(0);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(listen.headerBytes());
        http.setUriCompliance(UriCompliance.RFC3986);
        http.setIdleTimeout(listen.idleTimeoutMillis());
        ServerConnector connector = listen.tls()
                .map(tls -> {
                    http.addCustomizer(new SecureRequestCustomizer(false));
                    return new ServerConnector(
                            server,
                            1,
                            1,
                            new SslConnectionFactory(context(tls), "http/1.1"),
                            new HttpConnectionFactory(http));
                })
                .orElseGet(() -> new ServerConnector(server, 1, 1, new HttpConnectionFactory(http)));
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(listen.idleTimeoutMillis());
        connector.setAcceptQueueSize(1024);
        return connector;
    }

    private static SslContextFactory.Server context(Listen.Tls tls) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(tls.keys());
        context.setKeyStorePassword(tls.password());
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        context.setSniRequired(false);
        return context;
    }

    /** Where it listens, for example {@code http://127.0.0.1:7171}. */
    public URI url() {
        String host = connector.getHost();
        String shown = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create(scheme + "://" + shown + ":" + connector.getLocalPort());
    }

    /** Stops accepting, lets running requests end within {@value #STOP_MILLIS} ms, and closes. */
    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }
}
