package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueVerbsTest {
    @TempDir
    private Path folder;

    @Test
    void the_built_in_files_are_accepted() {
        String out = Ran.of("catalogue", "check", "--json").exits(0).out();
        assertTrue(out.contains("\"file\":\"github.yaml\",\"accepted\":true"), out);
        assertTrue(out.strip().endsWith("\"refused\":0}"), out);
    }

    @Test
    void a_file_that_is_not_in_the_form_is_named_with_its_line() throws IOException {
        Files.writeString(folder.resolve("odd.yaml"), "server: {name: odd}\ntools: []\n");
        Ran ran = Ran.of("catalogue", "check", folder.toString()).exits(1);
        assertTrue(ran.out().startsWith("odd.yaml:1: no `"), ran.out());
        assertTrue(ran.out().contains("0 accepted, 1 refused"), ran.out());
    }

    @Test
    void an_empty_or_missing_folder_is_wrong_usage() {
        Ran.of("catalogue", "check", folder.toString()).refuses("holds no *.yaml");
        Ran.of("catalogue", "check", folder.resolve("none").toString()).refuses("no catalogue folder");
    }

    @Test
    void a_server_and_a_tool_are_shown() {
        String server = Ran.of("catalogue", "show", "stripe").exits(0).out();
        assertTrue(server.contains("auth key, credentials argument") && server.contains("create_refund"), server);
        String tool = Ran.of("catalogue", "show", "stripe/create_refund", "--json")
                .exits(0)
                .out();
        assertTrue(tool.contains("\"described\":true,\"tier\":\"commit\",\"kind\":\"money\""), tool);
        Ran.of("catalogue", "show", "nobody").refuses("no described server `nobody`");
    }

    @Test
    void a_tool_nobody_described_is_shown_as_it_is_judged() {
        String out = Ran.of("catalogue", "show", "mine/send_report", "--args", "to,body", "--json")
                .exits(0)
                .out();
        assertTrue(out.contains("\"described\":false,\"tier\":\"outward\",\"kind\":\"message\""), out);
        assertTrue(out.contains("\"args\":{\"body\":\"content\",\"to\":\"recipient\"}"), out);
    }
}
