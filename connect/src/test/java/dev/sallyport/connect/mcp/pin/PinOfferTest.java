package dev.sallyport.connect.mcp.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Server;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PinOfferTest {
    private static List<Json> entries(String... tools) {
        String text = "[" + String.join(",", tools).replace('\'', '"') + "]";
        return ((JsonArray) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8))).items();
    }

    private static PinnedTool only(String tool) {
        PinOffer offer = PinOffer.of("box", entries(tool), Map.of());
        assertEquals(List.of(), offer.refused());
        return offer.tools().getFirst();
    }

    @Test
    void aTool_mutatesUnlessItSaysOtherwise() {
        assertEquals(
                Effect.MUTATES, only("{'name':'get_thing','inputSchema':{}}").effect());
        assertEquals(
                Effect.MUTATES,
                only("{'name':'get_thing','inputSchema':{},'annotations':{'readOnlyHint':'true'}}")
                        .effect());
        PinnedTool reads = only("{'name':'get_thing','inputSchema':{},'annotations':{'readOnlyHint':true}}");
        assertEquals(Effect.READS, reads.effect());
        assertEquals(Capability.READ, reads.capability());
        assertEquals(Optional.empty(), reads.resultTrust());
    }

    @Test
    void resultsOfAnOpenWorld_areUntrusted() {
        assertEquals(
                Optional.of(TrustLevel.UNTRUSTED_EXTERNAL),
                only("{'name':'x','inputSchema':{},'annotations':{'openWorldHint':true}}")
                        .resultTrust());
    }

    @Test
    void argumentsThatSayWhereDataGoes_areFoundByNameFormatAndNesting() {
        PinnedTool tool = only("{'name':'send','inputSchema':{'type':'object','properties':{"
                + "'path':{'type':'string'},'callbackUrl':{'type':'string'},'who':{'type':'string','format':'email'},"
                + "'opts':{'type':'object','properties':{'web_hook':{},'host':{}}},'list':{'type':'array','items':{'format':'uri'}},"
                + "'tone':{'type':'string'},'total':{'type':'number'}}}}");
        assertEquals(Set.of("callbackUrl", "who", "opts", "list"), tool.authority());
        assertEquals(Optional.of("path"), tool.resourcePath());
    }

    @Test
    void whatHasNoSingleMeaning_isRefused_andTheRestIsOffered() {
        PinOffer offer = PinOffer.of(
                "box",
                entries(
                        "{'name':'a','inputSchema':{}}",
                        "{'name':'twice','inputSchema':{}}",
                        "{'name':'twice','inputSchema':{'x':1}}",
                        "{'name':''}",
                        "7",
                        "{'name':'b','Name':'c','inputSchema':{}}"),
                Map.of());
        assertEquals(List.of("a"), offer.tools().stream().map(PinnedTool::name).toList());
        assertEquals(4, offer.refused().size(), offer.refused().toString());
    }

    @Test
    void anOperatorsCorrections_replaceWhatIsOffered() {
        var correction = new PinOffer.Correction(
                Optional.of(Effect.READS), Optional.of(TrustLevel.UNKNOWN), Optional.of("doc"), Optional.of(Set.of()));
        PinnedTool tool = PinOffer.of(
                        "box", entries("{'name':'x','inputSchema':{'properties':{'url':{}}}}"), Map.of("x", correction))
                .tools()
                .getFirst();
        assertEquals(Effect.READS, tool.effect());
        assertEquals(Optional.of(TrustLevel.UNKNOWN), tool.resultTrust());
        assertEquals(Optional.of("doc"), tool.resourcePath());
        assertEquals(Set.of(), tool.authority());
    }

    @Test
    void resourcesAndPrompts_areAsTrustedAsTheLeastTrustedTool_unlessAnOperatorSaysOtherwise() {
        PinOffer own = PinOffer.of("box", entries("{'name':'a','inputSchema':{}}"), Map.of());
        PinOffer open = PinOffer.of(
                "box",
                entries(
                        "{'name':'a','inputSchema':{}}",
                        "{'name':'b','inputSchema':{},'annotations':{'openWorldHint':true}}"),
                Map.of());
        PinOffer none = new PinOffer(List.of(), List.of());
        assertEquals(Optional.empty(), reads(own, Map.of()).resultTrust());
        assertEquals(
                Optional.of(TrustLevel.UNTRUSTED_EXTERNAL),
                reads(open, Map.of()).resultTrust());
        assertEquals(
                Optional.of(TrustLevel.UNTRUSTED_EXTERNAL),
                reads(none, Map.of()).resultTrust());
        assertEquals(
                Optional.of(TrustLevel.UNKNOWN),
                reads(open, Map.of("resources/read", TrustLevel.UNKNOWN)).resultTrust());
        assertEquals(Effect.READS, reads(own, Map.of()).effect());
    }

    private static PinnedTool reads(PinOffer offer, Map<String, TrustLevel> said) {
        return offer.withProtocol(said).tools().stream()
                .filter(t -> t.name().equals("resources/read"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aToolNamedLikeAnOperationOfTheProtocol_isRefused() {
        PinOffer offer = PinOffer.of("box", entries("{'name':'resources/read','inputSchema':{}}"), Map.of());
        assertEquals(List.of(), offer.tools());
        assertEquals(1, offer.refused().size());
    }

    @Test
    void theDifference_namesWhatIsAddedRemovedAndChanged() {
        PinnedTool a = only("{'name':'a','inputSchema':{}}");
        PinnedTool b = only("{'name':'b','inputSchema':{}}");
        PinnedTool c = only("{'name':'c','inputSchema':{}}");
        Server present = new Server(new TenantId("t"), "box", true, false, Map.of("a", a, "b", b, "c", c));
        PinOffer offer = PinOffer.of(
                "box",
                entries(
                        "{'name':'a','inputSchema':{}}",
                        "{'name':'b','inputSchema':{'type':'object'}}",
                        "{'name':'d','inputSchema':{}}"),
                Map.of());
        PinDiff diff = PinDiff.between(Optional.of(present), offer);
        assertEquals(
                List.of("b", "c", "d"),
                diff.changes().stream().map(PinDiff.Change::name).toList());
        assertTrue(diff.lines().get(0).startsWith("~ b "), diff.lines().toString());
        assertEquals("- c", diff.lines().get(1));
        assertTrue(diff.lines().get(2).startsWith("+ d [MUTATES "), diff.lines().toString());
        assertEquals(
                List.of(),
                PinDiff.between(Optional.of(present), new PinOffer(List.of(a, b, c), List.of()))
                        .changes());
    }
}
