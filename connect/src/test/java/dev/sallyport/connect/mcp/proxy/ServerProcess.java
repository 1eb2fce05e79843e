package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@link FakeServer} as a process of its own. The tool {@code crash} ends it with status 3. */
public final class ServerProcess {
    private ServerProcess() {}

    /** The command that starts it. */
    public static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName());
    }

    /** The hash of a tool it offers. */
    public static String hash(String tool) {
        return FakeServer.hash(tool, "does " + tool);
    }

    /** A gate that has its tools pinned. */
    public static ScriptedDoor door() {
        ScriptedDoor door = new ScriptedDoor();
        List.of("read", "crash", "hold_it").forEach(tool -> door.pin(tool, hash(tool)));
        return door;
    }

    /** Serves standard input. */
    public static void main(String[] args) throws IOException {
        FakeServer server = new FakeServer(frame -> {
            System.out.write(frame, 0, frame.length);
            System.out.write('\n');
            System.out.flush();
        });
        List.of("read", "crash", "hold_it").forEach(tool -> server.offer(tool, "does " + tool));
        server.callResult = "{\"content\":[],\"token\":\"" + System.getenv("SALLYPORT_TOKEN") + "\",\"home\":\""
                + System.getenv("BOX_HOME") + "\"}";
        server.onCall = request -> {
            if (request.params().toString().contains("crash")) {
                System.err.println("crashing as told");
                System.exit(3);
            }
        };
        Lines lines = new Lines(System.in, FrameReader.SERVER_FRAME_BYTES);
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            server.take(line.get());
        }
    }
}
