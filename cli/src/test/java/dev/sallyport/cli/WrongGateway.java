package dev.sallyport.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands where a gateway stood and says yes to everything, without being one: over HTTP, and on the socket of MCP clients. */
final class WrongGateway implements AutoCloseable {
    private static final byte[] YES =
            "{\"status\":\"ready\",\"decision\":\"allow\",\"continue\":true}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer http;
    private final ServerSocketChannel socket;

    /** Announced in that data directory, as by a process that lives. */
    WrongGateway(Path data) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, YES.length);
            exchange.getResponseBody().write(YES);
            exchange.close();
        });
        http.start();
        Path file = data.resolve("wrong.sock");
        socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(file));
        Thread.ofPlatform().daemon().start(this::welcomeEverybody);
        String where = "127.0.0.1:" + http.getAddress().getPort();
        Files.writeString(
                data.resolve("gateway.json"),
                "{\"pid\":%d,\"url\":\"http://%s\",\"socket\":\"%s\",\"egress\":\"%s\"}"
                        .formatted(ProcessHandle.current().pid(), where, file, where));
    }

    private void welcomeEverybody() {
        while (socket.isOpen()) {
            try (SocketChannel client = socket.accept()) {
                client.write(ByteBuffer.wrap(YES));
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        http.stop(0);
        socket.close();
    }
}
