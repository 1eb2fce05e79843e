package dev.sallyport.server.wiring;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.egress.EgressLimits;
import dev.sallyport.connect.egress.EgressProxy;
import dev.sallyport.connect.egress.GateEgress;
import dev.sallyport.connect.egress.Machine;
import dev.sallyport.connect.egress.Reporting;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.authority.EgressAuthority;
import dev.sallyport.server.authority.LeafCertificates;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A gateway's gate behind an egress proxy that opens tunnels, and a host behind it whose certificate another authority signed. */
final class TunnelRig implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EgressAuthority install;
    private final EgressAuthority hosts;
    private final LeafCertificates hostCertificates;
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<String> came = new LinkedBlockingQueue<>();
    private final MemoryGateway gateway;
    private final EgressProxy proxy;
    private final String token;
    private volatile String hostIs = "";

    TunnelRig(Path folder, String settings) throws IOException, GeneralSecurityException {
        InstantSource now = InstantSource.system();
        install = EgressAuthority.create(RANDOM, now.millis());
        hosts = EgressAuthority.create(RANDOM, now.millis());
        hostCertificates = new LeafCertificates(hosts, RANDOM, now);
        Settings parsed =
                SettingsFile.parse(folder.resolve("s.yaml").toString(), settings.formatted(listening.getLocalPort()));
        gateway = new MemoryGateway(parsed, false, true);
        token = gateway.client
                .post("/v1/agents/register", gateway.operator, "{\"agent_key\":\"coder\"}")
                .string("agent_token");
        Thread.ofVirtual().start(this::serve);
        GateEgress door = new GateEgress(new GateEgress.Parts(
                gateway.core.gate(),
                parsed.outward().egress().orElseThrow().rules(),
                name -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                shown -> gateway.journal.registry().agentByToken(Credentials.hash(shown)),
                new Elsewhere(),
                gateway.core.broker(),
                new Reporting(gateway.core.meters(), gateway.clock, MemoryGateway.TENANT)));
        proxy = EgressProxy.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                door,
                new EgressLimits(50, 50, 10_000, 3_000, 5_000),
                System::nanoTime,
                new EgressProxy.Sides(trusting(hosts).getSocketFactory(), new LeafCertificates(install, RANDOM, now)));
    }

    private record Elsewhere() implements Machine {
        @Override
        public boolean isOwn(InetAddress address) {
            return false;
        }

        @Override
        public boolean isGateway(InetAddress address, int port) {
            return false;
        }
    }

    private static SSLContext trusting(EgressAuthority authority) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", authority.certificate());
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    SSLSocketFactory trustingTheInstall() throws GeneralSecurityException, IOException {
        return trusting(install).getSocketFactory();
    }

    SSLSocketFactory trustingTheHost() throws GeneralSecurityException, IOException {
        return trusting(hosts).getSocketFactory();
    }

    /** From now on the host's certificate names that one, whoever is asked for. */
    void hostIs(String name) {
        hostIs = name;
    }

    int port() {
        return listening.getLocalPort();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket one = listening.accept();
                Thread.ofVirtual().start(() -> answer(one));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket plain) {
        try {
            String shown = hostIs.isEmpty() ? "*.example.com" : hostIs;
            SSLSocketFactory factory = hostCertificates.forHost(shown.equals("*.example.com") ? lastAsked : shown);
            try (SSLSocket one = (SSLSocket) factory.createSocket(plain, null, true)) {
                one.setUseClientMode(false);
                byte[] said = new byte[16_384];
                StringBuilder all = new StringBuilder();
                while (!isWhole(all.toString())) {
                    int n = one.getInputStream().read(said);
                    if (n < 0) {
                        break;
                    }
                    all.append(new String(said, 0, n, StandardCharsets.ISO_8859_1));
                }
                came.add(all.toString());
                String key = all.toString().replaceFirst("(?s).*x-key: ([^\r]*).*", "$1");
                one.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nyou sent " + key)
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException refused) {
            // Whoever dialled did not like what it saw.
        }
    }

    private volatile String lastAsked = "api.example.com";

    private static boolean isWhole(String text) {
        int end = text.indexOf("\r\n\r\n");
        return end >= 0 && (!text.contains("Content-Length: 2") || text.length() >= end + 6);
    }

    /** A TLS connection through the proxy to that host, whose greeting names that one. */
    SSLSocket open(String host, SSLSocketFactory factory, String named, String... protocols) throws IOException {
        lastAsked = host;
        Socket socket = new Socket();
        socket.connect(proxy.address());
        socket.setSoTimeout(10_000);
        String target = host + ":" + port();
        socket.getOutputStream()
                .write(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\nProxy-Authorization: Bearer "
                                + token + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                throw new IOException("ended: " + head);
            }
            head.append((char) b);
        }
        if (!head.toString().startsWith("HTTP/1.1 200 ")) {
            throw new AssertionError(head.toString());
        }
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(List.of(new SNIHostName(named)));
        parameters.setApplicationProtocols(protocols);
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** What is answered to that request inside a tunnel to that host. */
    String ask(String host, String line, String fields, String body) throws Exception {
        return askAs(host, line + "\r\nHost: " + host + ":" + port() + "\r\n" + fields + "\r\n" + body);
    }

    String askAs(String host, String bytes) throws Exception {
        try (SSLSocket socket = open(host, trustingTheInstall(), host)) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** What reached the host next. */
    String came() throws InterruptedException {
        return Objects.requireNonNull(came.poll(10, TimeUnit.SECONDS), "nothing came");
    }

    boolean nothingCame() throws InterruptedException {
        return came.poll(200, TimeUnit.MILLISECONDS) == null;
    }

    void policy(String cedar) {
        Heard heard =
                gateway.client.post("/v1/policies", gateway.operator, "{\"files\":{\"p.cedar\":\"" + cedar + "\"}}");
        if (heard.status() / 100 != 2) {
            throw new AssertionError(heard.toString());
        }
    }

    /** Each decision with its action, oldest first; of denials the reason too. */
    List<String> decisions() {
        List<String> all = new ArrayList<>();
        for (Object one :
                gateway.client.get("/v1/decisions?limit=100", gateway.operator).items("decisions")) {
            JsonObject row = (JsonObject) one;
            String reason = row.get("reasons") instanceof JsonArray reasons
                            && text(row, "decision").equals("deny")
                            && reasons.items().getFirst() instanceof JsonString first
                    ? " " + first.value()
                    : "";
            all.addFirst(text(row, "decision") + " " + text(row, "action") + reason);
        }
        return all;
    }

    private static String text(JsonObject row, String member) {
        return row.get(member) instanceof JsonString text ? text.value() : "";
    }

    /** Waits until that decision is on the record. */
    void settles(String decision) {
        while (!decisions().contains(decision)) {
            Thread.onSpinWait();
        }
    }

    String receipts() {
        return gateway.client.get("/v1/receipts?limit=500", gateway.operator).text();
    }

    String metrics() {
        return gateway.client.get("/metrics", "").text();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        listening.close();
        gateway.close();
    }
}
