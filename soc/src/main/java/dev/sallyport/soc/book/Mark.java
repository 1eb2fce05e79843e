package dev.sallyport.soc.book;

/**
 * Where detection stands in a tenant's record.
 *
 * @param next the sequence of the first receipt that was not taken yet
 * @param part how many events without a receipt came after the last one that was taken
 * @param previousHash the hash of the receipt before it, 64 hexadecimal digits
 * @param snapshot what detection remembers there; shared, nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // a snapshot may be large; marks are not compared
public record Mark(long next, int part, String previousHash, byte[] snapshot) {}
