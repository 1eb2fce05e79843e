package dev.sallyport.ledger.log;

import dev.sallyport.ledger.encoding.Sha256;

/**
 * What somebody elsewhere saw of a log: at that size it had that root. Whatever history is shown later must begin with it.
 *
 * @param origin the log
 * @param size how many leaves it had
 * @param root the root over them, 32 bytes
 * @param witnesses how many of the witnesses asked for stand behind it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by value where it is used
public record Anchor(String origin, long size, byte[] root, int witnesses) {
    public Anchor {
        root = Sha256.checked(root, "a root").clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }
}
