package dev.sallyport.connect.mcp.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private final List<String> heard = new ArrayList<>();
    private final EventReader reader = new EventReader(64, data -> heard.add(new String(data, StandardCharsets.UTF_8)));

    private void read(String text) throws IOException {
        reader.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void events_are_read_whatever_ends_their_lines_and_wherever_the_bytes_are_cut(String end) throws IOException {
        String text =
                "\ufeff: a comment\n\nid: 7\nevent: message\ndata: {\"a\":\ndata:1}\nretry: 20\n\ndata\n\nid: 8\n\n"
                        .replace("\n", end);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            reader.read(ByteBuffer.wrap(new byte[] {b}));
        }
        assertEquals(List.of("{\"a\":\n1}", "", ""), heard);
        assertEquals("8", reader.lastId());
        assertEquals(OptionalLong.of(20), reader.retryMillis());
    }

    @Test
    void what_is_longer_than_it_may_be_is_an_error() {
        assertThrows(IOException.class, () -> read("data: " + "x".repeat(64)));
        EventReader other = new EventReader(64, data -> heard.add("never"));
        assertThrows(
                IOException.class,
                () -> other.read(ByteBuffer.wrap(("data: " + "x".repeat(40) + "\ndata: " + "x".repeat(40) + "\n")
                        .getBytes(StandardCharsets.UTF_8))));
        assertEquals(List.of(), heard);
    }

    @Test
    void an_id_that_could_break_a_header_field_is_not_kept() throws IOException {
        read("id: a\u0007b\ndata: 1\n\n");
        assertEquals("", reader.lastId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", " led", "l\u00ebs", "a\nb", "=?base64?literal?=", "\ud83d\ude00"})
    void a_value_survives_its_way_through_a_header_field(String value) {
        assertEquals(Optional.of(value), HeaderText.decode(HeaderText.encode(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?base64?!?=", "=?base64?YQ?=", "=?base64?/w==?=", "=?base64?YR==?=", "a\u00ebb"})
    void a_value_that_is_not_in_its_one_form_says_nothing(String field) {
        assertEquals(Optional.empty(), HeaderText.decode(field));
    }
}
