package dev.sallyport.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.Canon;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.fuzz.Seeds;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.server.http.Problem;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The body of {@code POST /v1/authorize}: any bytes give a request or a refusal, and the hashed bytes are the action that was read. */
class AuthorizeFuzzTest {

    static Stream<byte[]> seeds() {
        return Seeds.texts(
                "{\"agent\":{\"id\":\"a\"},\"tool_call\":{\"tool\":\"t\",\"action\":\"x\",\"resource\":null,\"mutates_state\":true,"
                        + "\"parameters\":{\"n\":98.70}},\"context\":{\"source_trust\":\"unknown\"}}",
                "{\"request_id\":\"r\",\"session\":\"s\",\"agent\":{\"id\":\"a\",\"environment\":\"prod\"},\"user\":{\"id\":\"u\",\"role\":\"r\"},"
                        + "\"tool_call\":{\"tool\":\"t\",\"action\":\"x\",\"mutates_state\":false,\"parameters\":{}},"
                        + "\"context\":{\"source_trust\":\"trusted_internal_signed\",\"contains_sensitive_data\":true},"
                        + "\"trace\":{\"run_id\":\"1\",\"trace_id\":\"2\"},\"nonce\":\"n\",\"timestamp\":\"2026-01-31T12:00:00Z\"}",
                "{\"agent\":{\"id\":\"a\"},\"tool_call\":{\"tool\":\"t\",\"action\":\"x\",\"mutates_state\":true,\"parameters\":{}},"
                        + "\"timestamp\":1767225600000}");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "3m")
    void anyBody_givesARequestOrARefusal_andIsHashedAsItWasRead(byte[] body) {
        AuthorizeRequest request;
        try {
            request = AuthorizeRequest.of(Fields.of("the body", StrictJson.parse(body, JsonLimits.DEFAULT)));
        } catch (MalformedJson | FormBroken | Problem | IllegalArgumentException refused) {
            return;
        }
        for (Scheme scheme : new Scheme[] {Scheme.SALLYPORT_JCS_2, Scheme.AEGIS_JCS_1}) {
            byte[] hashed;
            try {
                hashed = request.action().canonical(scheme);
            } catch (MalformedJson refused) {
                continue;
            }
            JsonObject read = (JsonObject) Canon.read(hashed, scheme);
            assertEquals(request.action(), Action.fromJson(read), scheme.id());
        }
    }
}
