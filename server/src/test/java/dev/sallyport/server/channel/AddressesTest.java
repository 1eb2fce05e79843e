package dev.sallyport.server.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.Channel.Reach;
import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses a message may go to. */
class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "93.184.216.34, true, true, false",
        "2606:2800:220:1::1, true, true, false",
        "127.0.0.1, false, false, true",
        "127.8.9.1, false, false, true",
        "::1, false, false, true",
        "::ffff:127.0.0.1, false, false, true",
        "10.1.2.3, false, true, false",
        "172.16.0.1, false, true, false",
        "172.32.0.1, true, true, false",
        "192.168.1.1, false, true, false",
        "100.64.0.1, false, true, false",
        "100.128.0.1, true, true, false",
        "198.18.0.1, false, true, false",
        "fd00::1, false, true, false",
        "169.254.169.254, false, false, false",
        "fe80::1, false, false, false",
        "0.0.0.0, false, false, false",
        "::, false, false, false",
        "224.0.0.1, false, false, false",
        "ff02::1, false, false, false",
        "255.255.255.255, false, false, false",
        "240.0.0.1, false, false, false",
        "64:ff9b::7f00:1, false, false, false",
        "2002:7f00:1::, false, false, false",
        "2001:0:7f00:1::, false, false, false",
        "::7f00:1, false, false, false",
    })
    void an_address_is_in_reach_only_of_a_channel_that_says_so(
            String text, boolean isPublic, boolean isPrivate, boolean isLoopback) throws IOException {
        InetAddress address = InetAddress.getByName(text);
        assertEquals(isPublic, Addresses.allows(Reach.PUBLIC, address), "public");
        assertEquals(isPrivate, Addresses.allows(Reach.PRIVATE, address), "private");
        assertEquals(isLoopback, Addresses.allows(Reach.LOOPBACK, address), "loopback");
    }

    @Test
    void a_host_is_refused_by_what_it_resolves_to_and_not_by_its_name() throws IOException {
        assertThrows(Addresses.AddressRefused.class, () -> Addresses.choose("localhost", Reach.PUBLIC));
        assertTrue(Addresses.choose("localhost", Reach.LOOPBACK).isLoopbackAddress());
    }
}
