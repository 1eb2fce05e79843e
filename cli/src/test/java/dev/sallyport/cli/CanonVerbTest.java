package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CanonVerbTest {
    @Test
    void prints_the_bytes_and_nothing_else() {
        assertEquals(
                "{\"a\":[1,true,null],\"b\":1.5}",
                Ran.fed(" {\"b\":1.50, \"a\":[1,true,null]} ", "canon").exits(0).out());
    }

    @Test
    void prints_the_hash_in_the_domain_of_the_scheme() {
        Ran own = Ran.fed("{}", "canon", "--hash").exits(0);
        Ran plain = Ran.fed("{}", "canon", "--hash", "--scheme", "aegis-jcs-1").exits(0);
        // SHA-256 of the two bytes {}, which anybody can recompute.
        assertEquals(
                "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                plain.out().strip());
        assertTrue(own.out().matches("[0-9a-f]{64}\\R") && !own.out().equals(plain.out()));
    }

    @Test
    void a_refusal_names_the_byte() {
        Ran.fed("{\"a\":1,\"a\":2}", "canon").refuses("at byte 7");
    }

    @Test
    void an_unknown_scheme_names_the_known_ones() {
        Ran.fed("{}", "canon", "--scheme", "jcs").refuses("sallyport-jcs-2, aegis-jcs-1, rfc8785");
    }

    @Test
    void rfc8785_rounds_what_profile_2_refuses() {
        String digits = "333333333.33333329";
        assertEquals(
                "333333333.3333333",
                Ran.fed(digits, "canon", "--scheme", "rfc8785").exits(0).out());
        Ran.fed(digits, "canon").refuses("send at most 15 significant digits");
    }

    @Test
    void a_document_over_the_limit_is_refused_with_the_limit() {
        Ran.fed("\"" + "x".repeat(2 << 20) + "\"", "canon").refuses("limit 1048576");
    }
}
