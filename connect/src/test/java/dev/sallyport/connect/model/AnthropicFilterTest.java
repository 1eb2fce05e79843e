package dev.sallyport.connect.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of Anthropic's dialect: the agent reads, and whoever is asked to write waits for a person. */
class AnthropicFilterTest {
    private static final String READ = "{\\\"path\\\": \\\"a.txt\\\"}";
    private static final String WRITE = "{\\\"path\\\":\\\"b\\\",\\\"n\\\":1.50}";
    private final ModelRig rig = ModelRig.of(ModelDialect.ANTHROPIC);

    private static String event(String type, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + more + "}\n\n";
    }

    private static String begin() {
        return event(
                "message_start",
                ",\"message\":{\"id\":\"msg\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"model\":\"m-1\","
                        + "\"stop_reason\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}");
    }

    private static String start(int index, String block) {
        return event("content_block_start", ",\"index\":" + index + ",\"content_block\":" + block);
    }

    private static String delta(int index, String delta) {
        return event("content_block_delta", ",\"index\":" + index + ",\"delta\":" + delta);
    }

    private static String stop(int index) {
        return event("content_block_stop", ",\"index\":" + index);
    }

    private static String text(int index, String words) {
        return start(index, "{\"type\":\"text\",\"text\":\"\"}") + words(index, words) + stop(index);
    }

    private static String words(int index, String words) {
        return delta(index, "{\"type\":\"text_delta\",\"text\":\"" + words + "\"}");
    }

    private static String use(int index, String name, String input) {
        return start(
                index,
                "{\"type\":\"tool_use\",\"id\":\"toolu_" + index + "\",\"name\":\"" + name + "\",\"input\":" + input
                        + "}");
    }

    private static String piece(int index, String json) {
        return delta(index, "{\"type\":\"input_json_delta\",\"partial_json\":\"" + json + "\"}");
    }

    private static String end(String reason) {
        return event(
                        "message_delta",
                        ",\"delta\":{\"stop_reason\":\"" + reason
                                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":9}")
                + event("message_stop", "");
    }

    private static String reading(int index) {
        return use(index, "read_file", "{}")
                + piece(index, "")
                + piece(index, READ.substring(0, 9))
                + piece(index, READ.substring(9))
                + stop(index);
    }

    private static String writing(int index) {
        return use(index, "write_file", "{}") + piece(index, WRITE) + stop(index);
    }

    private static String json(String escaped) {
        return escaped.replace("\\\"", "\"");
    }

    private Client passed(String stream) {
        return Client.anthropic(ModelRig.passed(rig.ask(true), stream));
    }

    @Test
    void an_allowed_call_goes_on_byte_for_byte() {
        String stream = begin() + text(0, "Let me see ✓") + event("ping", "") + reading(1) + end("tool_use");
        assertEquals(stream, ModelRig.passed(rig.ask(true), stream));
    }

    @Test
    void a_refused_call_becomes_words_and_the_blocks_behind_it_keep_their_order() {
        String out =
                ModelRig.passed(rig.ask(true), begin() + writing(0) + reading(1) + text(2, "bye") + end("tool_use"));
        Client client = Client.anthropic(out);
        assertEquals(List.of("read_file" + json(READ)), client.calls);
        assertTrue(
                client.text
                        .toString()
                        .matches("(?s)\\[approval_required\\] refused by Sallyport: .*\\(dec_[^)]+\\)bye"),
                out);
        assertEquals("tool_use", client.reason);
        assertTrue(client.done);
    }

    @Test
    void blocks_that_are_interleaved_are_numbered_in_the_order_in_which_they_go_on() {
        String out = ModelRig.passed(
                rig.ask(true),
                begin()
                        + use(0, "read_file", "{}")
                        + start(1, "{\"type\":\"text\",\"text\":\"\"}")
                        + piece(0, READ.substring(0, 9))
                        + words(1, "meanwhile")
                        + use(2, "read_file", "{}")
                        + piece(0, READ.substring(9))
                        + piece(2, READ)
                        + stop(2)
                        + stop(1)
                        + stop(0)
                        + end("tool_use"));
        List<String> starts = out.lines()
                .filter(line -> line.contains("content_block_start\","))
                .map(line ->
                        line.replaceAll(".*\"index\":(\\d).*\"type\":\"(text|tool_use)\".*?(toolu_\\d)?.*", "$1 $2"))
                .toList();
        assertEquals(List.of("0 text", "1 tool_use", "2 tool_use"), starts, out);
        assertEquals(2, Client.anthropic(out).calls.size(), out);
    }

    @Test
    void when_no_call_is_left_the_turn_ends() {
        Client client = passed(begin() + writing(0) + end("tool_use"));
        assertEquals("end_turn", client.reason);
        assertEquals(List.of(), client.calls);
        assertEquals("max_tokens", passed(begin() + text(0, "x") + end("max_tokens")).reason);
    }

    @Test
    void wherever_the_stream_is_cut_into_pieces_the_agent_gets_the_same() {
        String stream = begin() + text(0, "Let me see ✓") + writing(1) + reading(2) + end("tool_use");
        ModelRig.passed(rig.ask(true), stream);
        String usual = ids(ModelRig.passed(rig.ask(true), stream));
        assertTrue(usual.contains("[approval_pending]"), usual);
        int length = stream.getBytes(StandardCharsets.UTF_8).length;
        for (int at = 1; at < length; at++) {
            assertEquals(usual, ids(ModelRig.passed(rig.ask(true), ModelRig.cut(stream, at))), "cut at " + at);
        }
        assertEquals(usual, ids(ModelRig.passed(rig.ask(true), ModelRig.bytes(stream))));
        assertEquals(usual, ids(ModelRig.passed(rig.ask(true), stream.replace("\n", "\r\n"))));
    }

