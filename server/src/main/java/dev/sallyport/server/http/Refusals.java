package dev.sallyport.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what never reaches a route, a request line that is no HTTP for one, in the same form as everything else. */
final class Refusals extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply.Whole reply = problem(response.getStatus());
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
        return true;
    }

    private static Reply.Whole problem(int status) {
        boolean ours = status < 400 || status == 500;
        int shown = ours ? 500 : status;
        String code = ours ? "internal" : "bad_http_request";
        String detail = ours
                ? "the gateway failed; its log says why"
                : "this is no request the gateway reads; check request line, header fields and lengths";
        return (Reply.Whole) new Problem(shown, code, detail).reply();
    }
}
