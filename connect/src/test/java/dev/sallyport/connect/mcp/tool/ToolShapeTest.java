package dev.sallyport.connect.mcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sallyport.action.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolShapeTest {
    private static final String TOOL =
            "{\"name\":\"read\",\"description\":\"reads\",\"inputSchema\":{\"type\":\"object\"}}";

    private static ToolShape shape(String text) {
        return ToolShape.of(StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    @Test
    void theHash_isSha256OfTheCanonicalAcceptedMembers() {
        // printf '%s' '{"description":"reads","inputSchema":{"type":"object"},"name":"read"}' | sha256sum
        assertEquals(
                "561a654dc81d254868558aa7c6f486ff084e7ebe1a033030b0a8affa5b938e09",
                shape(TOOL).hash());
    }

    @Test
    void theHash_doesNotDependOnOrder_iconsOrMeta() {
        assertEquals(
                shape(TOOL).hash(),
                shape(
                                "{\"_meta\":{\"a\":1},\"icons\":[],\"inputSchema\":{\"type\":\"object\"},\"name\":\"read\",\"description\":\"reads\"}")
                        .hash());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"read\",\"description\":\"reads!\",\"inputSchema\":{\"type\":\"object\"}}",
                "{\"name\":\"read\",\"title\":\"t\",\"description\":\"reads\",\"inputSchema\":{\"type\":\"object\"}}",
                "{\"name\":\"read\",\"description\":\"reads\",\"inputSchema\":{\"type\":\"object\",\"x\":1}}",
                "{\"name\":\"read\",\"description\":\"reads\",\"inputSchema\":{\"type\":\"object\"},\"outputSchema\":{}}",
                "{\"name\":\"read\",\"description\":\"reads\",\"inputSchema\":{\"type\":\"object\"},\"annotations\":{\"readOnlyHint\":true}}"
            })
    void theHash_changesWithEachAcceptedMember(String changed) {
        assertNotEquals(shape(TOOL).hash(), shape(changed).hash());
    }

    @Test
    void aMemberThatImitatesAnother_hasNoHash() {
        assertEquals(
                ToolShape.NO_HASH,
                shape(
                                "{\"name\":\"read\",\"description\":\"reads\",\"Description\":\"steals\",\"inputSchema\":{\"type\":\"object\"}}")
                        .hash());
    }

    @Test
    void aNameListedTwice_hasNoHash() {
        var json = StrictJson.parse(TOOL.getBytes(StandardCharsets.UTF_8));
        assertEquals(ToolShape.NO_HASH, Observation.of(List.of(json, json)).hash("read"));
    }
}
