package dev.sallyport.server.sink;

import dev.sallyport.server.config.Channel.Reach;
import dev.sallyport.server.config.Destination.Form;
import dev.sallyport.server.config.Destination.Kind;
import dev.sallyport.soc.export.Cef;
import dev.sallyport.soc.export.Ecs;
import dev.sallyport.soc.export.JsonBody;
import dev.sallyport.soc.export.Maker;
import dev.sallyport.soc.export.Ocsf;
import dev.sallyport.soc.export.Syslog;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeText;
import dev.sallyport.soc.sink.Line;
import dev.sallyport.soc.sink.Outcome;
import dev.sallyport.soc.sink.Sink;
import dev.sallyport.soc.sink.Told;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A syslog server over TLS with octet counting (RFC 5425), a connection per message. The protocol has no answer: taken means
 * that the connection held until it was closed in order.
 */
final class SyslogSink implements Sink {
    private final Kind.Syslog kind;
    private final Reach reach;
    private final Maker maker;

    SyslogSink(Kind.Syslog kind, Reach reach, Maker maker) {
        this.kind = kind;
        this.reach = reach;
        this.maker = maker;
    }

    @Override
    public Outcome tell(Told told, Line line) throws IOException {
        Notice notice = told.notice();
        byte[] message = Syslog.message(notice, maker, text(notice, kind.form()), kind.limitBytes());
        try (Socket plain = StreamLine.open(kind.server(), reach);
                Socket socket = kind.tls() ? StreamLine.secured(plain, kind.server()) : plain) {
            OutputStream out = socket.getOutputStream();
            out.write(Syslog.framed(message));
            out.flush();
            socket.shutdownOutput();
            socket.getInputStream().readNBytes(1); // the other side's end, or that it broke off
        }
        return Outcome.taken(told.key());
    }

    private String text(Notice notice, Form form) {
        return switch (form) {
            case TEXT -> NoticeText.headline(notice) + ". " + notice.about().sentence();
            case CEF -> Cef.of(notice, maker);
            case OCSF -> new String(JsonBody.of(Ocsf.incident(notice, maker)), StandardCharsets.UTF_8);
            case ECS -> new String(JsonBody.of(Ecs.of(notice, maker)), StandardCharsets.UTF_8);
        };
    }
}
