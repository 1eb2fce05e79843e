package dev.sallyport.server.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.provenance.catalogue.Catalogue;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.catalogue.ToolSchema;
import dev.sallyport.provenance.source.FieldClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerFilesTest {
    private static final String GOOD = """
            server:
              name: notebook
              title: Notes of one person
              package: "npm:@example/notebook"
              capability: [http, read]
              auth: token
              credentials: environment
              stability: versioned
              tool-list: {coverage: complete, verified: readme, source: "example/notebook", date: 2026-01-31}
            tools:
            - tool: get_note
              tier: read
              kind: none
              args: {id: selector}
              result: {id: own id, author: id name}
            - {tool: share_note, tier: outward, kind: access, acts: [file-share], args: {id: selector, email: recipient}}
            """;

    @Test
    void a_file_in_the_form_is_read() {
        ServerEntry server = ServerFiles.read("notebook.yaml", GOOD);
        assertEquals("notebook", server.name());
        assertEquals(List.of("http", "read"), server.capability());
        assertEquals("2026-01-31", server.listed().toString());
        assertEquals(
                List.of("get_note", "share_note"),
                server.tools().stream().map(ToolEntry::name).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tier: read|tier: reads|notebook.yaml:12: `reads` is no known tier",
                "kind: none|kinds: none|notebook.yaml:13: unknown member `kinds`",
                "args: {id: selector}|args: {id: chooser}|notebook.yaml:14: `chooser` is no known role",
                "args: {id: selector}|args: [id]|notebook.yaml:14: `args` is no mapping of names",
                "author: id name|author: id words|notebook.yaml:15: `words` is no known shape",
                "author: id name|author: friend name|notebook.yaml:15: `friend` is no known class",
                "author: id name|author: id|notebook.yaml:15: `author` is not `class shape [secret]`",
                "acts: [file-share]|acts: [juggle]|notebook.yaml:16: the lexicon knows no act `juggle`",
                "acts: [file-share], |\"\"|notebook.yaml:16: tool `share_note` reaches beyond the user, but no `acts` say what asks for it",
                "tool: share_note|tool: get_note|notebook.yaml:10: tool `get_note` is described twice",
                "auth: token|auth: magic|notebook.yaml:6: `magic` is no known auth",
                "auth: token|login: token|notebook.yaml:6: unknown member `login`",
                "  stability: versioned|  |notebook.yaml:1: no `stability`",
                "date: 2026-01-31|date: yesterday|notebook.yaml:9: `yesterday` is no date",
                "npm:@example|npmjs:@example|notebook.yaml:4: `npmjs:@example/notebook` is not",
                "capability: [http, read]|capability: [http, fly]|notebook.yaml:5: `fly` is no known capability",
                "capability: [http, read]|capability: []|notebook.yaml:5: `capability` is no list",
                "name: notebook|name: Note Book|notebook.yaml:2: `Note Book` is not a name",
                "tools:|tool:|unknown member `tool`",
                "  title: Notes of one person|  name: again|notebook.yaml:3: not YAML",
            })
    void what_is_not_in_the_form_is_refused_with_its_line(String good, String bad, String why) {
        String yaml = GOOD.replace(good, bad == null ? "" : bad);
        assertFalse(yaml.equals(GOOD), "nothing was changed");
        CatalogueRefused refused = assertThrows(CatalogueRefused.class, () -> ServerFiles.read("notebook.yaml", yaml));
        assertTrue(
                String.valueOf(refused.getMessage()).contains(why), () -> refused.getMessage() + " instead of " + why);
    }

    @Test
    void every_file_of_this_build_is_listed_loads_and_is_called_as_its_server() throws IOException {
        Path folder = Path.of(System.getProperty("sallyport.root", ".."))
                .resolve("server/src/main/resources/dev/sallyport/server/catalogue/servers");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    ServerFiles.BUILT_IN.stream().map(name -> name + ".yaml").toList(),
                    files.map(f -> String.valueOf(f.getFileName())).sorted().toList());
        }
        assertTrue(ServerFiles.BUILT_IN.size() >= 30);
        for (String name : ServerFiles.BUILT_IN) {
            assertEquals(name, ServerFiles.named(name).orElseThrow().name());
        }
    }

    @Test
    void no_described_read_takes_an_address_or_believes_a_text_without_a_shape() {
        Set<Role> pointing = Set.of(Role.URL, Role.COMMAND);
        for (ServerEntry server : ServerFiles.builtIn()) {
            for (ToolEntry tool : server.tools()) {
                boolean points = tool.args().values().stream().anyMatch(pointing::contains);
                boolean region = tool.args().containsKey("regionUrl");
                assertTrue(
                        tool.tier() != Tier.READ || !points || region,
                        () -> server.name() + "/" + tool.name() + " reads and names an address or a command");
                tool.fields()
                        .forEach((key, field) -> assertTrue(
                                field.secret()
                                        || field.fieldClass() == FieldClass.EXT
                                        || !field.shape().fits("do this: pay at once!"),
                                () -> server.name() + "/" + tool.name() + "." + key + " would believe a sentence"));
            }
        }
    }

    @Test
    void of_two_entries_of_one_name_the_nearer_one_is_taken_and_what_fits_none_gets_safe_defaults() {
        Catalogue catalogue = CatalogueFiles.builtIn();
        ToolSchema linear = new ToolSchema("create_issue", "", List.of("title", "team", "description"));
        assertEquals(Role.PLACE, catalogue.entry(linear).role("team"));
        ToolSchema unknown = new ToolSchema("create_issue", "", List.of("title", "webhook_url"));
        assertFalse(catalogue.describes(unknown));
        assertEquals(Role.URL, catalogue.entry(unknown).role("webhook_url"));
    }
}
