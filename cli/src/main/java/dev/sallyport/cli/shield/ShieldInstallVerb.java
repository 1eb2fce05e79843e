package dev.sallyport.cli.shield;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.server.shield.InstalledShields;
import dev.sallyport.server.shield.ReleaseRefused;
import dev.sallyport.server.shield.Releases;
import dev.sallyport.shield.ShieldVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shield install}: takes a signed version of a shield from its distributor and keeps it beside the one that is built in. */
@Command
public final class ShieldInstallVerb extends DataVerb {
    @Parameters(paramLabel = "NAME@VERSION", description = "such as egress-monitor@1.0.7")
    private String shield = "";

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            required = true,
            description = "a collector's address, or a folder that holds NAME/VERSION.note and NAME/VERSION.manifest")
    private String from = "";

    @Option(names = "--key", paramLabel = "VKEY", description = "the distributor's key, the first time")
    private String key = "";

    @Option(
            names = "--pin",
            paramLabel = "SHA256",
            description = "a public key that the distributor's certificate may have; then nothing else is asked of it")
    private List<String> pins = List.of();

    @Option(names = "--older", description = "take a version that is older than what is installed")
    private boolean older;

    /** On that terminal. */
    public ShieldInstallVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        ShieldVersion wanted = wanted();
        Releases releases = new Releases(data().path());
        try {
            if (!key.isEmpty()) {
                releases.trust(VerifierKey.parse(key));
            }
            boolean isRemote = from.startsWith("https://") || from.startsWith("http://");
            Optional<Distributor> remote = isRemote ? Optional.of(Distributor.of(from, pins)) : Optional.empty();
            byte[] note = remote.isPresent() ? remote.get().note(wanted) : read(wanted, ".note");
            byte[] manifest = remote.isPresent() ? remote.get().manifest(wanted) : read(wanted, ".manifest");
            ShieldVersion installed = releases.install(
                    wanted, new String(note, StandardCharsets.UTF_8), manifest, InstalledShields.builtIn(), older);
            row(
                    JsonObject.builder().put("shield", installed.wire()).build(),
                    installed.wire() + " is installed; restart the gateway, then run it with `sallyport shield pin "
                            + installed.name() + " " + installed.version() + "`");
            return Exit.OK;
        } catch (ReleaseRefused e) {
            throw new Complaint(Exit.NO, e.code(), "shield install: " + e.getMessage());
        } catch (Malformed e) {
            throw Complaint.usage(e.code(), "shield install: --key: " + e.getMessage());
        }
    }

    private ShieldVersion wanted() {
        try {
            return ShieldVersion.parse(shield);
        } catch (IllegalArgumentException e) {
            throw Complaint.usage("not_a_shield", "shield install: " + e.getMessage());
        }
    }

    private byte[] read(ShieldVersion wanted, String end) throws IOException {
        Path file = terminal().path(from).resolve(wanted.name()).resolve(wanted.version() + end);
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw Complaint.usage("no_such_file", "shield install: `" + file + "` is not there");
        }
    }
}
