package dev.sallyport.govern.collector;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.NoteVerdict;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.shield.ShieldVersion;
import java.util.List;

/**
 * The statement that a version of a shield is released: name and version, and the SHA-256 of its manifest, under the distributor's signature.
 *
 * @param sha256 of the manifest's bytes, lower-case hex
 */
public record ShieldRelease(ShieldVersion shield, String sha256) {
    private static final String FIRST = "sallyport/shield-release/1";
    private static final int LINES = 3;

    /**
     * @throws Malformed if the hash is none
     */
    public ShieldRelease {
        Hex.check(sha256);
    }

    /** The signed note that is served. */
    public String sign(Signer distributor) {
        return SignedNote.sign(FIRST + "\n" + shield.wire() + "\n" + sha256 + "\n", distributor)
                .format();
    }

    /**
     * Reads a note and checks its signature.
     *
     * @throws Malformed {@code shield_release} if that key did not sign such a statement
     */
    public static ShieldRelease check(String note, VerifierKey distributor) {
        SignedNote signed = SignedNote.parse(note);
        List<String> lines = signed.text().lines().toList();
        if (!(signed.check(List.of(distributor)) instanceof NoteVerdict.Signed)
                || lines.size() != LINES
                || !lines.get(0).equals(FIRST)) {
            throw new Malformed("shield_release", "the distributor did not sign this as a release of a shield");
        }
        try {
            return new ShieldRelease(ShieldVersion.parse(lines.get(1)), lines.get(2));
        } catch (IllegalArgumentException e) {
            throw new Malformed("shield_release", "the release names no version of a shield");
        }
    }
}
