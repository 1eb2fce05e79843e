package dev.sallyport.ledger.merkle;

import dev.sallyport.ledger.encoding.Sha256;
import java.security.MessageDigest;

/** How leaves and nodes are hashed (RFC 6962 section 2.1): a leaf behind 0x00, a pair of nodes behind 0x01. */
public final class TreeHash {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private TreeHash() {}

    /** The root of a tree without leaves: the hash of nothing. */
    public static byte[] empty() {
        return Sha256.of();
    }

    /** The hash of a leaf that holds these bytes. */
    public static byte[] leaf(byte[] data) {
        MessageDigest digest = Sha256.digest();
        digest.update(LEAF);
        return digest.digest(data);
    }

    /** The hash of the node above these two. */
    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = Sha256.digest();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }
}
