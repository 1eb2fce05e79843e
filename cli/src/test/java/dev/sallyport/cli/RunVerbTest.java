package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.process.OwnJava;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.server.config.SettingsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command in a network of its own, with the real launcher, the real kernel and a server on this machine's loopback. */
class RunVerbTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    private record Ended(int status, String out) {}

    private static Ended run(Path data, String token, String script) throws IOException, InterruptedException {
        List<String> verb = new ArrayList<>(List.of("run", "--data", data.toString(), "--", "/bin/sh", "-c", script));
        ProcessBuilder builder = new ProcessBuilder(OwnJava.command(verb)).redirectErrorStream(true);
        builder.environment().put("SALLYPORT_TOKEN", token);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }

    private static void answer(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (Socket one = listening.accept()) {
                one.getInputStream().read(new byte[8192]);
                one.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ninside"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                // The next one, or the end.
            }
        }
    }

    private static boolean kernelAllows() throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-r", "-n", "-m", "-i", "true")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    @Test
    @Tag("full")
    void a_contained_command_reaches_an_allowed_host_through_the_proxy_and_nothing_else() throws Exception {
        assumeTrue(kernelAllows(), "skipped: this kernel gives no user namespaces");
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(listening));
            int port = listening.getLocalPort();
            String allowed = """
                    egress: {port: 0, allow: [{hosts: [localhost], ports: [%d], networks: ['127.0.0.0/8', '::1']}]}
                    """.formatted(port);
            try (Running gateway = Running.in(data, SettingsFile.parse("s.yaml", allowed))) {
                String token = agent(gateway);
                String url = "http://localhost:" + port + "/";
                Ended through = run(data, token, "curl -s --noproxy '' " + url + "; echo; id -u; ls /run | wc -l");
                assertEquals(0, through.status(), through.out());
                assertEquals(
                        List.of("inside", own(), "0"),
                        through.out().lines().map(String::strip).toList());
                Ended direct = run(data, token, "curl -s --max-time 3 --noproxy '*' " + url + "; exit $?");
                assertEquals(7, direct.status(), direct.out());
                Ended outside = run(data, token, "curl -s --max-time 3 --noproxy '*' http://192.0.2.1/; exit $?");
                assertEquals(7, outside.status(), outside.out());
                Ended denied = run(data, token, "curl -s -i --noproxy '' http://elsewhere.example/ | head -20");
                assertTrue(denied.out().contains("Sallyport-Code: egress_not_allowed"), denied.out());
                Ended status = run(data, token, "exit 42");
                assertEquals(42, status.status());
                Ended up = run(
                        data,
                        token,
                        "ip link add dummy0 type dummy 2>&1 || unshare --version > /dev/null; umount /run");
                assertTrue(up.status() != 0, up.out());
            }
        }
    }

    private static String agent(Running running) {
        JsonString token = (JsonString) Objects.requireNonNull(Gateways.running(new DataFolder(running.data()))
                .as(running.keys().enrolmentKey())
                .post("/v1/agents/register", """
                        {"agent_key":"coder","name":"Coder","owner_team":"ops","environment":"prod","risk_tier":"low"}
                        """.getBytes(StandardCharsets.UTF_8))
                .orComplain()
                .object()
                .get("agent_token"));
        return token.value();
    }

    private static String own() throws IOException {
        return String.valueOf(java.nio.file.Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    @Test
    void without_a_token_a_gateway_or_a_proxy_nothing_is_started() {
        Map<String, String> home = Map.of("SALLYPORT_HOME", data.toString());
        assertEquals(2, Ran.with("", home, "run", "--", "true").exit());
        Map<String, String> agent = Map.of("SALLYPORT_HOME", data.toString(), "SALLYPORT_TOKEN", "sp_ag_x");
        Ran none = Ran.with("", agent, "run", "--", "true");
        assertEquals(4, none.exit(), none.err());
        try (Running gateway = Running.in(data.resolve("on"))) {
            agent = new java.util.HashMap<>(agent);
            agent.putAll(gateway.anybody());
            Ran off = Ran.with("", agent, "run", "--json", "--", "true");
            assertEquals(4, off.exit(), off.err());
            assertTrue(off.out().contains("egress_off"), off.out());
        }
    }
}
