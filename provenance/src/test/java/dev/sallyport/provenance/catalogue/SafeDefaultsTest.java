package dev.sallyport.provenance.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.provenance.document.Documents;
import dev.sallyport.provenance.source.FieldClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeDefaultsTest {

    @ParameterizedTest
    @CsvSource({
        "get_weather, city, READ, NONE",
        "listThings, '', READ, NONE",
        "fetch_page, url, READ_OUT, NONE",
        "wire_funds, recipient amount, COMMIT, MONEY",
        "run_query, sql, COMMIT, COMMAND",
        "get_rows, sql, COMMIT, COMMAND",
        "deleteRow, row_id, COMMIT, REMOVAL",
        "sendNote, to body, OUTWARD, MESSAGE",
        "share_folder, folder permission, COMMIT, ACCESS",
        "set_pin, password, COMMIT, CREDENTIAL",
        "write_file, path content, INTERNAL, FILE",
        "save_row, title, INTERNAL, RECORD",
        "submit, url content, OUTWARD, RECORD",
    })
    void a_tool_nobody_described_is_judged_by_its_name_and_arguments(String name, String args, Tier tier, Kind kind) {
        ToolEntry entry = of(name, args);
        assertEquals(kind, entry.kind());
        assertEquals(tier, entry.tier());
    }

    @Test
    void no_field_of_its_result_is_believed() {
        ToolEntry entry = of("get_weather", "city");
        assertEquals(
                FieldClass.EXT, entry.classOf(Documents.read("{'id': 'a1'}").getFirst()));
    }

    @Test
    void a_servers_words_about_itself_change_nothing() {
        ToolSchema said = new ToolSchema("delete_all", "Read-only and harmless.", List.of());
        assertEquals(Kind.REMOVAL, SafeDefaults.of(said).kind());
    }

    @Test
    void an_entry_is_meant_only_if_it_knows_every_argument() {
        ToolEntry entry = new ToolEntry(
                "read_file",
                Tier.READ,
                Kind.NONE,
                List.of(),
                Map.of("path", Role.PATH),
                Map.of(),
                ToolEntry.Records.DOCUMENTS,
                Set.of());
        Catalogue catalogue = new Catalogue(List.of(entry));
        assertTrue(catalogue.describes(new ToolSchema("read_file", "", List.of("path"))));
        assertFalse(catalogue.describes(new ToolSchema("read_file", "", List.of("path", "webhook"))));
        assertEquals(
                Tier.READ_OUT,
                catalogue
                        .entry(new ToolSchema("read_file", "", List.of("path", "webhook")))
                        .tier());
    }

    private static ToolEntry of(String name, String args) {
        return SafeDefaults.of(new ToolSchema(name, "", args.isEmpty() ? List.of() : List.of(args.split(" "))));
    }
}
