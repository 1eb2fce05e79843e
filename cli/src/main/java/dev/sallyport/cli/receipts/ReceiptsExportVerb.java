package dev.sallyport.cli.receipts;

import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.api.AegisExport;
import dev.sallyport.server.api.DsseExport;
import dev.sallyport.server.api.OcsfExport;
import dev.sallyport.server.api.ReceiptExport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code receipts export}: a tenant's chain up to this moment, in one of four forms, on standard output or in a new file. */
@Command
public final class ReceiptsExportVerb extends DataVerb {
    private static final List<String> FORMATS = List.of("sallyport-2", "aegis-1", "dsse", "ocsf");

    @Option(names = "--format", paramLabel = "F", description = "sallyport-2 (default), aegis-1, dsse or ocsf")
    private String format = "sallyport-2";

    @Option(names = "--tenant", paramLabel = "T", description = "whose chain (default: default)")
    private String tenant = "default";

    @Option(names = "--out", paramLabel = "FILE", description = "a new file instead of standard output")
    private @Nullable String out;

    /** On that terminal. */
    public ReceiptsExportVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        if (!FORMATS.contains(format)) {
            throw Complaint.usage(
                    "unknown_format",
                    "receipts export: no format `" + format + "`: use sallyport-2 or aegis-1, dsse or ocsf");
        }
        try (Snapshot snapshot = Snapshot.of(data());
                OutputStream target = target()) {
            TenantId whose = Tenants.known(snapshot.records(), tenant);
            write(snapshot, whose, target);
            target.flush();
            if (terminal().out().checkError()) {
                throw Complaint.cannotDecide("unwritable", "receipts export: standard output broke off");
            }
        }
        return Exit.OK;
    }

    private void write(Snapshot from, TenantId whose, OutputStream target) throws IOException {
        switch (format) {
            case "aegis-1" -> new AegisExport(from.records(), from.sealer()).write(whose, target);
            case "dsse" ->
                new DsseExport(from.records(), from.texts(), from.logs().signer()).write(whose, target);
            case "ocsf" -> new OcsfExport(from.records(), from.logs()).write(whose, target);
            default -> new ReceiptExport(from.records(), from.logs()).write(whose, target);
        }
    }

    /** An export says who did what: mode 0600, where the file system has modes. */
    private static FileAttribute<?>[] forOwnerAlone() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private OutputStream target() throws IOException {
        if (out == null) {
            return new BufferedOutputStream(terminal().out()) {
                @Override
                public void close() throws IOException {
                    flush(); // the stream is the terminal's
                }
            };
        }
        try {
            return new BufferedOutputStream(Channels.newOutputStream(Files.newByteChannel(
                    terminal().path(out),
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    forOwnerAlone())));
        } catch (FileAlreadyExistsException exists) {
            throw Complaint.usage("file_exists", "receipts export: `" + out + "` exists; an export never overwrites");
        }
    }
}
