package dev.sallyport.connect.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.testkit.TestInstall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of OpenAI's dialect: the agent reads, and whoever is asked to write waits for a person. */
class OpenAiFilterTest {
    private static final String READ = "{\\\"path\\\": \\\"a.txt\\\"}";
    private static final String WRITE = "{\\\"path\\\":\\\"b\\\",\\\"n\\\":1.50}";
    private final ModelRig rig = ModelRig.of(ModelDialect.OPENAI);

    private static String chunk(String delta, String reason) {
        return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
    }

    private static String say(String words) {
        return chunk("{\"content\":\"" + words + "\"}", "null");
    }

    private static String call(int index, String more) {
        return chunk("{\"tool_calls\":[{\"index\":" + index + "," + more + "}]}", "null");
    }

    private static String begins(int index, String name) {
        return call(
                index,
                "\"id\":\"call_" + index + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name
                        + "\",\"arguments\":\"\"}");
    }

    private static String goesOn(int index, String arguments) {
        return call(index, "\"function\":{\"arguments\":\"" + arguments + "\"}");
    }

    private static String ends(String reason) {
        return chunk("{}", "\"" + reason + "\"") + "data: [DONE]\n\n";
    }

    /** Two calls, a piece of the one between pieces of the other. */
    private static String interleaved() {
        return chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null")
                + say("Let me see ✓")
                + begins(0, "read_file")
                + goesOn(0, READ.substring(0, 9))
                + begins(1, "write_file")
                + goesOn(1, WRITE.substring(0, 10))
                + goesOn(0, READ.substring(9))
                + goesOn(1, WRITE.substring(10))
                + ends("tool_calls");
    }

    private static String json(String escaped) {
        return escaped.replace("\\\"", "\"");
    }

    private Client passed(String stream) {
        return Client.openAi(ModelRig.passed(rig.ask(true), stream));
    }

    @Test
    void of_two_interleaved_calls_the_allowed_one_goes_on_as_it_came_and_the_other_becomes_words() {
        Client client = passed(interleaved());
        assertEquals(List.of("read_file" + json(READ)), client.calls);
        assertTrue(
                client.text.toString().startsWith("Let me see ✓[approval_required] refused by Sallyport: "),
                client.text::toString);
        assertTrue(client.text.toString().matches("(?s).*\\(apr_[^)]+\\).*\\(dec_[^)]+\\)"), client.text::toString);
        assertEquals("tool_calls", client.reason);
        assertTrue(client.done);
    }

    @Test
    void wherever_the_stream_is_cut_into_pieces_the_agent_gets_the_same() {
        String stream = interleaved();
        String usual = ids(ModelRig.passed(rig.ask(true), stream));
        String waits = ids(ModelRig.passed(rig.ask(true), stream));
        assertTrue(waits.contains("approval_pending") && !usual.contains("approval_pending"));
        int length = stream.getBytes(StandardCharsets.UTF_8).length;
        for (int at = 1; at < length; at++) {
            assertEquals(waits, ids(ModelRig.passed(rig.ask(true), ModelRig.cut(stream, at))), "cut at " + at);
        }
        assertEquals(waits, ids(ModelRig.passed(rig.ask(true), ModelRig.bytes(stream))));
    }

    private static String ids(String answer) {
        return answer.replaceAll("dec_[A-Za-z0-9_-]+", "dec_");
    }

    @Test
    void text_goes_on_before_a_call_is_judged_and_byte_for_byte() {
        String text = say("one") + say("two");
        String out = ModelRig.passed(rig.ask(true), text + begins(0, "read_file"));
        assertTrue(out.startsWith(text), out);
        Client client = Client.openAi(out);
        assertEquals(List.of(), client.calls);
        assertEquals("upstream_cut", client.error);
        assertFalse(client.done);
    }

