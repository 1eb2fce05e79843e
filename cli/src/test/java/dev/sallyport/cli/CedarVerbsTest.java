package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CedarVerbsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        write("p.cedar", "permit (principal == User::\"ann\", action, resource) when { resource.open };");
        write("e.json", "[{\"uid\":{\"type\":\"Doc\",\"id\":\"d\"},\"attrs\":{\"open\":true},\"parents\":[]}]");
        write(
                "s.cedarschema",
                "entity User; entity Doc { open: Bool }; action view appliesTo { principal: User, resource: Doc };");
        write("ann.json", request("ann", "d"));
        write("bob.json", request("bob", "d"));
        write("lost.json", request("ann", "lost"));
    }

    @Test
    void an_answer_is_one_line_with_decision_reason_and_errors() {
        assertEquals(
                "{\"decision\":\"allow\",\"reason\":[\"policy0\"],\"errors\":[]}",
                authorize("ann.json").exits(0).out().strip());
        assertEquals(
                "{\"decision\":\"deny\",\"reason\":[],\"errors\":[]}",
                authorize("bob.json").exits(1).out().strip());
    }

    @Test
    void a_policy_that_fails_is_named() {
        Ran ran = authorize("lost.json").exits(1);
        assertEquals(
                "{\"decision\":\"deny\",\"reason\":[],\"errors\":[\"policy0\"]}",
                ran.out().strip());
        assertTrue(ran.err().contains("policy0"), ran.err());
    }

    @Test
    void what_is_not_cedar_is_bad_input_with_its_place() throws IOException {
        write("p.cedar", "permit (principal,");
        authorize("ann.json").refuses("p.cedar:1:");
        Ran.of("cedar", "authorize", "--policies", "x", "--entities", "y").refuses("--request");
        Ran.of("cedar", "authorize", "--policies", "nowhere", "--entities", "nowhere", "--request", "nowhere")
                .refuses("no file `nowhere`");
    }

    @Test
    void validation_says_what_does_not_fit() throws IOException {
        assertEquals("{\"valid\":true,\"errors\":[]}", validate().exits(0).out().strip());
        write("p.cedar", "permit (principal, action, resource) when { resource.closed };");
        Ran ran = validate().exits(1);
        assertTrue(ran.out().startsWith("{\"valid\":false,\"errors\":[{\"policy\":\"policy0\""), ran.out());
    }

    @Test
    void a_batch_counts_agreement_and_shows_differences() throws IOException {
        write("t.json", recorded("allow"));
        Ran agrees = Ran.of("cedar", "batch", folder.toString()).exits(0);
        assertEquals("{\"agree\":1,\"total\":1,\"tests\":1}", agrees.out().strip());
        write("t.json", recorded("deny"));
        Ran differs = Ran.of("cedar", "batch", folder.toString()).exits(1);
        assertEquals(2, differs.rows().size());
        assertTrue(differs.out().contains("\"agree\":0,\"total\":1"), differs.out());
        Ran.of("cedar", "batch", folder.resolve("none").toString()).refuses("no folder");
    }

    private Ran authorize(String request) {
        return Ran.of(
                "cedar",
                "authorize",
                "--policies",
                at("p.cedar"),
                "--entities",
                at("e.json"),
                "--request",
                at(request));
    }

    private Ran validate() {
        return Ran.of("cedar", "validate", "--policies", at("p.cedar"), "--schema", at("s.cedarschema"));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String request(String user, String doc) {
        return "{\"principal\":{\"type\":\"User\",\"id\":\"" + user
                + "\"},\"action\":{\"type\":\"Action\",\"id\":\"view\"}," + "\"resource\":{\"type\":\"Doc\",\"id\":\""
                + doc + "\"},\"context\":{}}";
    }

    private static String recorded(String decision) {
        String request = request("ann", "d");
        return "{\"policies\":\"p.cedar\",\"entities\":\"e.json\",\"schema\":\"s.cedarschema\",\"shouldValidate\":true,"
                + "\"requests\":[" + request.substring(0, request.length() - 1) + ",\"decision\":\"" + decision
                + "\",\"reason\":[\"policy0\"],\"errors\":[]}]}";
    }
}
