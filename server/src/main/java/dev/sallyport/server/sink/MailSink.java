package dev.sallyport.server.sink;

import dev.sallyport.server.config.Channel.Reach;
import dev.sallyport.server.config.Destination.Kind;
import dev.sallyport.server.config.Destination.Security;
import dev.sallyport.soc.sink.Line;
import dev.sallyport.soc.sink.MailMessage;
import dev.sallyport.soc.sink.Outcome;
import dev.sallyport.soc.sink.Secret;
import dev.sallyport.soc.sink.Sink;
import dev.sallyport.soc.sink.Told;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Mail through a submission server (RFC 6409): TLS at once or by STARTTLS, never without it beyond this machine; the password is
 * sent over TLS alone. A mailbox that shows a Message-ID once shows a repetition once.
 */
final class MailSink implements Sink {
    private final Kind.Mail kind;
    private final Reach reach;
    private final Optional<Secret> password;
    private final String host;
    private final MailMessage message;

    /** @param host how this gateway names itself */
    MailSink(Kind.Mail kind, Reach reach, Optional<Secret> password, String host) {
        this.kind = kind;
        this.reach = reach;
        this.password = password;
        this.host = host;
        this.message = new MailMessage(new MailMessage.Envelope(kind.from(), kind.to()));
    }

    @Override
    public Outcome tell(Told told, Line line) throws IOException {
        try (Socket plain = StreamLine.open(kind.server(), reach)) {
            if (kind.security() == Security.TLS) {
                try (Socket tls = StreamLine.secured(plain, kind.server())) {
                    return greeted(new SmtpSession(tls), true, told);
                }
            }
            SmtpSession session = new SmtpSession(plain);
            if (kind.security() == Security.NONE) {
                return greeted(session, false, told);
            }
            Optional<Outcome> refused = starts(session);
            if (refused.isPresent()) {
                return refused.get();
            }
            try (Socket tls = StreamLine.secured(plain, kind.server())) {
                return spoken(new SmtpSession(tls), true, told);
            }
        }
    }

    /** Asks for TLS; empty if it begins now. */
    private Optional<Outcome> starts(SmtpSession session) throws IOException {
        SmtpSession.Reply greeting = session.reply();
        if (!greeting.isOk()) {
            return Optional.of(of(greeting));
        }
        if (!session.command("EHLO " + host).says("STARTTLS")) {
            return Optional.of(new Outcome.Never("the mail server offers no STARTTLS"));
        }
        SmtpSession.Reply ready = session.command("STARTTLS");
        if (!ready.isOk()) {
            return Optional.of(of(ready));
        }
        return session.hasMore()
                ? Optional.of(new Outcome.Later("words before TLS", OptionalLong.empty(), false))
                : Optional.empty();
    }

    private Outcome greeted(SmtpSession session, boolean secure, Told told) throws IOException {
        SmtpSession.Reply greeting = session.reply();
        return greeting.isOk() ? spoken(session, secure, told) : of(greeting);
    }

    private Outcome spoken(SmtpSession session, boolean secure, Told told) throws IOException {
        SmtpSession.Reply hello = session.command("EHLO " + host);
        if (!hello.isOk()) {
            return of(hello);
        }
        if (password.isPresent() && kind.login().isPresent()) {
            if (!secure && reach != Reach.LOOPBACK) {
                return new Outcome.Never("no password without TLS");
            }
            String plain =
                    "\0" + kind.login().get().user() + "\0" + password.get().open();
            SmtpSession.Reply let = session.command(
                    "AUTH PLAIN " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
            if (!let.isOk()) {
                return of(let);
            }
        }
        return sent(session, told);
    }

    private Outcome sent(SmtpSession session, Told told) throws IOException {
        SmtpSession.Reply from = session.command("MAIL FROM:<" + kind.from() + ">");
        if (!from.isOk()) {
            return of(from);
        }
        int refused = 0;
        SmtpSession.Reply last = from;
        for (String to : kind.to()) {
            SmtpSession.Reply one = session.command("RCPT TO:<" + to + ">");
            refused += one.isOk() ? 0 : 1;
            last = one.isOk() ? last : one;
        }
        if (refused == kind.to().size()) {
            return of(last);
        }
        SmtpSession.Reply data = session.command("DATA");
        if (data.code() != 354) {
            return of(data);
        }
        SmtpSession.Reply end = session.data(message.bytes(told));
        if (!end.isOk()) {
            return of(end);
        }
        bye(session);
        String reference = told.reference().isEmpty() ? message.id(told) : told.reference();
        return new Outcome.Taken(reference, refused == 0 ? "" : refused + " of the addresses were refused");
    }

    private static void bye(SmtpSession session) {
        try {
            session.command("QUIT");
        } catch (IOException e) {
            return; // the mail was taken; how the connection ends says nothing
        }
    }

    /** 4xx pass, 5xx stay (RFC 5321 section 4.2.1). */
    private static Outcome of(SmtpSession.Reply reply) {
        String why = "smtp " + reply.code();
        return reply.code() / 100 == 4 ? new Outcome.Later(why, OptionalLong.empty(), false) : new Outcome.Never(why);
    }
}
