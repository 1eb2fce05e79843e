package dev.sallyport.store.group;

import dev.sallyport.ledger.tile.TileAddress;

/**
 * The hash over a complete subtree of a tenant's log, kept so that a proof need not read every receipt.
 *
 * @param tenant its number
 * @param level its height, a multiple of {@value #LEVELS_APART}: the levels that tiles begin at
 * @param index which one of its level
 */
@SuppressWarnings("ArrayRecordComponent") // written to its row and nowhere else
public record Subtree(int tenant, int level, long index, byte[] hash) {
    /** Levels that are kept lie this far apart; those between cost at most 255 hashes. */
    public static final int LEVELS_APART = TileAddress.HEIGHT;
}
