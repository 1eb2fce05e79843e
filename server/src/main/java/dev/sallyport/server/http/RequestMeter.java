package dev.sallyport.server.http;

/** Hears of every answered request. Thread-safe; must not block. */
@FunctionalInterface
public interface RequestMeter {
    /**
     * One request was answered.
     *
     * @param route the route's name, or {@code none}: never the path itself, which strangers choose
     */
    void answered(String route, int status);
}
