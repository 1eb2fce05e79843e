package dev.sallyport.server.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whoever comes to the preview door: writes requests byte for byte, as no well-behaved client would. */
record PreviewVisitor(URI door) {
    /** An answer, its head as it came. */
    record Seen(int status, String head, String body) {
        /** The first field of that name; empty if there is none. */
        String field(String name) {
            return fields(name).stream().findFirst().orElse("");
        }

        List<String> fields(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        boolean says(String code) {
            return body.contains("\"code\":\"" + code + "\"");
        }
    }

    Seen get(String target, String token) {
        return ask("GET", target, List.of("Authorization: Bearer " + token), "");
    }

    Seen ask(String method, String target, List<String> fields, String body) {
        StringBuilder out = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        if (fields.stream().noneMatch(f -> f.startsWith("Host:"))) {
            out.append("Host: ").append(door.getAuthority()).append("\r\n");
        }
        fields.forEach(f -> out.append(f).append("\r\n"));
        if (!body.isEmpty()) {
            out.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        if (fields.stream().noneMatch(f -> f.startsWith("Connection:"))) {
            out.append("Connection: close\r\n");
        }
        out.append("\r\n").append(body);
        try (Socket socket = new Socket(door.getHost(), door.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(out.toString().getBytes(StandardCharsets.UTF_8));
            return seen(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }

    private static Seen seen(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("cut off after " + head);
            }
            head.append((char) b);
        }
        Seen empty = new Seen(
                Integer.parseInt(head.substring(9, 12)), head.toString().strip(), "");
        byte[] body = in.readNBytes(Integer.parseInt(empty.field("Content-Length")));
        return new Seen(empty.status(), empty.head(), new String(body, StandardCharsets.UTF_8));
    }
}
