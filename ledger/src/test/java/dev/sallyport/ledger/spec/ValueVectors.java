package dev.sallyport.ledger.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.ledger.commitment.Commitment;
import dev.sallyport.ledger.commitment.FactsDigest;
import dev.sallyport.ledger.commitment.Salt;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.export.Exports;
import dev.sallyport.ledger.merkle.ConsistencyProof;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.TestKeys;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The hashes of small values, as tab-separated files. */
final class ValueVectors {
    private ValueVectors() {}

    /** File name to content. */
    static SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("receipt_hash.tsv", receiptHashes());
        files.put("commitment.tsv", commitments());
        files.put("tree.tsv", tree());
        files.put("vkey.tsv", keys());
        return files;
    }

    private static String receiptHashes() {
        StringBuilder out = new StringBuilder("# sequence, canonical receipt, receipt hash\n");
        for (SealedReceipt receipt : Exports.receipts("acme", 3)) {
            row(out, receipt.sequence(), new String(receipt.canonical(), UTF_8), receipt.hashHex());
        }
        return out.toString();
    }

    private static String commitments() {
        StringBuilder out = new StringBuilder("# kind, salt, content, digest\n");
        for (String content : List.of("", "to: alice@example.com", "caf\u00e9 \u2615")) {
            byte[] salt = new byte[Salt.BYTES];
            salt[31] = (byte) content.length();
            byte[] bytes = content.getBytes(UTF_8);
            row(
                    out,
                    "commitment",
                    Hex.of(salt),
                    Hex.of(bytes),
                    Commitment.to(Salt.of(salt), bytes).hex());
            row(
                    out,
                    "facts",
                    Hex.of(salt),
                    Hex.of(bytes),
                    FactsDigest.of(Salt.of(salt), bytes).hex());
        }
        return out.toString();
    }

    private static String tree() {
        int sizes = 9;
        List<SealedReceipt> receipts = Exports.receipts("acme", sizes);
        NodeSource nodes =
                NodeSource.ofLeafHashes(i -> TreeHash.leaf(receipts.get((int) i).hash()));
        StringBuilder out = new StringBuilder("# leaf, index, data | root, size, root | inclusion, index, size, path | "
                + "consistency, from, to, path\n");
        for (SealedReceipt receipt : receipts) {
            row(out, "leaf", receipt.sequence(), receipt.hashHex());
        }
        for (int size = 0; size <= sizes; size++) {
            Tree tree = Exports.tree(receipts.subList(0, size));
            row(out, "root", size, Hex.of(tree.root()));
            for (int i = 0; i < size; i++) {
                row(
                        out,
                        "inclusion",
                        i,
                        size,
                        path(InclusionProof.of(i, size, nodes).path()));
            }
            for (int from = 1; from <= size; from++) {
                row(
                        out,
                        "consistency",
                        from,
                        size,
                        path(ConsistencyProof.of(from, size, nodes).path()));
            }
        }
        return out.toString();
    }

    private static String keys() {
        StringBuilder out = new StringBuilder("# Ed25519 seed (public, for tests alone), name, verifier key, key id\n");
        for (int seed : new int[] {1, 9, 66}) {
            var key = TestKeys.key(Exports.ORIGIN, seed).verifierKey();
            row(out, String.format(Locale.ROOT, "%02x", seed).repeat(32), key.name(), key.encoded(), key.id());
        }
        return out.toString();
    }

    private static String path(List<byte[]> path) {
        return path.stream().map(Hex::of).collect(Collectors.joining(","));
    }

    private static void row(StringBuilder out, Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            out.append(i == 0 ? "" : "\t").append(cells[i]);
        }
        out.append('\n');
    }
}
