package dev.sallyport.cli.collector;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.collector.ShieldRelease;
import dev.sallyport.shield.ShieldVersion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code collector publish}: signs a version of a shield and serves it; a published version never changes. */
@Command
public final class CollectorPublishVerb extends FolderVerb {
    @Option(names = "--shield", paramLabel = "NAME@VERSION", required = true, description = "such as canary@1.4.2")
    private String shield = "";

    @Option(names = "--manifest", paramLabel = "FILE", required = true, description = "what the version consists of")
    private String manifest = "";

    /** On that terminal. */
    public CollectorPublishVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        try {
            ShieldRelease release = folder().publish(
                            ShieldVersion.parse(shield),
                            Files.readAllBytes(terminal().path(manifest)));
            row(
                    JsonObject.builder()
                            .put("shield", release.shield().wire())
                            .put("sha256", release.sha256())
                            .build(),
                    release.shield().wire() + " is published, sha256 " + release.sha256());
            return Exit.OK;
        } catch (IllegalArgumentException e) {
            throw Complaint.usage("not_a_shield", "collector publish: " + e.getMessage());
        } catch (FileAlreadyExistsException e) {
            throw Complaint.usage(
                    "shield_published",
                    "collector publish: " + shield + " was published before; a change is a new version");
        }
    }
}
