package dev.sallyport.ledger.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.TestKeys;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.Receipts;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Small logs and their exports for tests. */
public final class Exports {
    public static final String ORIGIN = "log.example/acme";
    public static final Signer KEY = TestKeys.key(ORIGIN, 1);

    private static final List<ReceiptKind> KINDS = List.of(ReceiptKind.values());

    private Exports() {}

    /** A chain of receipts under {@link #KEY}. */
    public static List<SealedReceipt> receipts(String tenant, int count) {
        return receipts(tenant, count, Receipts::body, KEY.keyId());
    }

    /** A chain of receipts with these bodies under this key. */
    public static List<SealedReceipt> receipts(String tenant, int count, IntFunction<ReceiptBody> body, String keyId) {
        List<SealedReceipt> receipts = new ArrayList<>();
        Chain chain = Chain.genesis();
        for (int i = 0; i < count; i++) {
            Envelope envelope = new Envelope(
                    "rcpt_" + i, tenant, KINDS.get(i % KINDS.size()), 1_790_000_000_000L + i * 1000L, keyId);
            SealedReceipt receipt = chain.seal(ReceiptDraft.of(body.apply(i), envelope));
            chain = chain.after(receipt);
            receipts.add(receipt);
        }
        return receipts;
    }

    public static Tree tree(List<SealedReceipt> receipts) {
        Tree tree = Tree.empty();
        for (SealedReceipt receipt : receipts) {
            tree = tree.append(receipt.hash());
        }
        return tree;
    }

    public static SignedNote checkpoint(List<SealedReceipt> receipts) {
        return Checkpoint.of(ORIGIN, tree(receipts)).sign(KEY);
    }

    /** The export of these receipts with the checkpoint given. */
    public static byte[] export(List<SealedReceipt> receipts, SignedNote checkpoint) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ExportWriter writer = new ExportWriter(out, ORIGIN, KEY.verifierKey());
            for (SealedReceipt receipt : receipts) {
                writer.add(receipt.canonical());
            }
            writer.finish(checkpoint);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The right export of a log of this many receipts. */
    public static byte[] export(int count) {
        List<SealedReceipt> receipts = receipts("acme", count);
        return export(receipts, checkpoint(receipts));
    }

    /** The lines of a file, each without its newline. */
    public static List<String> lines(byte[] file) {
        return new ArrayList<>(new String(file, UTF_8).lines().toList());
    }

    /** The file of these lines. */
    public static byte[] file(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }
}
