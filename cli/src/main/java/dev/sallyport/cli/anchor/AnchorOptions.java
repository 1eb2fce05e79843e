package dev.sallyport.cli.anchor;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.log.AnchorFile;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What others have seen of a history, as a verb is told: files of signed checkpoints, and whose cosignatures count. */
public final class AnchorOptions {
    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description =
                    "signed checkpoints or an anchor from another machine, which the history must hold; repeatable")
    private List<String> anchors = List.of();

    @Option(
            names = "--witness",
            paramLabel = "VKEY",
            description =
                    "the verifier key, or its file, of a witness that may have cosigned the anchors; may be repeated")
    private List<String> witnesses = List.of();

    @Option(names = "--quorum", paramLabel = "N", description = "how many witnesses must have cosigned (default: 0)")
    private int quorum;

    /** Whether no anchor was named. */
    public boolean isEmpty() {
        return anchors.isEmpty();
    }

    /** How many witnesses must have cosigned. */
    public int quorum() {
        return quorum;
    }

    /**
     * The anchors named, read.
     *
     * @param verb for messages
     * @throws Complaint with the code of what is wrong with one of them
     */
    public List<AnchorFile> files(Terminal terminal, String verb) {
        List<AnchorFile> files = new ArrayList<>();
        for (String anchor : anchors) {
            try {
                files.add(AnchorFile.parse(terminal.read(anchor)));
            } catch (Malformed malformed) {
                throw Complaint.usage(malformed.code(), verb + ": --anchor " + anchor + ": " + malformed.getMessage());
            }
        }
        return files;
    }

    /**
     * The witnesses whose cosignatures count.
     *
     * @throws Complaint {@code no_anchor} if there is nothing they could have cosigned; else the code of what is wrong with a key
     */
    public List<VerifierKey> cosigners(Terminal terminal, String verb) {
        if (anchors.isEmpty() && (!witnesses.isEmpty() || quorum != 0)) {
            throw Complaint.usage(
                    "no_anchor", verb + ": --witness and --quorum say what --anchor must show: name an anchor");
        }
        return witnesses.stream()
                .map(witness -> Keys.read(terminal, witness, SignatureType.COSIGNATURE_V1, verb + ": --witness"))
                .toList();
    }
}
