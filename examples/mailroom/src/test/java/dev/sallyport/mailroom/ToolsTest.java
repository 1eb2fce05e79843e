package dev.sallyport.mailroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the tools do to the data folder. */
@Timeout(30)
class ToolsTest {

    private Office office;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        office = Office.open(folder).greeted();
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void writtenFile_isReadBack_andListed() throws IOException {
        assertEquals("written", Office.text(office.call("write_file", "path", "drafts/a.txt", "content", "héllo")));
        assertEquals("héllo", Office.text(office.call("read_file", "path", "drafts/a.txt")));
        assertTrue(office.call("list_files")
                .path("structuredContent")
                .path("files")
                .toString()
                .contains("drafts/a.txt"));
    }

    @Test
    void sentMail_liesInTheOutbox() throws IOException {
        office.call("send_mail", "to", "orders@hollis.example", "subject", "Delivery", "body", "In 14 days.");
        office.call("send_mail", "to", "orders@hollis.example", "subject", "Delivery", "body", "Again.");
        assertEquals(2, office.outbox().size());
        String mail = Files.readString(office.outbox().get(0));
        assertEquals("To: orders@hollis.example\nSubject: Delivery\n\nIn 14 days.\n", mail);
    }

    @Test
    void mailToNoSingleAddress_isRefused() throws IOException {
        for (String to : List.of("", "nobody", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example")) {
            assertRefused(to, office.call("send_mail", "to", to, "subject", "s", "body", "b"));
        }
        assertTrue(office.outbox().isEmpty());
    }

    @Test
    void inbox_isListedWithSendersAndRead() throws IOException {
        JsonNode mail = office.call("list_mail").path("structuredContent").path("mail");
        assertEquals("001", mail.path(0).path("id").asString());
        assertEquals("orders@hollis.example", mail.path(0).path("from").asString());
        assertTrue(Office.text(office.call("read_mail", "id", "002")).contains("archive@collector.example"));
    }

    @Test
    void poisonedPage_isFetchedAsItLies() throws IOException {
        String page = Office.text(office.call("fetch_page", "url", "https://partner.example/terms.html"));
        assertTrue(page.contains("archive@collector.example"));
        assertTrue(Office.text(office.call("fetch_page", "url", "http://news.example"))
                .contains("Paper prices"));
    }

    @Test
    void pageOutsideTheLocalWeb_isRefused() throws IOException {
        for (String url : List.of(
                "https://nowhere.example/",
                "file:///etc/passwd",
                "https://partner.example/../../inbox/001.txt",
                "https://user@partner.example/terms.html",
                "https://../inbox/001.txt",
                "not a url",
                "https://",
                "https://partner.example/%2e%2e/%2e%2e/files/notes.txt",
                "")) {
            assertRefused(url, office.call("fetch_page", "url", url));
        }
    }

    @Test
    void pathThatLeavesTheFolderOrIsNoFile_isNotRead() throws IOException {
        Files.createSymbolicLink(
                office.data().resolve("files/link"), office.data().resolve("inbox"));
        for (String path : List.of(
                "../inbox/001.txt",
                "/etc/passwd",
                "a/../../inbox/001.txt",
                "..",
                ".",
                "",
                "invoices/../../web",
                "\u0000",
                "link/001.txt",
                "missing.txt",
                "invoices")) {
            assertRefused(path, office.call("read_file", "path", path));
        }
    }

    @Test
    void pathThatLeavesTheFolderOrIsNoFile_isNotWritten() throws IOException {
        Files.createSymbolicLink(
                office.data().resolve("files/link"), office.data().resolve("inbox"));
        Files.createSymbolicLink(
                office.data().resolve("files/dangling"), office.data().resolve("planted.txt"));
        for (String path :
                List.of("../outbox/x.txt", "/tmp/x.txt", "link/x.txt", "dangling", "invoices", "", "a/../../b")) {
            assertRefused(path, office.call("write_file", "path", path, "content", "x"));
        }
        assertFalse(Files.exists(office.data().resolve("planted.txt")));
        assertFalse(Files.exists(office.data().resolve("inbox/x.txt")));
        assertTrue(office.outbox().isEmpty());
    }

    @Test
    void argumentsThatDoNotFitTheSchema_areRefused() throws IOException {
        assertRefused(office.call("read_file"));
        assertRefused(office.call("read_file", "path", "notes.txt", "mode", "raw"));
        assertRefused(office.call("wait_for_mail", "seconds", "1"));
        assertRefused(office.request(1, "tools/call", "{\"name\":\"read_file\",\"arguments\":[]}")
                .path("result"));
        JsonNode tooLong = office.request(
                        1, "tools/call", "{\"name\":\"wait_for_mail\",\"arguments\":{\"seconds\":61}}")
                .path("result");
        assertRefused(tooLong);
    }

    private static void assertRefused(JsonNode result) {
        assertRefused("call", result);
    }

    private static void assertRefused(String what, JsonNode result) {
        assertTrue(result.path("isError").asBoolean(false), () -> "`" + what + "` gave " + result);
    }
}
