package dev.sallyport.server.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.detect.RuleRef;
import dev.sallyport.soc.detect.Stage;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.incident.Verdict;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IncidentNoticesTest {
    private static final IncidentNotices NOTICES = new IncidentNotices(
            SettingsFile.parse("f", "").integrity().alerts(), Optional.empty(), incident -> Optional.of("payments"));

    private static Incident incident(String title) {
        RuleRef rule = new RuleRef(
                "deny-storm",
                title,
                "sha256:00",
                "A. Author",
                dev.sallyport.soc.detect.Severity.HIGH,
                Stage.ALERT,
                "denials",
                List.of());
        About about = new About(Optional.of("mailer"), Optional.empty(), Optional.empty(), Optional.empty());
        return Incident.of(new Alert(
                "alr_1", new TenantId("acme"), rule, 1, 10, 20, 30, about, List.of("rcp_1"), Optional.empty(), false));
    }

    @Test
    void an_incident_is_told_as_it_was_opened_taken_and_closed() {
        Incident opened = incident("denied again and again");
        Notice first = NOTICES.of(opened);
        assertEquals(Kind.OPENED, first.kind());
        assertEquals(Severity.HIGH, first.severity());
        assertEquals("A. Author", first.about().rule().author());
        assertEquals("payments", first.about().team());
        assertEquals(List.of("rcp_1"), first.receipts());
        Notice taken = NOTICES.of(opened.assigned("ada", 40));
        assertEquals(Kind.UPDATED, taken.kind());
        assertTrue(taken.acknowledged());
        assertEquals(
                Kind.CLOSED,
                NOTICES.of(opened.closed(Verdict.UNDECIDED, "", 50)).kind());
    }

    @Test
    void a_title_that_is_too_long_or_hides_something_is_marked_and_cut() {
        Notice notice = NOTICES.of(incident("\u202e" + "x".repeat(1000)));
        assertTrue(notice.about().title().startsWith("\\u{202e}x"));
        assertTrue(notice.about().title().length() <= 200);
    }
}
