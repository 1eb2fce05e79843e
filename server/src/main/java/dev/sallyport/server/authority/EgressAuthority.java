package dev.sallyport.server.authority;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of one install (RFC 5280): P-256, no authority below it, ten years. Whoever trusts it trusts whoever has its key,
 * so it is installed where agents run and nowhere else. Immutable; thread-safe.
 */
@SuppressWarnings("JavaUtilDate") // what certificates are made of
public final class EgressAuthority {
    /** How long a host's certificate is valid. */
    static final long LEAF_MILLIS = 24 * 3_600_000L;

    /** How far back its validity begins, for clocks that are behind. */
    static final long BACK_MILLIS = 3_600_000L;

    private static final long OWN_MILLIS = 3_650 * 24 * 3_600_000L;
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 127;
    private static final int NAME_BYTES = 4;
    private static final int MAX_COMMON_NAME = 64;
    private static final String BEGIN = "-----BEGIN ";
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";

    private final PrivateKey key;
    private final X509Certificate certificate;

    private EgressAuthority(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** A new one. */
    public static EgressAuthority create(SecureRandom random, long nowMillis) throws GeneralSecurityException {
        KeyPair pair = keys(random);
        byte[] mark = new byte[NAME_BYTES];
        random.nextBytes(mark);
        X500Name name = named("Sallyport egress " + HexFormat.of().formatHex(mark));
        try {
            JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
                    date(nowMillis - BACK_MILLIS),
                    date(nowMillis + OWN_MILLIS),
                    name,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(pair.getPublic()));
            return new EgressAuthority(pair.getPrivate(), signed(builder, pair.getPrivate()));
        } catch (CertIOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /**
     * The one whose key and certificate these are.
     *
     * @throws GeneralSecurityException if they are none, do not belong together, or the certificate is over
     */
    public static EgressAuthority of(String keyPem, String certificatePem, long nowMillis)
            throws GeneralSecurityException {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(decoded(certificatePem, CERTIFICATE)));
        PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(decoded(keyPem, KEY)));
        certificate.checkValidity(date(nowMillis));
        if (certificate.getBasicConstraints() < 0 || !belong(key, certificate.getPublicKey())) {
            throw new GeneralSecurityException("key and certificate do not belong together");
        }
        return new EgressAuthority(key, certificate);
    }

    private static boolean belong(PrivateKey key, PublicKey other) throws GeneralSecurityException {
        byte[] any = new byte[] {1};
        Signature signing = Signature.getInstance(SIGNATURE);
        signing.initSign(key);
        signing.update(any);
        Signature checking = Signature.getInstance(SIGNATURE);
        checking.initVerify(other);
        checking.update(any);
        return checking.verify(signing.sign());
    }

    /** What agents' machines install. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The same as PEM (RFC 7468). */
    public String certificatePem() throws GeneralSecurityException {
        return encoded(CERTIFICATE, certificate.getEncoded());
    }

    /** Its key as PEM, to be kept where only the gateway reads it. */
    public String keyPem() {
        return encoded(KEY, key.getEncoded());
    }

    /** Keys for the certificates of hosts. */
    static KeyPair keys(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    /**
     * A certificate for exactly that host.
     *
     * @param host a name, or an address without brackets
     */
    X509Certificate leaf(String host, boolean address, PublicKey of, SecureRandom random, long nowMillis)
            throws GeneralSecurityException {
        try {
            JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    certificate,
                    new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
                    date(Math.max(certificate.getNotBefore().getTime(), nowMillis - BACK_MILLIS)),
                    date(Math.min(certificate.getNotAfter().getTime(), nowMillis + LEAF_MILLIS)),
                    named(host.length() <= MAX_COMMON_NAME ? host : "a host behind Sallyport"),
                    of);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host)));
            builder.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(of));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(certificate));
            return signed(builder, key);
        } catch (CertIOException | IllegalArgumentException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static X500Name named(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(by)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static Date date(long millis) {
        return Date.from(Instant.ofEpochMilli(millis));
    }

    private static String encoded(String what, byte[] bytes) {
        return BEGIN + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }

    private static byte[] decoded(String pem, String what) throws GeneralSecurityException {
        String begin = BEGIN + what + "-----";
        String end = "-----END " + what + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf(end);
        if (from < 0 || to < from) {
            throw new GeneralSecurityException("no " + what + " in PEM");
        }
        try {
            return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("no base64", e);
        }
    }
}
