package dev.sallyport.cli.incident;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.remote.Reply;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.log.LogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code incidents export}: an incident's evidence as a new folder: {@code incident.json} with everything, and for each receipt its proof in
 * the form that {@code receipts check-proof} and other tools for tlog-proof read. A narrative is in it only if a person stands for it.
 */
@Command
public final class IncidentsExportVerb extends AskingVerb {
    /** The file that holds everything. */
    static final String FILE = "incident.json";

    @Parameters(paramLabel = "ID", description = "the incident's id, as `incidents list` shows it")
    private String incident = "";

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "a new folder")
    private String out = "";

    /** On that terminal. */
    public IncidentsExportVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        String id = id("incident", incident);
        Reply reply = gatewayAsOperator().get("/v1/incidents/" + id + "/story").orComplain();
        JsonObject bundle = reply.object();
        Path folder = terminal().path(out);
        try {
            Files.createDirectory(folder);
            Files.createDirectory(folder.resolve("proofs"));
            Files.write(folder.resolve(FILE), reply.body());
            int proofs = proofs(bundle, folder.resolve("proofs"));
            row(
                    JsonObject.builder()
                            .put("incident_id", id)
                            .put("folder", folder.toString())
                            .put("receipts", proofs)
                            .put("narrative", bundle.get("narrative") != null)
                            .build(),
                    folder + ": " + proofs + " receipts with their proofs, "
                            + (bundle.get("narrative") == null ? "no narrative" : "a reviewed narrative"));
            return Exit.OK;
        } catch (FileAlreadyExistsException exists) {
            throw Complaint.usage("file_exists", "incidents export: `" + out + "` exists; evidence never overwrites");
        } catch (IOException failed) {
            throw Complaint.cannotDecide("unwritable", "incidents export: `" + out + "` can't be written: " + failed);
        } catch (Malformed malformed) {
            throw Complaint.cannotDecide("malformed_answer", "the gateway's answer holds no proofs that can be read");
        }
    }

    private static int proofs(JsonObject bundle, Path folder) throws IOException {
        String note = bundle.get("log") instanceof JsonObject log ? text(log, "checkpoint") : "";
        int written = 0;
        for (Json each : items(bundle, "receipts")) {
            if (each instanceof JsonObject receipt && receipt.get("sequence") instanceof JsonNumber sequence) {
                List<byte[]> path = new ArrayList<>();
                for (Json hash : items(receipt, "path")) {
                    path.add(StrictBase64.parse(hash instanceof JsonString text ? text.value() : ""));
                }
                long index = (long) sequence.value();
                LogProof proof = new LogProof(index, path, note.getBytes(StandardCharsets.UTF_8));
                Files.writeString(folder.resolve(index + ".tlog-proof"), proof.format());
                written++;
            }
        }
        return written;
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    private static List<Json> items(JsonObject object, String member) {
        return object.get(member) instanceof JsonArray list ? list.items() : List.of();
    }
}
