package dev.sallyport.server.http;

import java.nio.charset.StandardCharsets;

/**
 * An endpoint that reads the body and answers fixed bytes: what this server can do when nothing is to be decided. The
 * bench measures against it; the gateway never serves it.
 */
public final class NoWork implements Endpoint {
    private static final byte[] ANSWER = "{\"decision\":\"none\"}".getBytes(StandardCharsets.US_ASCII);

    @Override
    public Reply answer(Exchange exchange) {
        exchange.body();
        return Reply.json(200, ANSWER);
    }
}
