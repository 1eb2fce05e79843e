package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.shield.egress.HostLists;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostOptionsTest {
    @Test
    void hosts_are_neither_allowed_nor_denied_by_default() {
        assertEquals(HostLists.NONE, read(""));
    }

    @Test
    void hosts_are_read_in_their_one_spelling() {
        assertEquals(new HostLists(Set.of("files.example.com"), Set.of("xn--bcher-kva.example")), read("""
                        shields:
                          hosts:
                            allow: [Files.Example.COM.]
                            deny: [bücher.example]
                        """));
    }

    @Test
    void what_is_no_host_is_refused_by_name() {
        Exception refused = assertThrows(Exception.class, () -> read("shields: {hosts: {allow: ['https://x']}}"));
        assertTrue(String.valueOf(refused.getMessage()).contains("`https://x`"), refused::toString);
    }

    private static HostLists read(String yaml) {
        return SettingsFile.parse("s.yaml", yaml).outward().hosts();
    }
}
