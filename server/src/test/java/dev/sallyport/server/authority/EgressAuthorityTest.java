package dev.sallyport.server.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.testkit.ManualClock;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the authority signs is for one host and a day, and only it can sign it. */
@SuppressWarnings("JavaUtilDate") // what certificates are checked with
class EgressAuthorityTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long NOW = 1_800_000_000_000L;
    private static final long HOUR = 3_600_000;

    private static EgressAuthority authority() throws GeneralSecurityException {
        return EgressAuthority.create(RANDOM, NOW);
    }

    private static X509Certificate leaf(EgressAuthority by, String host, boolean address)
            throws GeneralSecurityException {
        KeyPair keys = EgressAuthority.keys(RANDOM);
        return by.leaf(host, address, keys.getPublic(), RANDOM, NOW);
    }

    /** Throws unless it is valid at that time under that root. */
    private static void validate(X509Certificate leaf, EgressAuthority root, long at) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(Instant.ofEpochMilli(at)));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
    }

    @ParameterizedTest
    @CsvSource({"api.example.com, false, 2", "xn--bcher-kva.example, false, 2", "127.0.0.1, true, 7", "::1, true, 7"})
    void a_hosts_certificate_names_exactly_that_host_and_is_valid_for_a_day(String host, boolean address, int kind)
            throws Exception {
        EgressAuthority authority = authority();
        X509Certificate leaf = leaf(authority, host, address);
        assertEquals(1, leaf.getSubjectAlternativeNames().size());
        List<?> name = leaf.getSubjectAlternativeNames().iterator().next();
        assertEquals(kind, name.getFirst());
        assertEquals(host.equals("::1") ? "0:0:0:0:0:0:0:1" : host, name.getLast());
        assertEquals(-1, leaf.getBasicConstraints());
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), leaf.getExtendedKeyUsage());
        validate(leaf, authority, NOW);
        validate(leaf, authority, NOW - HOUR + 1_000);
        validate(leaf, authority, NOW + 24 * HOUR - 1_000);
        assertThrows(Exception.class, () -> validate(leaf, authority, NOW + 24 * HOUR + 1_000));
        assertThrows(Exception.class, () -> validate(leaf, authority(), NOW));
    }

    @Test
    void the_authority_signs_hosts_and_no_other_authority() throws Exception {
        X509Certificate own = authority().certificate();
        assertEquals(0, own.getBasicConstraints());
        assertTrue(own.getKeyUsage()[5], "may sign certificates");
        assertFalse(own.getKeyUsage()[0], "signs nothing else");
        own.verify(own.getPublicKey());
    }

    @Test
    void it_is_read_back_from_what_was_written_and_from_nothing_else() throws Exception {
        EgressAuthority one = authority();
        EgressAuthority other = authority();
        EgressAuthority read = EgressAuthority.of(one.keyPem(), one.certificatePem(), NOW);
        validate(leaf(read, "a.example", false), one, NOW);
        for (String[] wrong : new String[][] {
            {other.keyPem(), one.certificatePem()}, {"", one.certificatePem()}, {one.keyPem(), one.keyPem()}
        }) {
            assertThrows(GeneralSecurityException.class, () -> EgressAuthority.of(wrong[0], wrong[1], NOW));
        }
        long over = NOW + 3_651L * 24 * HOUR;
        assertThrows(
                GeneralSecurityException.class, () -> EgressAuthority.of(one.keyPem(), one.certificatePem(), over));
    }

    @Test
    void a_certificate_is_kept_for_half_its_life_and_only_so_many_are() throws Exception {
        ManualClock clock = new ManualClock();
        EgressAuthority authority = EgressAuthority.create(RANDOM, clock.millis());
        LeafCertificates leaves = new LeafCertificates(authority, RANDOM, clock);
        Object first = leaves.forHost("a.example");
        assertSame(first, leaves.forHost("a.example"));
        clock.advanceMillis(12 * HOUR);
        assertNotSame(first, leaves.forHost("a.example"));
        Object second = leaves.forHost("a.example");
        for (int i = 0; i < LeafCertificates.MOST; i++) {
            leaves.forHost("h" + i + ".example");
        }
        assertNotSame(second, leaves.forHost("a.example"));
    }
}
