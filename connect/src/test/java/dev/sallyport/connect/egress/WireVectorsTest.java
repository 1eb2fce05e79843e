package dev.sallyport.connect.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.egress.wire.ClientHello;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.connect.egress.wire.Greeting;
import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.HeadReader;
import dev.sallyport.connect.egress.wire.WireBroken;
import dev.sallyport.text.host.AddressClass;
import dev.sallyport.text.host.AddressText;
import dev.sallyport.text.host.HostName;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What comes over the wire is read as {@code spec/egress} says, and nothing else comes through. */
class WireVectorsTest {
    private static final int FRAMES = 10_000;

    private static String seen(String host) {
        return switch (AddressText.of(host)) {
            case AddressText.Name n -> "name";
            case AddressText.Plain p -> "plain " + AddressClass.of(p.address()).wire();
            case AddressText.Disguised d ->
                "disguised " + AddressClass.of(d.address()).wire();
            case AddressText.Broken b -> "broken";
        };
    }

    private static String seen(byte[] bytes) throws IOException {
        try {
            ClientHello hello = Greeting.read(new ByteArrayInputStream(bytes)).hello();
            String kind = hello.encrypted() ? "encrypted " : "host ";
            return hello.serverName().map(name -> kind + name).orElse("absent");
        } catch (WireBroken | EOFException broken) {
            return "broken";
        }
    }

    @Test
    void every_notation_of_an_address_is_known_for_what_it_is() {
        List<String[]> vectors = Vectors.of("addresses.txt");
        assertTrue(vectors.size() > 80);
        for (String[] vector : vectors) {
            String expected = String.join(" ", Arrays.asList(vector).subList(1, vector.length));
            assertEquals(expected, seen(vector[0]), vector[0]);
        }
    }

