package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The egress proxy of a whole gateway, over loopback. */
class EgressTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    private Upstream upstream;

    private TestGateway gateway;

    private TestGateway.Enrolled agent;

    /** Takes connections, says what came first, and answers with one line. */
    private static final class Upstream implements AutoCloseable {
        private final ServerSocket listening;
        final BlockingQueue<String> came = new LinkedBlockingQueue<>();

        Upstream() throws IOException {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            while (!listening.isClosed()) {
                try {
                    Socket one = listening.accept();
                    Thread.ofVirtual().start(() -> answer(one));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void answer(Socket one) {
            try (one) {
                byte[] first = new byte[16_384];
                int n = one.getInputStream().read(first);
                came.add(new String(first, 0, Math.max(0, n), StandardCharsets.ISO_8859_1));
                String said = new String(first, 0, Math.max(0, n), StandardCharsets.ISO_8859_1);
                String echo = said.lines()
                        .filter(line -> line.startsWith("authorization: Bearer "))
                        .map(line -> "X-Echo: " + line.substring(22) + "\r\n")
                        .findFirst()
                        .orElse("");
                one.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n" + echo + "\r\nhello")
                                .getBytes(StandardCharsets.US_ASCII));
                one.shutdownOutput();
                one.getInputStream().readAllBytes();
            } catch (IOException gone) {
                came.add("broken");
            }
        }

        /** What came next. */
        String next() throws InterruptedException {
            return Objects.requireNonNull(came.poll(10, TimeUnit.SECONDS), "nothing came");
        }

        int port() {
            return listening.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        upstream = new Upstream();
        gateway = TestGateway.start(data, settings(upstream.port()));
        agent = gateway.agent("coder");
    }

    private static Settings settings(int port) {
        return SettingsFile.parse("s.yaml", """
                egress:
                  port: 0
                  allow:
                    - hosts: [localhost]
                      ports: [%d]
                      networks: [127.0.0.0/8, '::1']
                """.formatted(port));
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        upstream.close();
    }

    private Socket proxy() throws IOException {
        Socket socket = new Socket();
        socket.connect(gateway.gateway().egress().orElseThrow());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private String basic(String token) {
        return "Proxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString(("work:" + token).getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String head(Socket socket) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!out.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            out.write(b);
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private String connect(Socket socket, String target, String token) throws IOException {
        send(socket, "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + basic(token) + "\r\n");
        return head(socket);
    }

    /** The first flight of the JDK's own TLS client. */
    static byte[] greeting(String name) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new SNIHostName(name)));
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    @Test
    void a_tunnel_to_an_allowed_host_carries_the_greeting_and_the_answer_and_is_recorded() throws Exception {
        long before = gateway.receipts(gateway.operator());
        try (Socket socket = proxy()) {
            assertTrue(connect(socket, "localhost:" + upstream.port(), agent.token())
                    .startsWith("HTTP/1.1 200 "));
            byte[] greeting = greeting("localhost");
            socket.getOutputStream().write(greeting);
            assertEquals(new String(greeting, StandardCharsets.ISO_8859_1), upstream.next());
            assertTrue(head(socket).startsWith("HTTP/1.1 200 OK"));
        }
        assertTrue(gateway.receipts(gateway.operator()) > before);
    }

    @Test
    void a_host_that_no_rule_names_is_refused_with_a_receipt_and_never_dialled() throws Exception {
        long before = gateway.receipts(gateway.operator());
        try (Socket socket = proxy()) {
            String answer = connect(socket, "elsewhere.example:443", agent.token());
            assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
            assertTrue(answer.contains("Sallyport-Code: egress_not_allowed\r\n"), answer);
            assertTrue(answer.contains("Sallyport-Receipt: rcp_"), answer);
        }
        assertEquals(before + 1, gateway.receipts(gateway.operator()));
        assertTrue(upstream.came.isEmpty());
        gateway.stop();
        String audit = java.nio.file.Files.readString(data.resolve("logs/audit.jsonl"));
        assertTrue(audit.contains("\"event\":\"egress.denied\""), audit);
        assertFalse(audit.contains("elsewhere"), "the audit trail names the host");
        gateway.begin();
    }

    @Test
    void a_greeting_for_another_host_is_cut_before_a_byte_of_it_leaves_and_recorded() throws Exception {
        for (String name : List.of("other.example", "")) {
            long before = gateway.receipts(gateway.operator());
            try (Socket socket = proxy()) {
                assertTrue(connect(socket, "localhost:" + upstream.port(), agent.token())
                        .startsWith("HTTP/1.1 200 "));
                socket.getOutputStream().write(greeting(name));
                assertEquals(-1, socket.getInputStream().read());
            }
            // Allowed, turned out to be another, not started.
            assertEquals(before + 3, gateway.receipts(gateway.operator()));
        }
        assertEquals("", String.join("", upstream.came), "bytes reached the server");
    }

    @Test
    void a_plain_request_goes_on_with_its_path_alone_and_without_the_proxy_credential() throws Exception {
        try (Socket socket = proxy()) {
            send(
                    socket,
                    "GET http://LOCALHOST:" + upstream.port() + "/a?b=c HTTP/1.1\r\nHost: elsewhere.example\r\n"
                            + "Connection: X-Hop\r\nX-Hop: 1\r\nX-Kept: 2\r\n" + basic(agent.token()) + "\r\n");
            assertTrue(head(socket).startsWith("HTTP/1.1 200 OK"));
            String came = upstream.next();
            assertTrue(came.startsWith("GET /a?b=c HTTP/1.1\r\nHost: localhost:" + upstream.port() + "\r\n"), came);
            assertTrue(came.contains("X-Kept: 2\r\n") && came.contains("Connection: close\r\n"), came);
            assertFalse(came.contains("X-Hop") || came.contains("Proxy-"), came);
        }
    }

    @Test
    void addresses_in_any_notation_the_gateway_itself_and_strangers_are_refused() throws Exception {
        String port = ":" + upstream.port();
        List<String> refused = List.of("2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "0");
        for (String host : refused) {
            try (Socket socket = proxy()) {
                String answer = connect(socket, host + port, agent.token());
                assertTrue(answer.contains("Sallyport-Code: egress_literal\r\n"), host + ": " + answer);
            }
        }
        try (Socket socket = proxy()) {
            String answer = connect(socket, "localhost" + port, "sp_ag_nobody");
            assertTrue(answer.startsWith("HTTP/1.1 407 "), answer);
        }
        assertTrue(upstream.came.isEmpty());
    }

    private void restartWith(String more) throws IOException {
        gateway.stop();
        gateway = gateway.with(SettingsFile.parse(data.resolve("s.yaml").toString(), more.formatted(upstream.port())));
    }

    private String plain(String path, String field) throws IOException {
        try (Socket socket = proxy()) {
            send(
                    socket,
                    "GET http://localhost:" + upstream.port() + path + " HTTP/1.1\r\n" + field + basic(agent.token())
                            + "\r\n");
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void a_credential_is_added_after_the_record_and_is_found_nowhere_else() throws Exception {
        String value = "MARK3D-token-of-the-service";
        String bait = "MARK3D-bait-nobody-may-use";
        for (String[] one : new String[][] {{"gh.token", value}, {"bait.token", bait}}) {
            java.nio.file.Files.setPosixFilePermissions(
                    java.nio.file.Files.writeString(data.resolve(one[0]), one[1]),
                    java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        }
        restartWith("""
                secrets:
                  gh: {file: gh.token, uses: ['egress:localhost'], agents: [coder]}
                  bait: {file: bait.token, canary: true}
                  gone: {file: gone.token, uses: ['egress:localhost']}
                egress:
                  port: 0
                  allow:
                    - hosts: [localhost]
                      ports: [%d]
                      networks: [127.0.0.0/8, '::1']
                      headers: {Authorization: 'Bearer secret://gh'}
                """);
        String answer = plain("/echo", "Authorization: Bearer mine\r\n");
        String came = upstream.next();
        assertTrue(came.contains("authorization: Bearer " + value + "\r\n"), came);
        assertFalse(came.contains("mine"), came);
        assertTrue(answer.contains("hello") && answer.contains("X-Echo: ****"), answer);
        assertFalse(answer.contains("MARK3D"), answer);
        assertTrue(plain("/?leak=" + bait, "").contains("Sallyport-Code: credential_of_broker\r\n"));
        assertTrue(plain("/", "X-Mine: " + value + "\r\n").contains("Sallyport-Code: credential_of_broker\r\n"));
        try (Socket socket = proxy()) { // nothing can be added to a tunnel, so the rule covers none
            assertTrue(connect(socket, "localhost:" + upstream.port(), agent.token())
                    .contains("egress_not_allowed"));
        }
        String told = gateway.client().get("/metrics", "").text()
                + gateway.client()
                        .get("/v1/receipts?limit=500", gateway.operator())
                        .text()
                + gateway.client()
                        .get("/v1/decisions?limit=500", gateway.operator())
                        .text();
        assertTrue(told.contains("sallyport_sdk_bypass_total 2"), "bypasses are counted");
        assertFalse(told.contains("MARK3D"), "told");
        gateway.stop();
        try (java.util.stream.Stream<Path> all = java.nio.file.Files.walk(data)) {
            for (Path file : all.filter(java.nio.file.Files::isRegularFile)
                    .filter(p -> !p.toString().endsWith(".token"))
                    .toList()) {
                String text = new String(java.nio.file.Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("MARK3D"), file.toString());
            }
        }
        String audit = java.nio.file.Files.readString(data.resolve("logs/audit.jsonl"));
        assertTrue(audit.contains("\"event\":\"secret.loaded\"") && audit.contains("\"event\":\"sdk.bypass\""), audit);
        gateway.begin();
    }

    @Test
    void without_its_secret_a_request_is_not_sent() throws Exception {
        restartWith("""
                secrets:
                  gone: {file: gone.token, uses: ['egress:localhost']}
                egress:
                  port: 0
                  allow:
                    - {hosts: [localhost], ports: [%d], networks: [127.0.0.0/8, '::1'], headers: {X-Key: 'secret://gone'}}
                """);
        assertTrue(plain("/", "").contains("Sallyport-Code: secret_unresolvable\r\n"));
        assertEquals(null, upstream.came.poll(200, TimeUnit.MILLISECONDS));
    }

    @Test
    void freezing_an_agent_ends_its_open_tunnels() throws Exception {
        try (Socket socket = proxy()) {
            connect(socket, "localhost:" + upstream.port(), agent.token());
            socket.getOutputStream().write(greeting("localhost"));
            assertTrue(head(socket).startsWith("HTTP/1.1 200 OK"));
            gateway.client().post("/v1/agents/" + agent.id() + "/freeze", gateway.operator(), "{\"reason\":\"test\"}");
            socket.setSoTimeout(5_000);
            try {
                socket.getInputStream().readAllBytes();
            } catch (SocketTimeoutException still) {
                throw new AssertionError("the tunnel is still open", still);
            } catch (IOException reset) {
                // Cut is cut.
            }
        }
        try (Socket socket = proxy()) {
            String answer = connect(socket, "localhost:" + upstream.port(), agent.token());
            assertTrue(answer.contains("Sallyport-Code: agent_frozen\r\n"), answer);
        }
    }
}
