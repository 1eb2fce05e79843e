package dev.sallyport.provenance.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,name\n7,Lamp\n8,\"Kettle, big\"\n",
                "id;name\r\n7;Lamp\r\n8;Kettle, big",
                "id\tname\n7\tLamp\n8\tKettle, big",
                "| id | name |\n|----|:-----|\n| 7 | Lamp |\n| 8 | Kettle, big |",
                "id   name\n7    Lamp\n8    Kettle, big",
                "id   name\n---  ----\n7    Lamp\n8    Kettle, big",
            })
    void a_table_is_read_by_rows_and_columns(String text) {
        List<Leaf> leaves = Documents.read(text);
        assertEquals(
                List.of("$[0].id=7", "$[0].name=Lamp", "$[1].id=8", "$[1].name=Kettle, big"),
                leaves.stream().map(l -> l.path() + "=" + l.text()).toList());
        assertEquals("$[1]", leaves.getLast().record());
    }

    @Test
    void only_a_form_that_quotes_its_cells_is_firm() {
        assertTrue(Documents.read("id,name\n7,Lamp").getFirst().firm());
        assertFalse(Documents.read("| id | name |\n|---|---|\n| 7 | Lamp |")
                .getFirst()
                .firm());
        assertFalse(Documents.read("id   name\n7    Lamp").getFirst().firm());
    }

    @Test
    void a_quoted_cell_holds_line_ends_and_marks() {
        List<Leaf> leaves = Documents.read("id,note\n7,\"one\n9,\"\"two\"\"\"\n");
        assertEquals(
                List.of("7", "one\n9,\"two\""), leaves.stream().map(Leaf::text).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dear Ann, thank you\nfor the letter, Bob",
                "id,name\n7,Lamp,extra",
                "id,id\n7,8",
                "id,name",
                "| id | name |\n| 7 | Lamp |\n| 8 | Kettle |",
                "id,name\n7,\"open",
                "Hello there\nyou",
            })
    void what_is_only_nearly_a_table_is_free_text(String text) {
        List<Leaf> leaves = Documents.read(text);
        assertEquals(1, leaves.size(), leaves.toString());
        assertEquals("$", leaves.getFirst().path());
    }
}
