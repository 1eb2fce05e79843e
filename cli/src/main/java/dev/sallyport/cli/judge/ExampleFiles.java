package dev.sallyport.cli.judge;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.server.policy.PolicyExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of examples that lie beside policies. */
final class ExampleFiles {
    private static final List<String> ENDINGS = List.of(".examples.json", ".examples.yaml");

    private ExampleFiles() {}

    /** An example and the file it stands in. */
    record Named(String file, PolicyExample example) {}

    /** Every example beside the policies of that folder, in the order of the files' names. */
    static List<Named> beside(Terminal terminal, String folder) {
        List<Named> all = new ArrayList<>();
        for (Path file : list(terminal, folder)) {
            String name = String.valueOf(file.getFileName());
            for (PolicyExample example : read(name, terminal.read(file.toString()))) {
                all.add(new Named(name, example));
            }
        }
        return all;
    }

    /** The examples in one file's text. */
    static List<PolicyExample> read(String name, byte[] text) {
        JsonObject document =
                name.endsWith(".yaml") ? YamlDocument.object(name, text) : DecideVerb.object("`" + name + "`", text);
        return PolicyExample.all(name, document);
    }

    private static List<Path> list(Terminal terminal, String folder) {
        try (Stream<Path> entries = Files.list(terminal.path(folder))) {
            return entries.filter(p -> ENDINGS.stream().anyMatch(String.valueOf(p.getFileName())::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw Complaint.usage("unreadable", "cannot read `" + folder + "`: " + unreadable.getMessage());
        }
    }
}
