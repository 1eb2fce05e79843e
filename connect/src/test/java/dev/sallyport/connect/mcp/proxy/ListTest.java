package dev.sallyport.connect.mcp.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.mcp.tool.ToolShape;
import org.junit.jupiter.api.Test;

class ListTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/list\"}";

    private static String list(String id, String... tools) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{ \"tools\" : [" + String.join(" , ", tools)
                + "], \"_meta\":{} }}";
    }

    private static String tool(String name) {
        return FakeServer.tool(name, "does " + name);
    }

    @Test
    void aListOfPinnedTools_passesWithItsBytes() throws Exception {
        try (Rig rig = Rig.with("a", "b").handshake()) {
            rig.client(LIST);
            assertEquals(list("9", tool("a"), tool("b")), rig.next());
            assertEquals(0, rig.counters.count(Counted.LIST_FILTERED));
        }
    }

    @Test
    void toolsThatNobodyPinnedOrThatDrifted_areTakenOut_andTheRestKeepsItsBytes() throws Exception {
        try (Rig rig = Rig.with("a", "b", "c", "d")) {
            rig.door.unpin("a");
            rig.handshake();
            rig.server.offer("c", "something else");
            rig.client(LIST);
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{ \"tools\" : [" + tool("b") + "," + tool("d")
                            + "], \"_meta\":{} }}",
                    rig.next());
            assertEquals(1, rig.counters.count(Counted.LIST_FILTERED));
        }
    }

    @Test
    void aQuarantinedOrUnknownServer_showsNothing() throws Exception {
        try (Rig rig = Rig.with("a").handshake()) {
            rig.door.quarantined = true;
            rig.client(LIST);
            assertEquals(list("9"), rig.next());
            rig.door.registered = false;
            rig.client(LIST);
            assertEquals(list("9"), rig.next());
        }
    }

    @Test
    void aToolListedTwice_isShownOnlyAsItWasPinned() throws Exception {
        try (Rig rig = Rig.with("a").handshake()) {
            rig.client(Rig.call(1, "a", "{}"));
            rig.next();
            rig.server.tools.put("a2", FakeServer.tool("a", "evil twin"));
            rig.client(LIST);
            String shown = rig.next();
            assertTrue(shown.contains(tool("a")) && !shown.contains("evil"), shown);
        }
    }

    @Test
    void pagesAreFilteredOneByOne_andTheCursorStays() throws Exception {
        try (Rig rig = Rig.with("a", "b", "c")) {
            rig.door.unpin("a");
            rig.server.pageSize = 1;
            rig.handshake();
            rig.client(LIST);
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{ \"tools\" : [],\"nextCursor\":\"1\", \"_meta\":{} }}",
                    rig.next());
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":10,\"method\":\"tools/list\",\"params\":{\"cursor\":\"1\"}}");
            assertTrue(rig.next().contains(tool("b")));
            rig.client(Rig.call(11, "c", "{}"));
            assertTrue(rig.next().contains("done"), "the gateway saw all pages by itself");
        }
    }

    @Test
    void theGatewaysOwnLook_isSeenByTheServerAlone() throws Exception {
        try (Rig rig = Rig.with("a").handshake()) {
            rig.awaitReceived("tools/list", 1);
            rig.settle();
            assertTrue(rig.toClient.isEmpty());
        }
    }

    @Test
    void aClientThatTakesTheGatewaysIds_collidesWithNothing() throws Exception {
        try (Rig rig = Rig.with("a")) {
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":\"sallyport:t:1\",\"method\":\"subscriptions/listen\"}");
            rig.client(Rig.call(2, "a", "{}"));
            assertTrue(rig.next().contains("done"));
            assertEquals(1, rig.received("\"id\":\"sallyport:t:2\",\"method\":\"tools/list\""));
            assertEquals(1, rig.received("tools/list"));
        }
    }

    @Test
    void aListThatIsNoList_isAnError() throws Exception {
        try (Rig rig = Rig.with("a").handshake()) {
            rig.client(Rig.call(1, "a", "{}"));
            rig.next();
            rig.server.tools.put("a", "{\"name\":\"a\",\"description\":\"\\ud83d\"}");
            rig.client(LIST);
            assertTrue(rig.next().contains("unreadable_list"));
            rig.server.tools.put("a", "{\"name\":\"a\",\"name\":\"b\"}");
            rig.client(LIST);
            assertTrue(rig.next().contains("duplicate_name"));
        }
    }

    @Test
    void anEntryWithANumberThatHasNoCanonicalForm_isNotShown() throws Exception {
        try (Rig rig = Rig.with("a")) {
            rig.server.tools.put("big", "{\"name\":\"big\",\"inputSchema\":{\"maximum\":18446744073709551615}}");
            rig.door.pin("big", ToolShape.NO_HASH);
            rig.door.unpin("big");
            rig.handshake();
            rig.client(LIST);
            String shown = rig.next();
            assertTrue(shown.contains(tool("a")) && !shown.contains("big"), shown);
        }
    }
}
