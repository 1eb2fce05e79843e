package dev.sallyport.server.authority;

import dev.sallyport.connect.egress.HostCertificates;
import dev.sallyport.connect.egress.address.AddressText;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Certificates of hosts, minted when they are asked for, each for one host and a day, under one key that no file ever holds. The
 * {@value #MOST} used last are kept, half a day at most. Thread-safe.
 */
public final class LeafCertificates implements HostCertificates {
    /** Most hosts whose certificates are kept. */
    static final int MOST = 1_024;

    private static final long KEPT_MILLIS = EgressAuthority.LEAF_MILLIS / 2;

    private record Minted(SSLSocketFactory factory, long atMillis) {}

    private final EgressAuthority authority;
    private final KeyPair keys;
    private final SecureRandom random;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    // Under the lock, least recently used first:
    private final LinkedHashMap<String, Minted> minted = new LinkedHashMap<>(16, 0.75f, true);

    /** Certificates that authority signs. */
    public LeafCertificates(EgressAuthority authority, SecureRandom random, InstantSource clock)
            throws GeneralSecurityException {
        this.authority = authority;
        this.keys = EgressAuthority.keys(random);
        this.random = random;
        this.clock = clock;
    }

    @Override
    public SSLSocketFactory forHost(String host) throws IOException {
        lock.lock();
        try {
            long now = clock.millis();
            Minted known = minted.get(host);
            if (known != null && now - known.atMillis() >= 0 && now - known.atMillis() < KEPT_MILLIS) {
                return known.factory();
            }
            SSLSocketFactory fresh = factory(host, now);
            minted.put(host, new Minted(fresh, now));
            if (minted.size() > MOST) {
                minted.pollFirstEntry();
            }
            return fresh;
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate can be made for the host", e);
        } finally {
            lock.unlock();
        }
    }

    private SSLSocketFactory factory(String host, long now) throws GeneralSecurityException, IOException {
        boolean address = !(AddressText.of(host) instanceof AddressText.Name);
        Certificate leaf =
                authority.leaf(host.replace("[", "").replace("]", ""), address, keys.getPublic(), random, now);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] none = new char[0];
        store.setKeyEntry("host", keys.getPrivate(), none, new Certificate[] {leaf, authority.certificate()});
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, none);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, random);
        return context.getSocketFactory();
    }
}
