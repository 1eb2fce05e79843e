package dev.sallyport.server.keys;

import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.SigningFailed;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Signs with an Ed25519 key of a token (mechanism {@code CKM_EDDSA}, PKCS#11 v3.0 section 2.3.15). Keeps one session and opens
 * it again once when the token refuses, as after it was taken out. Thread-safe: one signature at a time.
 */
public final class Pkcs11Signer implements Signer {
    private final VerifierKey verifierKey;
    private final RemoteKey.Place.Pkcs11 place;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Session session; // guarded by lock

    Pkcs11Signer(VerifierKey verifierKey, RemoteKey.Place.Pkcs11 place) {
        this.verifierKey = verifierKey;
        this.place = place;
    }

    private record Session(Pkcs11Library library, long handle, long key) {}

    /** The public half, 32 bytes. */
    static byte[] publicKey(RemoteKey.Place.Pkcs11 place) {
        Pkcs11Library library = Pkcs11Library.load(place.library());
        long session = logIn(library, place);
        try {
            library.find(session, Pkcs11Library.PRIVATE_KEY, place.label());
            return library.ed25519Point(session, library.find(session, Pkcs11Library.PUBLIC_KEY, place.label()));
        } finally {
            library.closeSession(session);
        }
    }

    @Override
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    @Override
    public byte[] sign(byte[] noteText) {
        lock.lock();
        try {
            byte[] signature = once(noteText).orElseGet(() -> {
                close();
                return once(noteText)
                        .orElseThrow(() -> new SigningFailed("key_unusable", "pkcs11: the token refuses to sign"));
            });
            if (!verifierKey.verify(noteText, signature)) {
                throw new SigningFailed(
                        "key_unusable", "pkcs11: what the token signed is not of the key " + verifierKey.id());
            }
            return signature;
        } finally {
            lock.unlock();
        }
    }

    private Optional<byte[]> once(byte[] noteText) {
        Session open = session == null ? open() : session;
        session = open;
        return open.library().sign(open.handle(), open.key(), noteText);
    }

    private Session open() {
        Pkcs11Library library = Pkcs11Library.load(place.library());
        long handle = logIn(library, place);
        return new Session(library, handle, library.find(handle, Pkcs11Library.PRIVATE_KEY, place.label()));
    }

    private void close() {
        if (session != null) {
            session.library().closeSession(session.handle());
            session = null;
        }
    }

    private static long logIn(Pkcs11Library library, RemoteKey.Place.Pkcs11 place) {
        String pin = RemoteKey.secret(place.pinFile())
                .orElseThrow(() -> new SigningFailed(
                        "key_unusable", "pkcs11: `" + place.pinFile() + "` does not hold a PIN on its first line"));
        return library.logIn(place.token(), pin);
    }
}
