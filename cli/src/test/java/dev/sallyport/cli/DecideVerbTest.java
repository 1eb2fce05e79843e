package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideVerbTest {
    private static final String ACTION =
            "{\"tool\":\"payments\",\"action\":\"transfer\",\"resource\":null,\"mutates_state\":true,\"parameters\":{}}";

    @TempDir
    private Path folder;

    @Test
    void a_change_of_unknown_trust_needs_a_person_and_ends_with_3() {
        assertEquals("require_approval", decision(Ran.fed(ACTION, "decide").exits(3)));
    }

    @Test
    void an_authorize_request_is_taken_with_what_it_says_of_itself() {
        assertEquals(
                "allow",
                decision(Ran.fed(request("trusted_internal_unsigned"), "decide").exits(0)));
        assertEquals(
                "deny",
                decision(Ran.fed(request("untrusted_external"), "decide").exits(1)));
    }

    @Test
    void stated_facts_change_the_answer() throws IOException {
        String facts = write("f.json", "{\"standing\":{\"agent\":\"frozen\"}}");
        Ran ran = Ran.fed(request("trusted_internal_unsigned"), "decide", "--facts", facts)
                .exits(1);
        assertEquals("agent_frozen", text(ran.rows().getFirst(), "reason"));
    }

    @Test
    void facts_that_contradict_the_action_are_refused() throws IOException {
        String facts = write("f.json", "{\"what\":{\"tool\":\"files\"}}");
        Ran.fed(ACTION, "decide", "--facts", facts).refuses("what.tool comes from the action");
    }

    @Test
    void an_unknown_fact_is_refused() throws IOException {
        Ran.fed(ACTION, "decide", "--facts", write("f.json", "{\"who\":{\"mood\":\"fine\"}}"))
                .refuses("`mood`");
        Ran.fed(ACTION, "decide", "--facts", write("f.json", "{\"who\":7}")).refuses("facts.who is not an object");
    }

    @Test
    void policies_of_a_folder_decide_in_place_of_the_built_in_ones() throws IOException {
        write("p.cedar", "@id(\"all\") permit (principal, action, resource);");
        Ran ran = Ran.fed(ACTION, "decide", "--policy", folder.toString()).exits(0);
        assertTrue(ran.out().contains("\"matched_policies\":[\"all\"]"), ran.out());
    }

    @Test
    void policies_that_do_not_load_decide_nothing() throws IOException {
        write("p.cedar", "permit (principal, action, resource) when { context.nothing };");
        Ran ran = Ran.fed(ACTION, "decide", "--policy", folder.toString()).exits(4);
        assertTrue(ran.err().contains("p.cedar"), ran.err());
    }

    @Test
    void a_folder_that_is_missing_is_wrong_usage() {
        Ran.fed(ACTION, "decide", "--policy", folder.resolve("none").toString()).refuses("no policy folder");
    }

    @Test
    void what_is_no_action_is_refused() {
        Ran.fed("[]", "decide").refuses("no JSON object");
        Ran.fed("{\"tool\":\"a\"}", "decide").refuses("without member `action`");
        Ran.fed("{", "decide").refuses("at byte 1");
    }

    private String write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private static String request(String trust) {
        return "{\"tool_call\":" + ACTION + ",\"context\":{\"source_trust\":\"" + trust + "\"}}";
    }

    private static String decision(Ran ran) {
        return text(ran.rows().getFirst(), "decision");
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }
}
