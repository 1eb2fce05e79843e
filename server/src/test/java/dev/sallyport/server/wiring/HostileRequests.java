package dev.sallyport.server.wiring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** HTTP requests byte by byte, as no client library would send them, from a seed. Confined to one thread, save {@link #stalled}. */
final class HostileRequests {
    private static final int PATIENCE_MILLIS = 20_000;

    /** Whose requests they are. */
    record Caller(String token, String session) {}

    private final Random random;
    private final int port;

    HostileRequests(Random random, int port) {
        this.random = random;
        this.port = port;
    }

    /**
     * A request of that caller, with another one's credentials thrown in here and there.
     *
     * @param other whose session it tries to reach
     */
    byte[] next(Caller caller, Caller other, byte[] frame) {
        StringBuilder head = new StringBuilder();
        head.append(line()).append("\r\n").append(host());
        head.append("Connection: close\r\nContent-Type: application/json\r\n");
        head.append("Accept: application/json, text/event-stream\r\n");
        head.append(credentials(caller, other)).append(session(caller, other)).append(metadata());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] body = framed(head, frame, caller);
        out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** One of so many oddities, or mostly none of them. */
    private int odd(int kinds) {
        return random.nextInt(5) > 0 ? kinds : random.nextInt(kinds);
    }

    private String line() {
        return switch (odd(20)) {
            case 0 -> "POST /mcp/box/../box HTTP/1.1";
            case 1 -> "POST /mcp/%62ox HTTP/1.1";
            case 2 -> "POST http://evil.example/mcp/box HTTP/1.1";
            case 3 -> "post /mcp/box HTTP/1.1";
            case 4 -> "POST /mcp/box HTTP/1.0";
            case 5 -> "DELETE /mcp/none HTTP/1.1";
            default -> "POST /mcp/box HTTP/1.1";
        };
    }

    private String host() {
        String own = "Host: 127.0.0.1:" + port + "\r\n";
        return switch (odd(20)) {
            case 0 -> "";
            case 1 -> "Host: evil.example\r\n";
            case 2 -> own + "Host: evil.example\r\n";
            case 3 -> own + "Origin: http://evil.example\r\n";
            case 4 -> own + "Origin: null\r\n";
            case 5 -> own + "Origin: http://127.0.0.1:" + port + "\r\nOrigin: http://evil.example\r\n";
            case 6 -> own + "X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n";
            default -> own;
        };
    }

    private String credentials(Caller caller, Caller other) {
        String own = "Authorization: Bearer " + caller.token() + "\r\n";
        return switch (odd(16)) {
            case 0 -> own + "Authorization: Bearer " + other.token() + "\r\n";
            case 1 -> own + "Sallyport-Token: " + other.token() + "\r\n";
            case 2 -> "";
            case 3 -> "aUTHORIZATION: bearer " + caller.token() + "\r\n";
            default -> own;
        };
    }

    private String session(Caller caller, Caller other) {
        String own = "Mcp-Session-Id: " + caller.session() + "\r\n";
        return switch (odd(16)) {
            case 0 -> own + own;
            case 1 -> own + "mcp-session-id: " + other.session() + "\r\n";
            case 2 -> "mCP-sESSION-iD: " + other.session() + "\r\n" + own;
            case 3 -> "MCP-SESSION-ID: " + other.session() + "\r\n";
            case 4 -> "Mcp-Session-Id: " + caller.session() + ", " + other.session() + "\r\n";
            case 5 -> "Mcp-Session-Id:" + caller.session() + "\r\n " + other.session() + "\r\n";
            case 6 -> "Mcp-Session-Id : " + caller.session() + "\r\n";
            case 7 -> "Mcp-Session-Id: " + caller.session() + "\nMcp-Session-Id: " + other.session() + "\r\n";
            case 8 -> "";
            default -> own;
        };
    }

    private String metadata() {
        return switch (odd(12)) {
            case 0 -> "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: read\r\n";
            case 1 -> "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\nMcp-Name: read\r\n";
            case 2 -> "MCP-Protocol-Version: 2025-1" + random.nextInt(10) + "-25\r\n";
            case 3 -> "Mcp-Method: tools/call\r\nMcp-Method: tools/list\r\n";
            case 4 -> "Mcp-Name: " + HostileFrames.UNPINNED + "\r\n";
            case 5 -> "Sallyport-Session: " + "s".repeat(1 + random.nextInt(300)) + "\r\n";
            case 6 -> "X: " + "x".repeat(20_000) + "\r\n";
            default -> "";
        };
    }

    /** Says where the body ends, or says two things of it. */
    private byte[] framed(StringBuilder head, byte[] frame, Caller caller) {
        String smuggled = "POST /mcp/box HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + caller.token()
                + "\r\nMcp-Session-Id: " + caller.session()
                + "\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"call\":1";
        String length = "Content-Length: " + frame.length + "\r\n";
        switch (odd(16)) {
            case 0 -> head.append(length).append("Transfer-Encoding: chunked\r\n");
            case 1 -> head.append("Transfer-Encoding: chunked\r\n").append(length);
            case 2 ->
                head.append(length)
                        .append("Content-Length: ")
                        .append(frame.length + 1)
                        .append("\r\n");
            case 3 -> head.append("Transfer-Encoding: xchunked\r\n").append(length);
            case 4 -> head.append("Content-Length: +").append(frame.length).append("\r\n");
            case 5 -> head.append("Content-Length: ").append(frame.length + 7).append("\r\n");
            case 6 -> head.append("Content-Length: ").append(frame.length / 2).append("\r\n");
            case 7 -> {
                head.append("Transfer-Encoding: chunked\r\n");
                return joined(Integer.toHexString(frame.length) + "\r\n", frame, "\r\n0\r\n\r\n");
            }
            case 8 -> {
                head.append("Transfer-Encoding: chunked\r\n");
                return joined("fffffffff\r\n", frame, "\r\n0\r\n\r\n");
            }
            case 9 -> {
                head.append(length);
                return joined("", frame, smuggled);
            }
            default -> head.append(length);
        }
        return frame;
    }

    private static byte[] joined(String before, byte[] frame, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(frame);
        out.writeBytes(after.getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    /** Sends it and hears everything that comes back until the gateway hangs up. */
    String send(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
                socket.shutdownOutput();
            } catch (IOException e) {
                // The gateway hung up first; what it said may still be read.
            }
            return rest(socket.getInputStream());
        }
    }

    /** Announces a body that never comes, or comes a byte at a time; what the gateway says once it has had enough. */
    static String stalled(int port, Caller caller, boolean trickles) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /mcp/box HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + caller.token()
                            + "\r\nContent-Type: application/json\r\nContent-Length: 4000000\r\n\r\n{")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            try {
                while (trickles && socket.getInputStream().available() == 0) {
                    out.write(' ');
                    out.flush();
                }
            } catch (IOException e) {
                // It hung up.
            }
            return rest(socket.getInputStream());
        }
    }

    private static String rest(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        try {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                all.write(piece, 0, n);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // Reset: with bytes of ours unread, that is how it hangs up.
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }
}
