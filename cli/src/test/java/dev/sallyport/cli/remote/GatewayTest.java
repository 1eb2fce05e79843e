package dev.sallyport.cli.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
    @Test
    void a_body_of_stated_length_is_read() {
        Reply reply = answered("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}ignored", g -> g.get("/x"));
        assertEquals(200, reply.status());
        assertArrayEquals("{}".getBytes(StandardCharsets.US_ASCII), reply.body());
    }

    @Test
    void a_chunked_body_is_read() {
        Reply reply = answered(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1;x=y\r\n}\r\n0\r\n\r\n",
                g -> g.get("/x"));
        assertEquals(JsonObject.of(), reply.object());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{}"
            })
    void an_answer_that_is_none_decides_nothing(String answer) {
        Complaint complaint = assertThrows(Complaint.class, () -> answered(answer, g -> g.get("/x")));
        assertEquals(Exit.CANNOT_DECIDE, complaint.exit());
    }

    @Test
    void a_refusal_keeps_the_gateways_code_and_words() {
        String body = "{\"code\":\"frozen\",\"title\":\"t\",\"detail\":\"the agent is frozen\"}";
        Reply reply =
                answered("HTTP/1.1 403 F\r\nContent-Length: " + body.length() + "\r\n\r\n" + body, g -> g.get("/x"));
        Complaint complaint = assertThrows(Complaint.class, reply::orComplain);
        assertEquals("frozen", complaint.code());
        assertEquals(Exit.NO, complaint.exit());
        assertTrue(complaint.words().contains("the agent is frozen"), complaint.words());
    }

    @Test
    void the_credential_goes_into_the_header_and_into_no_text() {
        Gateway gateway = new Gateway(URI.create("http://127.0.0.1:1"), Optional.of("sp_op_secret"));
        assertFalse(gateway.toString().contains("secret"));
        assertThrows(Complaint.class, () -> gateway.as("a\r\nHost: evil"));
        assertThrows(Complaint.class, () -> new Gateway(URI.create("http://h/path"), Optional.empty()));
        assertThrows(Complaint.class, () -> new Gateway(URI.create("file:///etc"), Optional.empty()));
    }

    private static Reply answered(String answer, Function<Gateway, Reply> ask) {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<String> serving = new FutureTask<>(() -> serve(server, answer));
            Thread.ofVirtual().start(serving);
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
            return ask.apply(new Gateway(url, Optional.of("sp_op_x")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String serve(ServerSocket server, String answer) throws IOException {
        try (Socket socket = server.accept()) {
            byte[] request = new byte[4096];
            int got = socket.getInputStream().read(request);
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(request, 0, Math.max(got, 0), StandardCharsets.US_ASCII);
        }
    }
}