    @Test
    void greetings_are_read_strictly_and_kept_byte_for_byte() throws Exception {
        List<String[]> vectors = Vectors.of("greetings.txt");
        assertTrue(vectors.size() > 30);
        for (String[] vector : vectors) {
            byte[] bytes = HexFormat.of().parseHex(vector[1]);
            String expected = String.join(" ", Arrays.asList(vector).subList(2, vector.length));
            assertEquals(expected, seen(bytes), vector[0]);
            if (!expected.equals("broken")) {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 7);
                ByteArrayInputStream in = new ByteArrayInputStream(longer);
                assertEquals(
                        HexFormat.of().formatHex(bytes),
                        HexFormat.of().formatHex(Greeting.read(in).bytes()));
                assertEquals(7, in.available(), vector[0] + " took what follows it");
            }
        }
    }

    @Test
    void ten_thousand_damaged_greetings_are_refused_or_name_a_well_formed_host() throws Exception {
        long seed = 20_261_121L;
        Random random = new Random(seed);
        List<byte[]> sound = Vectors.of("greetings.txt").stream()
                .map(v -> HexFormat.of().parseHex(v[1]))
                .toList();
        for (int i = 0; i < FRAMES; i++) {
            byte[] bytes = damaged(sound.get(random.nextInt(sound.size())), random);
            try {
                ClientHello hello =
                        Greeting.read(new ByteArrayInputStream(bytes)).hello();
                hello.serverName()
                        .ifPresent(name -> assertEquals(Optional.of(name), HostName.of(name), "seed " + seed));
            } catch (WireBroken | EOFException refused) {
                // As it must be; anything else fails the test.
            }
        }
    }

    private static final List<String> HEADS = List.of(
            "CONNECT api.example.com:443 HTTP/1.1\r\nHost: api.example.com:443\r\n\r\n",
            "GET http://example.com:80/a?b HTTP/1.1\r\nHost: example.com\r\nAccept: */*\r\n\r\n",
            "POST http://[::1]:8080/ HTTP/1.1\r\nContent-Length: 3\r\n\r\n",
            "POST http://b.example/ HTTP/1.0\r\nTransfer-Encoding: chunked\r\nConnection: a, b\r\n\r\n");

    @Test
    void ten_thousand_damaged_heads_are_refused_or_go_on_as_one_clear_request() throws Exception {
        long seed = 4_711L;
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < FRAMES; i++) {
            byte[] bytes =
                    damaged(HEADS.get(random.nextInt(HEADS.size())).getBytes(StandardCharsets.ISO_8859_1), random);
            try {
                Optional<Head> head = HeadReader.read(new ByteArrayInputStream(bytes));
                if (head.isPresent()) {
                    clear(head.get(), "seed " + seed + ", frame " + i);
                    taken++;
                }
            } catch (WireBroken | EOFException refused) {
                // As it must be; anything else fails the test.
            }
        }
        assertTrue(taken > 100, "only " + taken + " frames were read at all");
    }

    /** What goes on has no line a server could take for another, and is read again as the same. */
    private static void clear(Head head, String where) throws IOException, WireBroken {
        EgressTarget target = EgressTarget.of(head);
        Forwarded forwarded = Forwarded.of(head, target);
        if (target.address() instanceof AddressText.Name) {
            assertEquals(Optional.of(target.host()), HostName.of(target.host()), where);
        }
        if (!forwarded.isTunnel()) {
            byte[] again = forwarded.head().getBytes(StandardCharsets.ISO_8859_1);
            Head next = HeadReader.read(new ByteArrayInputStream(again)).orElseThrow();
            assertEquals(List.of(target.authority(false)), next.values("Host"), where);
            assertTrue(
                    next.values("Content-Length").size()
                                    + next.values("Transfer-Encoding").size()
                            <= 1,
                    where);
            assertEquals(List.of("close"), next.values("Connection"), where);
            assertEquals(List.of(), next.values("Proxy-Authorization"), where);
        }
    }

    private static byte[] damaged(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    byte[] longer = new byte[bytes.length + 1];
                    System.arraycopy(bytes, 0, longer, 0, at);
                    longer[at] = " \r\n:\t\0%@[".getBytes(StandardCharsets.ISO_8859_1)[random.nextInt(9)];
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }

    @Test
    void heads_that_two_readers_could_read_differently_are_refused() {
        List<String> refused = List.of(
                "CONNECT a.example:443 HTTP/1.1\nHost: a\n\n",
                "CONNECT a.example:443 HTTP/1.1\r\n Host: a\r\n\r\n",
                "CONNECT a.example:443 HTTP/1.1\r\nHost : a\r\n\r\n",
                "CONNECT  a.example:443 HTTP/1.1\r\n\r\n",
                "CONNECT a.example HTTP/1.1\r\n\r\n",
                "CONNECT a.example:0443 HTTP/1.1\r\n\r\n",
                "CONNECT a.example:99999 HTTP/1.1\r\n\r\n",
                "CONNECT u:p@a.example:443 HTTP/1.1\r\n\r\n",
                "CONNECT a.example:443 HTTP/2\r\n\r\n",
                "CONNECT a%2eexample:443 HTTP/1.1\r\n\r\n",
                "CONNECT a.example:443 HTTP/1.1\r\nContent-Length: 1\r\n\r\n",
                "GET /path HTTP/1.1\r\nHost: a.example\r\n\r\n",
                "GET https://a.example/ HTTP/1.1\r\n\r\n",
                "GET ftp://a.example/ HTTP/1.1\r\n\r\n",
                "GET http://a.example\\@b.example/ HTTP/1.1\r\n\r\n",
                "GET http://a.example/#b HTTP/1.1\r\n\r\n",
                "GET http:///a HTTP/1.1\r\n\r\n",
                "GET http://xn--a/ HTTP/1.1\r\n\r\n",
                "POST http://a.example/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                "POST http://a.example/ HTTP/1.1\r\nContent-Length: +1\r\n\r\n",
                "POST http://a.example/ HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST http://a.example/ HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "GET http://a.example/ HTTP/1.1\r\nX: " + "y".repeat(HeadReader.MAX_BYTES) + "\r\n\r\n",
                "GET http://a.example/ HTTP/1.1\r\n" + "X: y\r\n".repeat(HeadReader.MAX_FIELDS + 1) + "\r\n");
        for (String text : refused) {
            String said = "taken";
            try {
                Head head = HeadReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))
                        .orElseThrow();
                Forwarded.of(head, EgressTarget.of(head));
            } catch (WireBroken broken) {
                said = "refused";
            } catch (IOException e) {
                said = "cut off";
            }
            assertEquals("refused", said, text.substring(0, Math.min(80, text.length())));
        }
    }

    @Test
    void names_have_one_spelling() {
        assertEquals(Optional.of("xn--bcher-kva.example"), HostName.of("B\u00fccher.Example."));
        assertEquals(Optional.of("a.b"), HostName.of("A\u3002B"));
        assertEquals(Optional.empty(), HostName.of("-a.example"));
        assertEquals(Optional.empty(), HostName.of("a..b"));
        assertEquals(Optional.empty(), HostName.of("a".repeat(64) + ".example"));
    }
}
