package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.Settings;
import dev.sallyport.server.wiring.PreviewVisitor.Seen;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preview door as a browser, a tool and somebody hostile see it. */
class PreviewDoorTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String HTML = "Accept: text/html,*/*";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    private FakeDevService service;
    private TestGateway gateway;
    private String token;
    private PreviewVisitor visitor;

    @BeforeEach
    void start() throws IOException {
        service = new FakeDevService();
        Settings settings = PreviewTest.settings(
                service.port(), "answer_bytes: 2048\n  request_bytes: 64\n  answer_timeout: 500ms");
        gateway = TestGateway.start(data, settings);
        gateway.person("anna");
        token = gateway.client()
                .post(
                        "/v1/previews",
                        gateway.operator(),
                        PreviewTest.body("web", "\"/\",\"/docs/**\"", "\"GET\",\"POST\"", 600))
                .string("preview_token");
        visitor = new PreviewVisitor(gateway.gateway().preview().orElseThrow());
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        service.close();
    }

    private Seen signIn(String text, String... more) {
        List<String> fields = new java.util.ArrayList<>(List.of(FORM));
        fields.addAll(List.of(more));
        return visitor.ask("POST", "/.sallyport/sign-in", fields, "token=" + text);
    }

    private static String pair(Seen seen) {
        String cookie = seen.field("Set-Cookie");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void the_page_takes_the_token_once_and_the_cookie_stays_in_this_origin() {
        Seen page = visitor.ask("GET", "/", List.of(HTML), "");
        assertEquals(401, page.status());
        assertTrue(page.body().contains("action=\"/.sallyport/sign-in\""), page::body);
        assertTrue(page.field("Content-Security-Policy").contains("frame-ancestors 'none'"), page::head);
        Seen in = signIn(token);
        assertEquals(303, in.status(), in::toString);
        assertEquals("/", in.field("Location"));
        String cookie = in.field("Set-Cookie");
        assertTrue(cookie.startsWith("sallyport_preview=") && cookie.contains("; HttpOnly; SameSite=Strict; "), cookie);
        assertFalse(cookie.contains("Domain"), cookie);
        Seen seen = visitor.ask("GET", "/docs/a", List.of("Cookie: a=1; " + pair(in) + "; b=2", HTML), "");
        assertEquals("hello from the service", seen.body(), seen::toString);
        assertTrue(service.last().contains("\r\nCookie: a=1; b=2\r\n"), service::last);
        assertFalse(service.last().contains("sp_pv_"), service::last);
        Seen out = visitor.ask("POST", "/.sallyport/sign-out", List.of("Cookie: " + pair(in)), "");
        assertTrue(out.field("Set-Cookie").startsWith("sallyport_preview=; "), out::head);
        assertTrue(out.field("Clear-Site-Data").contains("storage"), out::head);
    }

    @Test
    void a_token_that_is_nobodys_and_a_form_from_elsewhere_sign_nobody_in() {
        for (String wrong : List.of("", "x", "sp_pv_" + "A".repeat(43), gateway.operator(), token + "x")) {
            Seen seen = signIn(wrong);
            assertEquals(401, seen.status(), wrong);
            assertEquals("", seen.field("Set-Cookie"));
        }
        Seen foreign = signIn(token, "Origin: http://evil.example");
        assertTrue(foreign.says("origin_not_allowed"), foreign::body);
        Seen console = signIn(token, "Origin: " + gateway.url());
        assertTrue(console.says("origin_not_allowed"), "not even a page of the console: " + console);
        assertEquals(303, signIn(token, "Origin: " + visitor.door()).status());
        assertTrue(visitor.ask("GET", "/docs/a?t=" + token, List.of(), "").says("credential_in_url"));
    }

    @Test
    void pages_of_the_preview_can_do_nothing_on_the_console_and_the_other_way_round() {
        assertNotEquals(gateway.url().getPort(), visitor.door().getPort(), "an origin of its own");
        PreviewVisitor console = new PreviewVisitor(gateway.url());
        Seen vote = console.ask(
                "POST",
                "/v1/approvals/apr_1/approve",
                List.of("Origin: " + visitor.door(), "Authorization: Bearer x", "Content-Type: application/json"),
                "{}");
        assertTrue(vote.says("origin_not_allowed"), vote::body);
        Seen image = visitor.ask(
                "GET",
                "/docs/a",
                List.of("Cookie: sallyport_preview=" + token, "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors"),
                "");
        assertTrue(image.says("origin_not_allowed"), "a page on another port of this host: " + image);
        Seen rebound =
                visitor.ask("GET", "/docs/a", List.of("Host: evil.example", "Authorization: Bearer " + token), "");
        assertTrue(rebound.says("host_not_allowed"), rebound::body);
        assertEquals(List.of(), service.came());
    }

    @Test
    void the_service_sees_its_own_host_and_none_of_our_fields() {
        visitor.ask(
                "GET",
                "/docs/a",
                List.of(
                        "Sallyport-Token: " + token,
                        "Authorization: Basic dTpw",
                        "Sallyport-Session: s",
                        "X-Forwarded-Host: evil.example",
                        "Cookie: sallyport=console",
                        "Keep-Alive: 5",
                        "X-Own: 1"),
                "");
        String came = service.last();
        assertTrue(came.contains("\r\nHost: 127.0.0.1:" + service.port() + "\r\n"), came);
        assertTrue(came.contains("\r\nX-Own: 1\r\n") && came.contains("\r\nAuthorization: Basic dTpw\r\n"), came);
        for (String gone : List.of("allyport", "sp_pv", "Forwarded", "Cookie", "Keep-Alive", "5000")) {
            assertFalse(came.contains(gone), gone + " in " + came);
        }
    }

    @Test
    void upgrades_workers_and_methods_nobody_previews_are_refused_by_name() {
        String bearer = "Authorization: Bearer " + token;
        Seen socket =
                visitor.ask("GET", "/docs/ws", List.of(bearer, "Connection: Upgrade, close", "Upgrade: websocket"), "");
        assertTrue(socket.status() == 501 && socket.says("preview_upgrade"), socket::toString);
        Seen worker = visitor.ask("GET", "/docs/sw.js", List.of(bearer, "Service-Worker: script"), "");
        assertTrue(worker.says("preview_worker"), worker::body);
        for (String method : List.of("TRACE", "PROPFIND")) {
            assertEquals(
                    405, visitor.ask(method, "/docs/a", List.of(bearer), "").status(), method);
        }
        assertTrue(visitor.ask("CONNECT", "127.0.0.1:80", List.of(bearer), "").status() >= 400);
        Seen large = visitor.ask("POST", "/docs/a", List.of(bearer), "x".repeat(65));
        assertTrue(large.status() == 413 && large.says("body_too_large"), large::toString);
        assertEquals(List.of(), service.came());
    }

    @Test
    void what_the_service_answers_is_bounded_in_length_time_and_form() {
        service.answers(r -> FakeDevService.ok("x".repeat(2049)));
        assertTrue(visitor.get("/docs/a", token).says("preview_answer_too_large"));
        service.answers(r -> "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n");
        assertTrue(visitor.get("/docs/a", token).says("preview_answer_too_large"));
        service.answers(r -> "HTTP/1.1 200 OK\r\n\r\n" + "y".repeat(3000));
        assertTrue(visitor.get("/docs/a", token).says("preview_answer_too_large"));
        service.answers(r -> "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd");
        assertTrue(visitor.get("/docs/a", token).says("preview_answer_malformed"));
        service.answers(r -> "HTTP/1.1 101 Switching\r\n\r\n");
        assertTrue(visitor.get("/docs/a", token).says("preview_answer_malformed"));
        service.answers(r -> "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
        assertTrue(visitor.get("/docs/a", token).says("preview_streams"));
        service.answers(r -> "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort");
        assertEquals(502, visitor.get("/docs/a", token).status());
        service.answers(r -> "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        assertEquals("abcde", visitor.get("/docs/a", token).body());
        service.answers(r -> "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        assertEquals(404, visitor.get("/docs/a", token).status());
    }

    @Test
    void redirects_and_cookies_of_the_service_stay_in_the_preview() {
        service.answers(r -> "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + service.port()
                + "/docs/b?x=1\r\nSet-Cookie: sid=1; Domain=127.0.0.1\r\nSet-Cookie: sallyport=evil\r\n"
                + "Strict-Transport-Security: max-age=9\r\nContent-Length: 0\r\n\r\n");
        Seen inside = visitor.get("/docs/a", token);
        assertEquals(302, inside.status());
        assertEquals("/docs/b?x=1", inside.field("Location"));
        assertEquals(List.of("sid=1"), inside.fields("Set-Cookie"));
        assertEquals("", inside.field("Strict-Transport-Security"));
        for (String out : List.of("/admin", "http://evil.example/docs/b", "//evil.example/docs/b", "/docs/%2e%2e/x")) {
            service.answers(r -> "HTTP/1.1 302 Found\r\nLocation: " + out + "\r\nContent-Length: 0\r\n\r\n");
            Seen seen = visitor.get("/docs/a", token);
            assertTrue(seen.status() == 502 && seen.says("preview_redirect"), seen::toString);
            assertFalse(seen.head().contains("evil"), seen::head);
        }
    }

    @Test
    void a_service_that_is_down_or_silent_is_a_refusal_in_time_and_an_outcome() throws Exception {
        service.answers(r -> "");
        Seen silent = visitor.get("/docs/a", token);
        assertEquals(502, silent.status(), silent::toString);
        service.close();
        Seen down = visitor.get("/docs/a", token);
        assertTrue(down.status() == 502 && down.says("preview_unreachable"), down::toString);
        String receipts =
                gateway.client().get("/v1/receipts?limit=4", gateway.operator()).text();
        assertTrue(receipts.contains("\"not_started\"") && receipts.contains("\"unknown\""), receipts);
    }

    @Test
    void a_browser_is_told_in_a_page_and_a_tool_in_problem_details() {
        Seen page = visitor.ask("GET", "/admin", List.of(HTML, "Authorization: Bearer " + token), "");
        assertTrue(page.field("Content-Type").startsWith("text/html")
                && page.body().contains("preview_scope"));
        assertTrue(visitor.get("/admin", token).field("Content-Type").startsWith("application/problem+json"));
    }

    @Test
    @SuppressWarnings("try") // the door is held open, and spoken to over the wire alone
    void nothing_is_forwarded_that_cannot_be_recorded() {
        Settings settings = PreviewTest.settings(service.port(), "");
        try (MemoryGateway memory = new MemoryGateway(settings, false, true)) {
            TestGateway.settled(
                    memory.client, memory.client.post("/v1/approvers", memory.operator, "{\"name\":\"anna\"}"));
            String opened = memory.client
                    .post("/v1/previews", memory.operator, PreviewTest.body("web", "\"/**\"", "\"GET\"", 60))
                    .string("preview_token");
            try (PreviewHost host = PreviewHost.start(memory.core, memory.house)) {
                Optional<URI> door = memory.core.previews().orElseThrow().url();
                PreviewVisitor other = new PreviewVisitor(door.orElseThrow());
                assertEquals(200, other.get("/a", opened).status());
                memory.journal.full(true);
                Seen seen = other.get("/b", opened);
                assertTrue(seen.status() == 503 && seen.says("journal_unavailable"), seen::toString);
                assertEquals(1, service.came().size(), "requests that reached the service");
                memory.journal.full(false);
                assertEquals(200, other.get("/b", opened).status());
            }
        }
    }
}
