package dev.sallyport.connect.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Preview;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which paths have one reading, and which a preview was opened for. */
class PreviewScopeTest {
    private static PreviewScope scope(List<String> paths, List<String> methods) {
        return PreviewScope.of(new Preview(
                new TenantId("t"),
                "pre_1",
                new AgentId("agt_1"),
                "web",
                new PersonId("anna"),
                paths,
                methods,
                "hash",
                0,
                1000));
    }

    private static boolean matches(String pattern, String path) {
        return PathPattern.parse(pattern)
                .orElseThrow()
                .matches(ServicePath.of(path).orElseThrow());
    }

    @Test
    void a_path_with_a_second_reading_is_none() {
        for (String path : List.of(
                "",
                "docs",
                "//docs",
                "/docs//a",
                "/docs/../admin",
                "/docs/./a",
                "/..",
                "/.",
                "/docs/%2e%2e/admin",
                "/docs/%2E%2e/admin",
                "/docs%2fadmin",
                "/docs%2Fadmin",
                "/docs%5cadmin",
                "/docs%5Cadmin",
                "/docs\\admin",
                "/docs/..\\admin",
                "/docs%252fadmin",
                "/docs%25%32%66admin",
                "/docs%00",
                "/docs%0d%0aX: y",
                "/docs%7f",
                "/docs;x=1",
                "/docs/..;/admin",
                "/docs%3bx",
                "/docs?x",
                "/docs%3fx",
                "/docs#x",
                "/docs%23x",
                "/%61dmin",
                "/do cs",
                "/docs%",
                "/docs%4",
                "/docs%zz",
                "/docs%C3",
                "/docs/%C0%AE%C0%AE/admin",
                "/docs/%ED%A0%80",
                "/docs/%C2%80",
                "/d\u00e4",
                "/docs%u002e",
                "*",
                "http://other/docs")) {
            assertTrue(ServicePath.of(path).isEmpty(), path);
        }
    }

    @Test
    void a_path_with_one_reading_is_sent_as_it_is_matched() {
        for (Map.Entry<String, String> each : Map.of(
                        "/", "/",
                        "/docs/", "/docs/",
                        "/docs/a.b/...", "/docs/a.b/...",
                        "/_next/static/x~1.js", "/_next/static/x~1.js",
                        "/@vite/client", "/@vite/client",
                        "/a%20b", "/a%20b",
                        "/%c3%a4", "/%C3%A4",
                        "/a(1),b=c&d+e!'*", "/a(1),b=c&d+e!'*")
                .entrySet()) {
            assertEquals(
                    each.getValue(), ServicePath.of(each.getKey()).orElseThrow().text());
        }
    }

    @Test
    void patterns_match_whole_paths_by_segment() {
        assertTrue(matches("/docs/**", "/docs/"));
        assertTrue(matches("/docs/**", "/docs"));
        assertTrue(matches("/docs/**", "/docs/a/b/c"));
        assertFalse(matches("/docs/**", "/docsx"));
        assertFalse(matches("/docs/**", "/Docs/a"));
        assertTrue(matches("/docs/*", "/docs/a"));
        assertFalse(matches("/docs/*", "/docs/a/b"));
        assertTrue(matches("/**/*.css", "/a/b/c.css"));
        assertTrue(matches("/**/*.css", "/c.css"));
        assertFalse(matches("/**/*.css", "/c.css/x"));
        assertTrue(matches("/a*b*c", "/aXbYbZc"));
        assertFalse(matches("/a*b*c", "/aXbYbZ"));
        assertTrue(matches("/", "/"));
        assertFalse(matches("/", "/a"));
        assertTrue(matches("/**", "/"));
        assertTrue(matches("/**/x/**", "/a/x/b/x"));
        assertFalse(matches("/**/x/**", "/a/b"));
    }

    @Test
    void what_could_match_more_than_it_says_is_no_pattern() {
        for (String pattern :
                List.of("", "docs/**", "/a/../b", "/a/x**", "/**/**/**", "/a;b", "/a%2fb", "/\u00e4", "/a?b")) {
            assertTrue(PathPattern.parse(pattern).isEmpty(), pattern);
        }
    }

    @Test
    void methods_are_exact() {
        PreviewScope scope = scope(List.of("/docs/**", "/health"), List.of("GET"));
        ServicePath docs = ServicePath.of("/docs/a").orElseThrow();
        assertTrue(scope.holds("GET", docs));
        assertTrue(scope.holds("GET", ServicePath.of("/health").orElseThrow()));
        assertFalse(scope.holds("GET", ServicePath.of("/admin").orElseThrow()));
        for (String method : List.of("get", "HEAD", "POST", "GET ", "")) {
            assertFalse(scope.holds(method, docs), method);
        }
    }

    @Test
    void a_hostile_pattern_against_a_long_path_ends_soon() {
        String path = "/a".repeat(ServicePath.MAX_LENGTH / 2);
        assertFalse(matches("/**/a/**/b", path));
        assertFalse(matches("/" + "a*".repeat(500) + "b", "/" + "a".repeat(4000)));
    }
}
