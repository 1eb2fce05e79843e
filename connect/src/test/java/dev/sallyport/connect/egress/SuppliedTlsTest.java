package dev.sallyport.connect.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.broker.SecretEntry;
import dev.sallyport.connect.broker.SecretSource;
import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.egress.rule.EgressRule;
import dev.sallyport.connect.egress.rule.EgressRules;
import dev.sallyport.connect.egress.rule.HostPattern;
import dev.sallyport.connect.egress.rule.Supplied;
import dev.sallyport.gate.Gate;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.TestInstall;
import dev.sallyport.text.host.Categories;
import dev.sallyport.text.host.Network;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A credential added to a plain request travels under TLS, and to the host that the certificate names alone. */
class SuppliedTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String VALUE = "MARKED-service-credential";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final BlockingQueue<String> came = new LinkedBlockingQueue<>();

    private KeyStore keys() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "k",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=api.example.com",
                        "-ext",
                        "san=dns:api.example.com",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("k", keys.getCertificate("k"));
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, PASSWORD);
        TrustManagerFactory others = TrustManagerFactory.getInstance("PKIX");
        others.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }

    private void serve(SSLServerSocket listening) {
        while (!listening.isClosed()) {
            try (SSLSocket one = (SSLSocket) listening.accept()) {
                byte[] said = new byte[8192];
                int n = one.getInputStream().read(said);
                came.add(new String(said, 0, Math.max(0, n), StandardCharsets.ISO_8859_1));
                one.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nyou sent " + VALUE)
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException refusedOrClosed) {
                // The next one, or the end.
            }
        }
    }

    private static GateEgress door(Gate gate, MemoryJournal journal, int port) {
        ManualClock clock = new ManualClock();
        EgressRule rule = new EgressRule(
                List.of(HostPattern.parse("*").orElseThrow()),
                Set.of(),
                Set.of(port),
                Set.of(),
                Set.of(),
                List.of(Network.parse("127.0.0.0/8").orElseThrow()),
                Set.of(),
                Optional.empty(),
                new Supplied(true, Map.of("Authorization", SecretTemplate.parse("Bearer secret://api"))));
        SecretSource source = new SecretSource.InEnvironment("API", name -> Optional.of(VALUE));
        SecretEntry entry =
                new SecretEntry(source, Set.of("egress:api.example.com", "egress:other.example"), Set.of(), 60_000);
        return new GateEgress(new GateEgress.Parts(
                gate,
                new EgressRules(List.of(rule), Categories.with(Map.of()), Categories.BUILT_IN),
                name -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                token -> journal.registry().agent(TestInstall.TENANT, TestInstall.AGENT),
                new Machine() {
                    @Override
                    public boolean isOwn(InetAddress address) {
                        return false;
                    }

                    @Override
                    public boolean isGateway(InetAddress address, int asked) {
                        return false;
                    }
                },
                new TokenBroker(Map.of("api", entry), event -> {}, clock, System::nanoTime),
                new Reporting(event -> {}, clock, TestInstall.TENANT)));
    }

    private static String ask(EgressProxy proxy, String url) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(proxy.address());
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + url + " HTTP/1.1\r\nProxy-Authorization: Bearer token\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void a_credential_goes_to_the_host_its_certificate_names_and_to_no_other() throws Exception {
        SSLContext context = context(keys());
        MemoryJournal journal = MemoryJournal.automatic();
        Gate gate = new Gate(TestInstall.parts(journal, journal, new ManualClock(), 1));
        TestInstall.setUp(gate);
        try (SSLServerSocket listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(listening));
            int port = listening.getLocalPort();
            EgressLimits limits = new EgressLimits(10, 10, 10_000, 10_000, 5_000);
            try (EgressProxy proxy = EgressProxy.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    door(gate, journal, port),
                    limits,
                    System::nanoTime,
                    context.getSocketFactory())) {
                String answer = ask(proxy, "http://api.example.com:" + port + "/user");
                String said = Objects.requireNonNull(came.poll(10, TimeUnit.SECONDS));
                assertTrue(said.startsWith("GET /user HTTP/1.1\r\nHost: api.example.com:" + port), said);
                assertTrue(said.contains("authorization: Bearer " + VALUE + "\r\n"), said);
                assertTrue(answer.contains("you sent *****") && !answer.contains("MARKED"), answer);
                String other = ask(proxy, "http://other.example:" + port + "/user");
                assertTrue(other.contains("Sallyport-Code: egress_untrusted\r\n"), other);
                assertFalse(other.contains("MARKED"), other);
                assertTrue(came.isEmpty(), "another host was told the credential");
            }
        }
    }
}
