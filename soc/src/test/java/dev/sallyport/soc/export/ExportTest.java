package dev.sallyport.soc.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.notice.Bounded;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeForm;
import dev.sallyport.soc.notice.Samples;
import dev.sallyport.soc.notice.Severity;
import dev.sallyport.testkit.place.SyslogForm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExportTest {
    private static final Maker MAKER = new Maker("gateway-1", "0.1.0");

    private static List<Notice> all() {
        List<Notice> out = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Severity severity : Severity.values()) {
                out.add(Samples.notice("inc_1", 1, kind, severity).notifiedAt(Samples.NOON));
                out.add(Samples.longest("inc_1", 1, kind, severity));
            }
        }
        return out;
    }

    private static void assertValid(OcsfSchema schema, String type, JsonObject event) {
        assertEquals(
                List.of(), schema.faults(type, event), () -> new String(JsonBody.of(event), StandardCharsets.UTF_8));
    }

    @Test
    void every_notice_decision_and_response_is_valid_ocsf() {
        Optional<OcsfSchema> found = OcsfSchema.find();
        assumeTrue(found.isPresent(), "skipped: no corpora");
        OcsfSchema schema = found.get();
        for (Notice notice : all()) {
            assertValid(schema, "incident_finding", Ocsf.incident(notice, MAKER));
            assertValid(schema, "detection_finding", Ocsf.finding(notice, MAKER));
        }
        int decisions = 0;
        for (EventName name : EventName.values()) {
            Event event = new Event(name, new TenantId("acme"), Samples.NOON, "rcp_1", Map.of("agent.id", "mailer"));
            Optional<JsonObject> decision = Ocsf.decision(event, MAKER);
            decision.ifPresent(one -> assertValid(schema, "api_activity", one));
            decisions += decision.isPresent() ? 1 : 0;
        }
        assertEquals(3, decisions);
        for (Response.Act act : Response.Act.values()) {
            Response response =
                    new Response(new TenantId("acme"), "step-1", "inc_1", act, true, "agent mailer", Samples.NOON);
            assertValid(schema, "remediation_activity", Ocsf.remediation(response, MAKER));
        }
        assertFalse(schema.faults("incident_finding", JsonObject.of()).isEmpty());
        assertFalse(
                schema.faults("api_activity", JsonObject.builder().put("x", 1).build())
                        .isEmpty());
    }

    @Test
    void every_form_shows_the_author_of_the_rule() {
        Notice notice = Samples.notice("inc_1", 1, Kind.OPENED, Severity.HIGH);
        for (String form : List.of(
                text(Ocsf.incident(notice, MAKER)),
                text(Ocsf.finding(notice, MAKER)),
                text(Ecs.of(notice, MAKER)),
                text(OtlpLog.of(notice, MAKER)),
                Cef.of(notice, MAKER),
                new String(Syslog.message(notice, MAKER, "", 8192), StandardCharsets.UTF_8))) {
            assertTrue(form.contains("A. Author"), form);
        }
    }

    private static String text(JsonObject value) {
        return new String(JsonBody.of(value), StandardCharsets.UTF_8);
    }

    @Test
    void a_syslog_message_is_whole_or_says_that_it_is_cut() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (Notice notice : all()) {
            String text = text(Ocsf.incident(notice, MAKER));
            byte[] message = Syslog.message(notice, MAKER, text, Syslog.LEAST_LIMIT);
            assertTrue(message.length <= Syslog.LEAST_LIMIT);
            stream.writeBytes(Syslog.framed(message));
            SyslogForm.Message read = SyslogForm.read(message);
            boolean cut = read.data().containsKey("is_truncated");
            assertEquals(!cut, read.text().equals(text));
            assertTrue(text.startsWith(read.text()));
            if (cut) {
                int size = text.getBytes(StandardCharsets.UTF_8).length;
                assertEquals(Integer.toString(size), read.data().get("untruncated_size"));
            }
            assertEquals(notice.about().rule().author(), read.data().get("author"));
        }
        assertEquals(all().size(), SyslogForm.frames(stream.toByteArray()).size());
    }

    @Test
    void no_value_forges_a_field_of_cef() {
        Notice notice = Samples.longest("inc_1", 1, Kind.OPENED, Severity.CRITICAL);
        String line = Cef.of(notice, MAKER);
        assertFalse(line.contains("\n"));
        String[] header = line.split("(?<!\\\\)(?:\\\\\\\\)*\\|", 8);
        assertEquals(8, header.length);
        assertEquals("10", header[6]);
        assertTrue(header[7].startsWith("rt="));
        long equals = header[7].replace("\\=", "").chars().filter(c -> c == '=').count();
        assertEquals(23, equals); // ten fields, six with labels, and the message
    }

    @Test
    void what_is_cut_says_how_much_is_missing() {
        assertEquals("abc", Bounded.cut("abc", 16));
        String cut = Bounded.cut("x".repeat(100), 20);
        assertEquals("x".repeat(12) + "\u2026 (+88)", cut);
        assertTrue(Bounded.cut("\ud83d\ude00".repeat(50), 21).length() <= 21);
        assertEquals("a\\u{202e}b", Bounded.line("a\u202eb", 40));
    }

    @Test
    void a_notice_is_read_back_as_it_was_kept() {
        for (Notice notice : all()) {
            assertEquals(notice, NoticeForm.read(NoticeForm.text(notice)));
        }
    }
}
