package dev.sallyport.server.http;

/** Answers one route's requests. Thread-safe; may block, for it runs on a virtual thread. */
@FunctionalInterface
public interface Endpoint {
    /**
     * The answer.
     *
     * @throws Problem if the request is refused
     */
    Reply answer(Exchange exchange);
}
