package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A gateway on a folder with secrets beside it and an MCP server called {@code box} behind it. */
final class SecretRig implements AutoCloseable {
    final FakeUpstream upstream = new FakeUpstream().offer("send", "sends");
    private final Path data;
    private final List<McpClient> clients = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    TestGateway.Enrolled agent;

    SecretRig(Path data) throws IOException {
        this.data = data;
    }

    /** Keeps a secret in a file of its own. */
    void secret(String name, String value) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(data.resolve(name + ".token"), value), PosixFilePermissions.fromString("rw-------"));
    }

    void begin(String settings) {
        Settings parsed = SettingsFile.parse(
                data.resolve("s.yaml").toString(),
                settings.replace("server.sh", data.resolve("server.sh").toString()));
        gateway = TestGateway.start(data, parsed);
        agent = gateway.agent("coder");
        gateway.client()
                .post("/v1/mcp/servers", gateway.operator(), "{\"key\":\"box\",\"url\":\"" + upstream.url() + "\"}");
        gateway.client().post("/v1/mcp/servers", gateway.operator(), "{\"key\":\"shell\"}");
        gateway.client()
                .post(
                        "/v1/mcp/servers/box/tools",
                        gateway.operator(),
                        "{\"tools\":[{\"name\":\"send\",\"schema_hash\":\"" + upstream.hash("send")
                                + "\",\"effect\":\"reads\",\"capability\":\"read\"}]}");
    }

    /** Starts it on the same data after {@link #close}. */
    void again() {
        gateway.begin();
    }

    McpClient client(String server) {
        McpClient client = new McpClient(gateway.url(), server, agent.token());
        clients.add(client);
        return client;
    }

    /** All receipts, as text. */
    String outcomes() {
        return gateway.client()
                .get("/v1/receipts?limit=500", gateway.operator())
                .text();
    }

    /** Looks through everything that a gateway tells and writes, but for the secrets' own files. */
    void nothingWrittenHolds(String mark) throws IOException {
        for (String path : List.of("/metrics", "/v1/receipts?limit=500", "/v1/decisions?limit=500", "/v1/approvals")) {
            String token = path.equals("/metrics") ? "" : gateway.operator();
            assertFalse(gateway.client().get(path, token).text().contains(mark), path);
        }
        gateway.stop();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(p -> !p.toString().endsWith(".token"))
                    .toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(mark), file.toString());
            }
        }
        gateway.begin();
    }

    @Override
    public void close() {
        clients.forEach(McpClient::close);
        clients.clear();
        gateway.close();
    }
}
