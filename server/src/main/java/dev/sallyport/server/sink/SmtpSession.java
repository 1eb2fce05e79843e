package dev.sallyport.server.sink;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Commands and replies of SMTP (RFC 5321) over one connection. Confined to one thread. */
final class SmtpSession {
    private static final int LINE_LIMIT = 2_048;
    private static final int LINES = 100;

    private final InputStream in;
    private final OutputStream out;

    SmtpSession(Socket socket) throws IOException {
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** A reply: its code and the words of its lines. */
    record Reply(int code, List<String> words) {
        boolean isOk() {
            return code / 100 == 2;
        }

        /** Whether one line is that word, or begins with it. */
        boolean says(String word) {
            return words.stream()
                    .anyMatch(line -> (line + " ").toUpperCase(Locale.ROOT).startsWith(word + " "));
        }
    }

    /** Sends a line and reads the reply. */
    Reply command(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return reply();
    }

    /** Sends a message whose lines end in CR LF, doubles dots at their beginnings, and reads the reply. */
    Reply data(byte[] message) throws IOException {
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(message.length + 64);
        boolean fresh = true;
        for (byte b : message) {
            if (fresh && b == '.') {
                stuffed.write('.');
            }
            stuffed.write(b);
            fresh = b == '\n';
        }
        stuffed.writeBytes(".\r\n".getBytes(StandardCharsets.US_ASCII));
        stuffed.writeTo(out);
        out.flush();
        return reply();
    }

    /** Reads a reply of one or more lines. */
    Reply reply() throws IOException {
        List<String> words = new ArrayList<>();
        while (words.size() < LINES) {
            String line = line();
            if (!line.matches("[2-5][0-9][0-9]([ -].*)?")) {
                throw new IOException("no reply of SMTP");
            }
            words.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, 3)), List.copyOf(words));
            }
        }
        throw new IOException("a reply without an end");
    }

    /** Whether more came than was asked for, which nobody may say before TLS (RFC 3207 section 6). */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() >= LINE_LIMIT) {
                throw new IOException(c < 0 ? "no answer" : "a line without an end");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
