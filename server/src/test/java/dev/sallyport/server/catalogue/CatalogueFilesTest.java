package dev.sallyport.server.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.catalogue.ToolSchema;
import dev.sallyport.provenance.document.Documents;
import dev.sallyport.provenance.source.FieldClass;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueFilesTest {

    @Test
    void every_file_of_this_build_loads_and_every_changing_entry_says_what_asks_for_it() {
        for (String file : CatalogueFiles.BUILT_IN) {
            List<ToolEntry> entries = EntryReader.entries(file, CatalogueFiles.resource(file + ".yaml"));
            assertTrue(!entries.isEmpty(), file);
            for (ToolEntry entry : entries) {
                boolean open = entry.acts().isEmpty() && entry.confirms().isEmpty();
                boolean bound = entry.args().values().stream()
                        .anyMatch(r ->
                                Set.of(Role.URL, Role.CREDENTIAL, Role.PATH).contains(r));
                boolean reads = entry.tier() == Tier.READ || entry.tier() == Tier.READ_OUT;
                assertTrue(reads || !open || bound, file + ": nothing asks for " + entry.name());
                assertTrue(entry.tier() != Tier.READ || !entry.args().containsValue(Role.URL), entry.name());
            }
        }
    }

    @Test
    void the_entry_whose_arguments_fit_is_meant() {
        ToolEntry drive =
                CatalogueFiles.builtIn().entry(new ToolSchema("create_file", "", List.of("filename", "content")));
        ToolEntry disk = CatalogueFiles.builtIn().entry(new ToolSchema("create_file", "", List.of("path", "content")));
        assertEquals(Tier.INTERNAL, drive.tier());
        assertEquals(Tier.LOCAL, disk.tier());
    }

    @Test
    void a_key_fits_however_a_server_writes_it() {
        ToolEntry entry = CatalogueFiles.builtIn().entry(new ToolSchema("search_product", "", List.of("product_name")));
        for (String key : List.of("product_id", "Product ID", "productId")) {
            assertEquals(
                    FieldClass.SYS,
                    entry.classOf(Documents.read("{'" + key + "': 'P007'}").getFirst()),
                    key);
        }
    }

    @Test
    void a_tool_of_no_file_gets_safe_defaults() {
        ToolEntry entry = CatalogueFiles.builtIn().entry(new ToolSchema("delete_universe", "", List.of()));
        assertEquals(Kind.REMOVAL, entry.kind());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{tool: a, tier: far, kind: none}] | `far` is no known tier",
                "[{tool: a, tier: read, kind: odd}] | `odd` is no known kind",
                "[{tier: read, kind: none}] | no `tool`",
                "[{tool: a, tier: read, kind: none, colour: red}] | unknown member `colour`",
                "[{tool: a, tier: read, kind: none, args: {x: boss}}] | `boss` is no known role",
                "[{tool: a, tier: read, kind: none, result: {x: trusted id}}] | `trusted` is no known class",
                "[{tool: a, tier: read, kind: none, result: {x: sys}}] | is not `class shape [secret]`",
                "[{tool: a, tier: read, kind: none, result: {x: sys id open}}] | is not `class shape [secret]`",
                "[{tool: a, tier: read, kind: none, acts: [conquer]}] | the lexicon knows no act `conquer`",
                "[{tool: a, tier: read, kind: none, records: heaps}] | `heaps` is no known records",
                "{tool: a} | x.yaml:1: no list of entries",
                "[{tool: | x.yaml:1: not YAML",
            })
    void a_file_that_is_not_understood_is_refused(String yaml, String words) {
        CatalogueRefused refused = assertThrows(CatalogueRefused.class, () -> EntryReader.entries("x.yaml", yaml));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
    }
}
