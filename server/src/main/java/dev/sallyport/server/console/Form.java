package dev.sallyport.server.console;

import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a page's form sent; each field once. */
record Form(Map<String, String> fields) {
    private static final String TYPE = "application/x-www-form-urlencoded";
    private static final int LIMIT = 64 * 1024;

    static Form of(Exchange exchange) {
        List<String> types = exchange.headers("Content-Type");
        if (types.size() != 1 || !types.getFirst().startsWith(TYPE)) {
            throw new Problem(415, "unsupported_media_type", "send the form as " + TYPE);
        }
        byte[] body = exchange.raw();
        if (body.length > LIMIT) {
            throw new Problem(413, "body_too_large", "the form is larger than " + LIMIT + " bytes");
        }
        Map<String, String> fields = new HashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))) != null) {
                throw wrong();
            }
        }
        return new Form(Map.copyOf(fields));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private static Problem wrong() {
        return new Problem(400, "wrong_form", "the form is not as this page would send it");
    }

    /** A field; empty text if it was not sent. */
    String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** A field of base64url. */
    byte[] bytes(String name) {
        try {
            return Base64.getUrlDecoder().decode(text(name));
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }
}