    @Test
    void a_stream_that_is_cut_anywhere_before_its_end_yields_no_call() {
        String stream = begins(0, "read_file") + goesOn(0, READ) + ends("tool_calls");
        int finish = stream.indexOf("\"finish_reason\":\"tool_calls\"");
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < finish; at += 7) {
            byte[] part = java.util.Arrays.copyOf(bytes, at);
            Client client = Client.openAi(ModelRig.passed(rig.ask(true), List.of(part)));
            assertEquals(List.of(), client.calls, "cut at " + at);
            assertEquals("upstream_cut", client.error, "cut at " + at);
        }
    }

    @Test
    void when_no_call_is_left_the_answer_ends_as_if_none_had_been_made() {
        Client client = passed(begins(0, "write_file") + goesOn(0, WRITE) + ends("tool_calls"));
        assertEquals(List.of(), client.calls);
        assertEquals("stop", client.reason);
        assertTrue(client.text.toString().startsWith("[approval_required]"), client.text::toString);
    }

    @Test
    void calls_that_go_on_are_numbered_without_a_gap() {
        String out = ModelRig.passed(
                rig.ask(true),
                begins(0, "write_file")
                        + goesOn(0, WRITE)
                        + begins(1, "read_file")
                        + goesOn(1, READ)
                        + ends("tool_calls"));
        assertTrue(out.contains("\"index\":0,\"type\":\"function\""), out);
        assertEquals(List.of("read_file" + json(READ)), Client.openAi(out).calls);
    }

    @Test
    void the_legacy_form_is_judged_too() {
        String legacy = chunk("{\"function_call\":{\"name\":\"write_file\",\"arguments\":\"\"}}", "null")
                + chunk("{\"function_call\":{\"arguments\":\"" + WRITE + "\"}}", "null")
                + ends("function_call");
        Client client = passed(legacy);
        assertEquals(List.of(), client.calls);
        assertEquals("stop", client.reason);
        Client reading = passed(legacy.replace("write_file", "read_file"));
        assertEquals(List.of("read_file" + json(WRITE)), reading.calls);
        assertEquals("function_call", reading.reason);
        String whole =
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,\"function_call\":"
                        + "{\"name\":\"write_file\",\"arguments\":\"" + WRITE
                        + "\"}},\"finish_reason\":\"function_call\"}]}";
        String out = ModelRig.whole(rig.ask(false), whole);
        assertFalse(out.contains("function_call"), out);
        assertTrue(out.contains("\"finish_reason\":\"stop\""), out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\\\"path\\\":\\\"a\\\",\\\"path\\\":\\\"b\\\"}",
                "{\\\"path\\\":\\\"a\\\"",
                "[1]",
                "{\\\"n\\\":0.10000000000000000001}",
                "{path:1}",
                "{} {}"
            })
    void arguments_that_are_no_strict_object_are_refused(String arguments) {
        Client client = passed(begins(0, "read_file") + goesOn(0, arguments) + ends("tool_calls"));
        assertEquals(List.of(), client.calls);
        assertTrue(client.text.toString().startsWith("[malformed_arguments]"), client.text::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Tool_Calls\":[]",
                "\"function_call\":[]",
                "\"tool_calls\":{}",
                "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"x\",\"Arguments\":\"{}\"}}]"
            })
    void what_two_clients_could_read_differently_ends_the_answer(String member) {
        Client client = passed(chunk("{" + member + "}", "null") + ends("tool_calls"));
        assertEquals("upstream_malformed", client.error);
        assertEquals(List.of(), client.calls);
    }

    @Test
    void a_call_with_two_names_or_two_ids_ends_the_answer() {
        String second = call(0, "\"function\":{\"name\":\"write_file\",\"arguments\":\"{}\"}");
        assertEquals("upstream_malformed", passed(begins(0, "read_file") + second + ends("tool_calls")).error);
        String other = call(0, "\"id\":\"call_9\",\"function\":{\"arguments\":\"{}\"}");
        assertEquals("upstream_malformed", passed(begins(0, "read_file") + other + ends("tool_calls")).error);
    }

    @Test
    void structures_nobody_knows_are_left_out_and_calls_of_another_kind_become_words() {
        String stream = chunk("{\"content\":\"hi\",\"secret_calls\":[{\"name\":\"write_file\"}]}", "null")
                + call(0, "\"id\":\"x\",\"type\":\"mcp\",\"mcp\":{\"name\":\"write_file\"}")
                + ends("tool_calls");
        String out = ModelRig.passed(rig.ask(true), stream);
        assertFalse(out.contains("write_file"), out);
        assertTrue(Client.openAi(out).text.toString().startsWith("hi[block_unknown]"), out);
    }

    @Test
    void an_upstreams_error_inside_a_stream_ends_it() {
        Client client = passed(say("hi") + "data: {\"error\":{\"message\":\"secret words\"}}\n\n");
        assertEquals("upstream_failed", client.error);
        assertEquals("hi", client.text.toString());
    }

    @Test
    void calls_larger_than_what_is_held_back_end_the_answer() {
        StringBuilder stream = new StringBuilder(begins(0, "read_file"));
        for (int i = 0; i < 12; i++) {
            stream.append(goesOn(0, "x".repeat(100_000)));
        }
        Client client = passed(stream + ends("tool_calls"));
        assertEquals("answer_too_large", client.error);
        assertEquals(List.of(), client.calls);
    }

    @Test
    void without_a_record_no_call_goes_on() {
        ModelExchange exchange = rig.ask(true);
        rig.journal.full(true);
        String stream = begins(0, "read_file") + goesOn(0, READ) + ends("tool_calls");
        Client client = Client.openAi(ModelRig.passed(exchange, stream));
        assertEquals(List.of(), client.calls);
        assertTrue(client.text.toString().startsWith("[journal_unavailable]"), client.text::toString);
    }

    @Test
    void an_agent_frozen_meanwhile_gets_no_call() {
        ModelExchange exchange = rig.ask(true);
        rig.change(new RegistryChange.SetAgentStatus(TestInstall.TENANT, TestInstall.AGENT, AgentStatus.FROZEN));
        String stream = begins(0, "read_file") + goesOn(0, READ) + ends("tool_calls");
        Client client = Client.openAi(ModelRig.passed(exchange, stream));
        assertEquals(List.of(), client.calls);
        assertTrue(client.text.toString().startsWith("[agent_frozen]"), client.text::toString);
        ModelRefusal refusal = assertThrows(ModelRefusal.class, () -> rig.ask(true));
        assertEquals("agent_frozen", refusal.code());
    }

    @Test
    void whole_answers_are_what_they_were_unless_something_is_taken_out() {
        String answer = "{\"id\":\"c\", \"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,"
                + "\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"read_file\",\"arguments\":\""
                + READ
                + "\"}}]},\"logprobs\":null,\"finish_reason\":\"tool_calls\"}],\"usage\":{\"total_tokens\":1.0}}";
        assertEquals(answer, ModelRig.whole(rig.ask(false), answer));
        String two = answer.replace(
                "}}]}",
                "}},{\"id\":\"2\",\"type\":\"function\",\"function\":{\"name\":\"write_file\",\"arguments\":\"" + WRITE
                        + "\"}}]}");
        String out = ModelRig.whole(rig.ask(false), two);
        assertTrue(out.contains(READ) && !out.contains("write_file") && out.contains("[approval_required]"), out);
        assertTrue(out.contains("\"finish_reason\":\"tool_calls\""), out);
    }

    @Test
    void an_approved_call_goes_on_when_the_model_proposes_it_again_and_once() {
        String stream = begins(0, "write_file") + goesOn(0, WRITE) + ends("tool_calls");
        passed(stream);
        assertTrue(passed(stream).text.toString().startsWith("[approval_pending]"));
        dev.sallyport.gate.approval.Approval approval = rig.journal
                .approvals(TestInstall.TENANT, java.util.Optional.empty(), 1, 0)
                .getFirst();
        rig.gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), true);
        assertEquals(List.of("write_file" + json(WRITE)), passed(stream).calls);
        assertTrue(passed(stream).text.toString().startsWith("[approval_required]"));
    }

    @Test
    void receipts_say_what_was_asked_and_proposed_and_hold_no_words() {
        long before = rig.receipts();
        passed(interleaved());
        assertEquals(before + 4, rig.receipts(), "the question, its outcome, and two proposals");
        assertFalse(rig.recorded().contains("a.txt"));
        assertFalse(rig.recorded().contains("Let me see"));
    }
}
