package dev.sallyport.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Paths lead to routes, literally or by their braces. */
class RouterTest {
    private static Route route(String method, String template) {
        return new Route(method, template, exchange -> Reply.text("text/plain", template));
    }

    private final Router router = new Router(List.of(
            route("GET", "/"),
            route("POST", "/v1/receipts/export"),
            route("GET", "/v1/receipts/{id}"),
            route("GET", "/v1/receipts/{id}/verify")));

    private void leads(String method, String path, String template, Map<String, String> names) {
        Router.Found.Match match = assertInstanceOf(Router.Found.Match.class, router.find(method, path));
        assertEquals(template, match.route().template());
        assertEquals(names, match.path());
    }

    @Test
    void literal_paths_and_braces_are_found() {
        leads("GET", "/", "/", Map.of());
        leads("POST", "/v1/receipts/export", "/v1/receipts/export", Map.of());
        leads("GET", "/v1/receipts/r1", "/v1/receipts/{id}", Map.of("id", "r1"));
        leads("GET", "/v1/receipts/a%20b+c/verify", "/v1/receipts/{id}/verify", Map.of("id", "a b+c"));
    }

    @Test
    void an_open_end_takes_every_segment_that_follows_as_it_is() {
        Router open = new Router(
                List.of(new Route("GET", "/v1/logs/{log}/tile/{tile}", x -> Reply.text("text/plain", ""), true)));
        Router.Found.Match match =
                assertInstanceOf(Router.Found.Match.class, open.find("GET", "/v1/logs/a/tile/0/x001/234.p/5"));
        assertEquals(Map.of("log", "a", "tile", "0/x001/234.p/5"), match.path());
        match = assertInstanceOf(Router.Found.Match.class, open.find("GET", "/v1/logs/a/tile/%2e%2e/b"));
        assertEquals("%2e%2e/b", match.path().get("tile"));
        assertInstanceOf(Router.Found.OtherMethod.class, open.find("POST", "/v1/logs/a/tile/0"));
        assertInstanceOf(Router.Found.Nothing.class, open.find("GET", "/v1/logs/a/tile"));
    }

    @Test
    void other_methods_are_told_apart_from_nothing() {
        Router.Found.OtherMethod other =
                assertInstanceOf(Router.Found.OtherMethod.class, router.find("POST", "/v1/receipts/r1"));
        assertEquals("[GET]", other.allowed().toString());
        for (String path : List.of("/v1", "/v1/receipts/", "/v1/receipts/r1/", "/v1/receipts/%zz", "//", "")) {
            assertInstanceOf(Router.Found.Nothing.class, router.find("GET", path), path);
        }
    }
}