    private static String ids(String answer) {
        return answer.replaceAll("dec_[A-Za-z0-9_-]+", "dec_");
    }

    @Test
    void a_stream_that_is_cut_inside_a_call_yields_no_call() {
        String stream = begin() + use(0, "read_file", "{}") + piece(0, READ) + stop(0);
        int inside = stream.indexOf("event: content_block_stop");
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at <= inside; at += 5) {
            Client client =
                    Client.anthropic(ModelRig.passed(rig.ask(true), List.of(java.util.Arrays.copyOf(bytes, at))));
            assertEquals(List.of(), client.calls, "cut at " + at);
            assertEquals("upstream_cut", client.error, "cut at " + at);
        }
        Client open = passed(begin() + use(0, "read_file", "{}") + piece(0, READ) + end("tool_use"));
        assertEquals("upstream_cut", open.error);
        assertEquals(List.of(), open.calls);
    }

    @Test
    void arguments_that_stand_in_the_first_event_are_judged_and_twice_is_once_too_many() {
        assertEquals(
                1,
                passed(begin() + use(0, "read_file", json(READ)) + stop(0) + end("tool_use"))
                        .calls
                        .size());
        assertEquals(
                "upstream_malformed",
                passed(begin() + use(0, "read_file", json(READ)) + piece(0, WRITE) + stop(0) + end("tool_use")).error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\\\"path\\\":1,\\\"path\\\":2}", "{\\\"path\\\"", "[]", "7"})
    void arguments_that_are_no_strict_object_are_refused(String arguments) {
        Client client = passed(begin() + use(0, "read_file", "{}") + piece(0, arguments) + stop(0) + end("tool_use"));
        assertEquals(List.of(), client.calls);
        assertTrue(client.text.toString().startsWith("[malformed_arguments]"), client.text::toString);
    }

    @Test
    void blocks_nobody_knows_become_words_and_events_nobody_knows_are_left_out() {
        String stream = begin()
                + start(0, "{\"type\":\"mcp_tool_use\",\"name\":\"write_file\",\"input\":{}}")
                + stop(0)
                + event("tool_call_now", ",\"name\":\"write_file\"")
                + text(1, "bye")
                + end("end_turn");
        String out = ModelRig.passed(rig.ask(true), stream);
        assertFalse(out.contains("write_file"), out);
        assertTrue(Client.anthropic(out).text.toString().startsWith("[block_unknown]"), out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"text_delta\",\"text\":\"x\"}",
                "{\"type\":\"input_json_delta\",\"partial_json\":7}",
                "{\"type\":\"input_json_delta\",\"Partial_Json\":\"{}\"}"
            })
    void pieces_that_do_not_fit_their_block_end_the_answer(String delta) {
        Client client = passed(begin() + use(0, "read_file", "{}") + delta(0, delta) + stop(0) + end("tool_use"));
        assertEquals("upstream_malformed", client.error);
        assertEquals(List.of(), client.calls);
    }

    @Test
    void a_message_that_begins_with_a_call_or_a_block_before_the_message_ends_the_answer() {
        String early = begin().replace(
                        "\"content\":[]", "\"content\":[{\"type\":\"tool_use\",\"name\":\"write_file\",\"input\":{}}]");
        String out = ModelRig.passed(rig.ask(true), early + end("tool_use"));
        assertFalse(out.contains("write_file"), out);
        assertEquals("upstream_malformed", Client.anthropic(out).error);
        assertEquals("upstream_malformed", passed(reading(0)).error);
        assertEquals("upstream_malformed", passed(begin() + reading(0) + reading(0) + end("tool_use")).error);
    }

    @Test
    void thinking_goes_on_as_it_came() {
        String stream = begin()
                + start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                + delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}")
                + delta(0, "{\"type\":\"signature_delta\",\"signature\":\"abc\"}")
                + stop(0)
                + text(1, "so")
                + end("end_turn");
        assertEquals(stream, ModelRig.passed(rig.ask(true), stream));
    }

    @Test
    void an_upstreams_error_inside_a_stream_ends_it() {
        Client client =
                passed(begin() + event("error", ",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}"));
        assertEquals("upstream_failed", client.error);
    }

    @Test
    void whole_answers_keep_every_byte_that_is_not_taken_out() {
        String block =
                "{\"type\":\"tool_use\", \"id\":\"t1\",\"name\":\"read_file\",\"input\":{\"n\" : 1.50, \"path\":\"a\"}}";
        String answer =
                "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}, "
                        + block + "],\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1.0}}";
        assertEquals(answer, ModelRig.whole(rig.ask(false), answer));
        String two = answer.replace("{\"type\":\"text\",\"text\":\"hi\"}", block.replace("read_file", "write_file"));
        String out = ModelRig.whole(rig.ask(false), two);
        assertTrue(out.contains(block) && !out.contains("write_file") && out.contains("[approval_required]"), out);
        assertTrue(out.contains("\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1.0}"), out);
        String none = answer.replace("read_file", "write_file");
        assertTrue(ModelRig.whole(rig.ask(false), none).contains("\"stop_reason\":\"end_turn\""));
        String repeated = answer.replace("{\"n\" : 1.50, ", "{\"path\":\"b\", ");
        assertEquals(
                "upstream_malformed",
                org.junit.jupiter.api.Assertions.assertThrows(
                                ModelRefusal.class, () -> ModelRig.whole(rig.ask(false), repeated))
                        .code());
    }
}
