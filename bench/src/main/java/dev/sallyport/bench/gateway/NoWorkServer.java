package dev.sallyport.bench.gateway;

import dev.sallyport.server.http.BodyLimit;
import dev.sallyport.server.http.HostGuard;
import dev.sallyport.server.http.HttpDoor;
import dev.sallyport.server.http.HttpServer;
import dev.sallyport.server.http.Listen;
import dev.sallyport.server.http.NoWork;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.http.Router;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The gateway's own HTTP server in front of nothing: bodies are read and not parsed, every answer is the same. The floor of
 * {@link AuthorizeBench}. Prints its address and serves until standard input ends.
 */
public final class NoWorkServer {
    private static final int BODY_LIMIT = 1 << 20;
    private static final int HEADER_LIMIT = 16 << 10;
    private static final long IDLE_MILLIS = 30_000;
    private static final long BODY_MILLIS = 60_000;

    private NoWorkServer() {}

    /** Serves until standard input ends. */
    public static void main(String[] args) throws IOException {
        Router router = new Router(List.of(new Route("POST", "/v1/authorize", new NoWork())));
        HttpDoor door = new HttpDoor(
                router,
                new HostGuard(Set.of("127.0.0.1"), Set.of()),
                new BodyLimit(BODY_LIMIT, BODY_MILLIS),
                (route, status) -> {});
        Listen listen = new Listen("127.0.0.1", 0, IDLE_MILLIS, HEADER_LIMIT, Optional.empty());
        try (HttpServer server = HttpServer.start(listen, door)) {
            System.out.println(server.url());
            System.out.flush();
            while (System.in.read() >= 0) {
                // Whoever started this closes the stream when done.
            }
        }
        System.exit(0);
    }
}
