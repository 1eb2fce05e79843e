package dev.sallyport.server.sink;

import dev.sallyport.testkit.place.FakeMailbox;
import dev.sallyport.testkit.place.SyslogForm;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server and a syslog server on loopback, without TLS. */
final class FakeServers implements AutoCloseable {
    final FakeMailbox box = new FakeMailbox();
    final List<SyslogForm.Message> messages = new CopyOnWriteArrayList<>();
    final List<String> wrong = new CopyOnWriteArrayList<>();
    final List<String> said = new CopyOnWriteArrayList<>();
    private final ServerSocket mail = open();
    private final ServerSocket syslog = open();

    FakeServers() {
        serve(mail, this::mail);
        serve(syslog, this::syslog);
    }

    int mailPort() {
        return mail.getLocalPort();
    }

    int syslogPort() {
        return syslog.getLocalPort();
    }

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Serving {
        void on(Socket socket) throws IOException;
    }

    private void serve(ServerSocket server, Serving serving) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    serving.on(socket);
                } catch (IOException e) {
                    said.add("closed");
                } catch (AssertionError e) {
                    wrong.add("" + e.getMessage());
                }
            }
        });
    }

    private void syslog(Socket socket) throws IOException {
        for (byte[] frame : SyslogForm.frames(socket.getInputStream().readAllBytes())) {
            messages.add(SyslogForm.read(frame));
        }
    }

    private void mail(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        say(socket, "220 mail.example ESMTP");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            said.add(line);
            String word = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            switch (word) {
                case "EHLO" -> say(socket, "250-mail.example\r\n250-PIPELINING\r\n250 AUTH PLAIN");
                case "AUTH" -> say(socket, "235 ok");
                case "RCPT" -> say(socket, line.contains("nobody@") ? "550 no such user" : "250 ok");
                case "DATA" -> {
                    say(socket, "354 go on");
                    box.take(message(in));
                    say(socket, "250 queued");
                }
                case "QUIT" -> {
                    say(socket, "221 bye");
                    return;
                }
                default -> say(socket, "250 ok");
            }
        }
    }

    private static byte[] message(BufferedReader in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            String own = line.startsWith(".") ? line.substring(1) : line;
            out.writeBytes((own + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        mail.close();
        syslog.close();
    }
}
