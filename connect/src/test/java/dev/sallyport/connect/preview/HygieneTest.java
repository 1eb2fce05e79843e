package dev.sallyport.connect.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.egress.wire.Head.Field;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Preview;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What passes between a browser and a service, and what does not. */
class HygieneTest {
    private static final String TOKEN = "sp_pv_secret";
    private static final Service SERVICE = new Service("web", new TenantId("t"), URI.create("http://127.0.0.1:3000"));
    private static final String OWN = "http://127.0.0.1:7173";

    private static PreviewRequest request(boolean passesAuthorization, Field... fields) {
        return new PreviewRequest(
                "GET", "/", Optional.empty(), List.of(fields), new byte[0], OWN, TOKEN, passesAuthorization);
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }

    @Test
    void nothing_of_ours_and_nothing_of_this_connection_reaches_the_service() {
        List<Field> in = Hygiene.inward(
                request(
                        false,
                        new Field("Host", "127.0.0.1:7173"),
                        new Field("Authorization", "Bearer " + TOKEN),
                        new Field("Sallyport-Token", TOKEN),
                        new Field("sallyport-session", "s"),
                        new Field("X-Aegis-Tenant-ID", "t"),
                        new Field("X-Forwarded-For", "1.2.3.4"),
                        new Field("Forwarded", "for=1.2.3.4"),
                        new Field("Connection", "close, X-Hop"),
                        new Field("X-Hop", "1"),
                        new Field("TE", "trailers"),
                        new Field("Transfer-Encoding", "chunked"),
                        new Field("Content-Length", "3"),
                        new Field("Referer", OWN + "/secret"),
                        new Field("X-Echo", "it is " + TOKEN),
                        new Field("Cookie", "a=1; sallyport=console; __Host-sallyport_preview=" + TOKEN + "; b=2"),
                        new Field("Cookie", "SALLYPORT_preview=x; c=" + TOKEN),
                        new Field("Origin", OWN),
                        new Field("Accept", "text/html")),
                SERVICE);
        assertEquals(
                List.of(
                        new Field("Accept", "text/html"),
                        new Field("Cookie", "a=1; b=2"),
                        new Field("Origin", "http://127.0.0.1:3000")),
                in);
    }

    @Test
    void a_credential_for_the_service_passes_only_where_it_is_none_of_ours() {
        Field basic = new Field("Authorization", "Basic dTpw");
        assertEquals(List.of(basic), Hygiene.inward(request(true, basic), SERVICE));
        assertEquals(List.of(), Hygiene.inward(request(false, basic), SERVICE));
        assertEquals(List.of(), Hygiene.inward(request(true, new Field("Authorization", TOKEN)), SERVICE));
    }

    @Test
    void a_cookie_of_the_service_is_bound_to_this_host_and_never_takes_our_name() {
        List<Field> out = Hygiene.outward(List.of(
                new Field("Set-Cookie", "sid=1; Domain=example.com; Path=/; HttpOnly"),
                new Field("Set-Cookie", "sallyport=evil"),
                new Field("Set-Cookie", "__Host-Sallyport_preview=evil; Path=/; Secure"),
                new Field("Set-Cookie", "=sallyport=evil"),
                new Field("Set-Cookie", "sallyport"),
                new Field("Set-Cookie", " sallyport_preview =evil")));
        assertEquals(
                List.of(new Field("Set-Cookie", "sid=1; Path=/; HttpOnly"), new Field("Cache-Control", "no-store")),
                out);
    }

    @Test
    void what_holds_for_the_whole_host_or_outlives_the_preview_is_dropped() {
        List<Field> out = Hygiene.outward(List.of(
                new Field("Strict-Transport-Security", "max-age=1"),
                new Field("Clear-Site-Data", "\"cookies\""),
                new Field("Service-Worker-Allowed", "/"),
                new Field("Alt-Svc", "h3"),
                new Field("NEL", "{}"),
                new Field("WWW-Authenticate", "Basic"),
                new Field("Refresh", "0; url=http://elsewhere"),
                new Field("Location", "http://elsewhere"),
                new Field("Cache-Control", "public"),
                new Field("Connection", "X-Own"),
                new Field("X-Own", "1"),
                new Field("Transfer-Encoding", "chunked"),
                new Field("Sallyport-Code", "permitted"),
                new Field("Content-Type", "text/html")));
        assertEquals(List.of("Content-Type", "Cache-Control"), names(out));
    }

    private static Optional<String> redirect(String location) {
        PreviewScope scope = PreviewScope.of(new Preview(
                new TenantId("t"),
                "pre_1",
                new AgentId("agt_1"),
                "web",
                new PersonId("anna"),
                List.of("/docs/**"),
                List.of("GET"),
                "hash",
                0,
                1000));
        return Redirect.inside(location, ServicePath.of("/docs/a").orElseThrow(), SERVICE, OWN, scope);
    }

    @Test
    void a_redirect_stays_in_the_scope_or_is_refused() {
        assertEquals(Optional.of("/docs/b?x=1"), redirect("/docs/b?x=1"));
        assertEquals(Optional.of("/docs/b"), redirect("b"));
        assertEquals(Optional.of("/docs/b#top"), redirect("http://127.0.0.1:3000/docs/b#top"));
        assertEquals(Optional.of("/docs/b"), redirect(OWN + "/docs/b"));
        for (String out : List.of(
                "/admin",
                "../admin",
                "/docs/../admin",
                "/docs/%2e%2e/admin",
                "//elsewhere/docs/b",
                "/\\elsewhere",
                "http://elsewhere/docs/b",
                "http://127.0.0.1:3001/docs/b",
                "https://127.0.0.1:3000/docs/b",
                "http://127.0.0.1:3000@elsewhere/docs/b",
                "javascript:alert(1)",
                "",
                "http://127.0.0.1:3000")) {
            boolean same = out.isEmpty(); // an empty reference is the page itself
            assertEquals(same, redirect(out).isPresent(), out);
        }
        assertFalse(redirect("/docs/b c").isPresent());
        assertTrue(redirect("").isPresent());
    }
}
