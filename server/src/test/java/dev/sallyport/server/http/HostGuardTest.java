package dev.sallyport.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Only hosts and origins that somebody allowed. */
class HostGuardTest {
    private final HostGuard guard =
            new HostGuard(Set.of("localhost", "127.0.0.1", "[::1]", "Gate.example"), Set.of("https://console.example"));

    private void refused(String code, @Nullable String host, @Nullable String origin) {
        assertEquals(
                code,
                assertThrows(Problem.class, () -> guard.check(host, origin)).code());
    }

    @Test
    void allowed_names_pass_with_any_port_and_in_any_case() {
        for (String host :
                new String[] {"localhost", "LOCALHOST:1", "127.0.0.1:7171", "[::1]", "[::1]:80", "gate.example"}) {
            guard.check(host, null);
        }
    }

    @Test
    void other_names_and_none_are_refused() {
        for (String host : new String[] {
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.nip.io",
            "[::2]:80",
            "",
            "localhost:1:2",
            "127.0.0.1@evil"
        }) {
            refused("host_not_allowed", host, null);
        }
        refused("host_not_allowed", null, null);
    }

    @Test
    void an_origin_is_the_gateways_own_or_an_allowed_one() {
        guard.check("localhost:7171", "http://localhost:7171");
        guard.check("localhost:7171", "https://console.example");
        for (String origin :
                new String[] {"http://localhost:3000", "null", "https://evil.example", "http://localhost"}) {
            refused("origin_not_allowed", "localhost:7171", origin);
        }
    }
}
