package dev.sallyport.server.wiring;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A gateway whose two destinations refuse what they are told, and which owed each of them one notice. */
final class DeadNotices implements AutoCloseable {
    private static final int STORM = 10;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final HttpServer refusing;
    private final TestGateway gateway;

    private DeadNotices(HttpServer refusing, TestGateway gateway) {
        this.refusing = refusing;
        this.gateway = gateway;
    }

    static DeadNotices two(Path folder) throws IOException {
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
        });
        refusing.start();
        Files.createDirectories(folder);
        Path secret = Files.writeString(folder.resolve("hook.key"), "0123456789" + "0123456789");
        String one = "{network: loopback, webhook: {url: \"http://127.0.0.1:"
                + refusing.getAddress().getPort() + "/in\", secret_file: \"" + secret + "\"}}";
        String settings =
                "alerts: {destinations: {left: " + one + ", right: " + one + "}, routes: {high: [left, right]}}";
        TestGateway gateway = TestGateway.startNow(folder.resolve("data"), SettingsFile.parse("s.yaml", settings));
        DeadNotices dead = new DeadNotices(refusing, gateway);
        Enrolled agent = gateway.agent("stormy");
        for (int i = 0; i < STORM; i++) {
            gateway.client().post("/v1/authorize", agent.token(), TestGateway.call(agent, "malicious_suspected", ""));
        }
        dead.await(2);
        return dead;
    }

    /** Waits until there are so many dead notices. */
    void await(int wanted) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (count() != wanted) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(count() + " notices are dead, not " + wanted);
            }
        }
    }

    private int count() {
        return gateway.client()
                .get("/v1/notices/dead", gateway.operator())
                .items("notices")
                .size();
    }

    /** A member of one of the listed notices. */
    static String member(Heard listed, int index, String name) {
        return listed.items("notices").get(index) instanceof JsonObject row && row.get(name) instanceof JsonString text
                ? text.value()
                : "";
    }

    TestGateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        gateway.close();
        refusing.stop(0);
    }
}
