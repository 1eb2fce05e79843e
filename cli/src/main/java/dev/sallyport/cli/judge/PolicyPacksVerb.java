package dev.sallyport.cli.judge;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.gate.policy.PolicyPacks;
import dev.sallyport.gate.policy.PolicyRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy packs}: lists the packs in this build, or writes some beside the default one, with their examples. */
@Command
public final class PolicyPacksVerb extends Verb {
    @Parameters(paramLabel = "PACK", arity = "0..*", description = "the packs to write")
    private List<String> packs = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "write the default pack, these packs and their examples here")
    private @Nullable String out;

    /** On that terminal. */
    public PolicyPacksVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        if (out == null) {
            PolicyPacks.names().forEach(this::list);
            return Exit.OK;
        }
        try {
            SortedMap<String, String> files = PolicyPacks.files(packs);
            packs.forEach(pack -> files.put(pack + ".examples.yaml", PolicyPacks.examples(pack)));
            write(terminal().path(out), files);
        } catch (PolicyRefused refused) {
            throw Complaint.usage("no_such_pack", String.valueOf(refused.getMessage()));
        } catch (IOException e) {
            throw Complaint.usage("unwritable", "cannot write `" + out + "`: " + e.getMessage());
        }
        return Exit.OK;
    }

    private void list(String pack) {
        String[] rules = PolicyPacks.files(List.of(pack))
                .getOrDefault(pack + ".cedar", "")
                .split("@id\\(", -1);
        row(
                JsonObject.builder()
                        .put("pack", pack)
                        .put("rules", rules.length - 1)
                        .build(),
                String.format("%-8s %d rules", pack, rules.length - 1));
    }

    private void write(Path folder, SortedMap<String, String> files) throws IOException {
        Files.createDirectories(folder);
        for (String name : files.keySet()) {
            if (Files.exists(folder.resolve(name))) {
                throw Complaint.usage("file_exists", "`" + folder.resolve(name) + "` exists already");
            }
        }
        files.forEach((name, text) -> {
            try {
                Files.writeString(folder.resolve(name), text);
            } catch (IOException e) {
                throw Complaint.usage("unwritable", "cannot write `" + folder.resolve(name) + "`: " + e.getMessage());
            }
        });
        row(
                JsonObject.builder()
                        .put("folder", folder.toString())
                        .put("files", files.size())
                        .build(),
                "wrote " + files.size() + " files to " + folder);
    }
}
