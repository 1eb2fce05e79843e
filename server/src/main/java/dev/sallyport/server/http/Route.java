package dev.sallyport.server.http;

import java.util.List;

/**
 * One method on one shape of path.
 *
 * @param template the path with names in braces for what varies, as in the API's description: {@code /v1/receipts/{id}}
 * @param openEnded whether the last name stands for one or more segments, taken as they are
 */
public record Route(String method, String template, Endpoint endpoint, boolean openEnded) {
    /** A route whose names stand for one segment each. */
    public Route(String method, String template, Endpoint endpoint) {
        this(method, template, endpoint, false);
    }

    /** The segments of the template. */
    List<String> segments() {
        return Router.split(template);
    }

    /** {@code POST /v1/authorize}: how the route is named in metrics and in tests. */
    public String name() {
        return method + " " + template;
    }
}
