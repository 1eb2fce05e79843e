package dev.sallyport.soc.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeText;
import dev.sallyport.soc.notice.Samples;
import dev.sallyport.soc.notice.Severity;
import dev.sallyport.testkit.place.FakeMailbox;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MailTest {
    private static final MailMessage MAIL =
            new MailMessage(new MailMessage.Envelope("soc@example.com", List.of("a@example.com", "b@example.com")));

    private static Told told(Notice notice, String reference) {
        return new Told(notice, "ntc-1", Samples.NOON, 0, reference);
    }

    @Test
    void a_mail_is_well_formed_and_the_same_mail_at_each_attempt() {
        FakeMailbox box = new FakeMailbox();
        for (Severity severity : Severity.values()) {
            for (Kind kind : Kind.values()) {
                Notice notice = Samples.longest("inc_1", 1, kind, severity);
                FakeMailbox.Mail mail = box.take(MAIL.bytes(told(notice, "")));
                assertEquals(NoticeText.headline(notice), mail.subject());
                assertTrue(mail.text().contains(notice.about().rule().author()));
            }
        }
        assertEquals(1, box.mails().size()); // one Message-ID, however often it came
    }

    @Test
    void later_notices_stand_below_the_first() {
        Notice notice = Samples.notice("inc_1", 2, Kind.UPDATED, Severity.HIGH);
        FakeMailbox.Mail mail = new FakeMailbox().take(MAIL.bytes(told(notice, "ntc-0@example.com")));
        assertEquals("<ntc-0@example.com>", mail.fields().get("in-reply-to"));
    }

    @Test
    void an_address_that_would_end_a_field_is_refused() {
        for (String wrong :
                List.of("a@b\r\nBcc: c@d", "a b@c", "<a@b>", "a@b,c@d", "@b", "a@", "\u00e9@b", "a@b c", "a..b@c")) {
            assertThrows(IllegalArgumentException.class, () -> new MailMessage.Envelope(wrong, List.of("a@b")), wrong);
            assertThrows(IllegalArgumentException.class, () -> new MailMessage.Envelope("a@b", List.of(wrong)), wrong);
        }
    }
}
