package dev.sallyport.server.wiring;

import dev.sallyport.action.json.StrictJson;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.Outlet;
import dev.sallyport.connect.mcp.tool.ToolShape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A mail server behind the proxy, and the client in front of it: offers an inbox and a way to send. */
final class MailServer implements Outlet {
    private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|[0-9]+)");
    private static final List<String> TOOLS = List.of("get_unread_emails", "send_email");

    /** What the server was asked to do. */
    final List<String> sent = new CopyOnWriteArrayList<>();

    /** What the inbox holds. */
    volatile String inbox = "";

    /** Whether calls are answered. */
    volatile boolean answers = true;

    private final BlockingQueue<String> client = new LinkedBlockingQueue<>();

    @Nullable
    McpProxy proxy;

    static List<String> tools() {
        return TOOLS;
    }

    private static String tool(String name) {
        return "{\"name\":\"" + name + "\",\"description\":\"mail\",\"inputSchema\":{\"type\":\"object\"}}";
    }

    static String hash(String name) {
        return ToolShape.of(StrictJson.parse(tool(name).getBytes(StandardCharsets.UTF_8)))
                .orElseThrow()
                .hash();
    }

    @Override
    public void toClient(byte[] frame) {
        client.add(new String(frame, StandardCharsets.UTF_8));
    }

    @Override
    public void toServer(byte[] frame) {
        String text = new String(frame, StandardCharsets.UTF_8);
        Matcher id = ID.matcher(text);
        if (!id.find()) {
            return;
        }
        if (text.contains("tools/list")) {
            answer(id.group(1), "{\"tools\":[" + tool(TOOLS.get(0)) + "," + tool(TOOLS.get(1)) + "]}");
            return;
        }
        sent.add(text);
        if (answers) {
            String said = text.contains("get_unread_emails") ? inbox : "sent";
            answer(id.group(1), "{\"content\":[{\"type\":\"text\",\"text\":\"" + said.replace("\"", "\\\"") + "\"}]}");
        }
    }

    private void answer(String id, String result) {
        fromServer("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}");
    }

    void fromServer(String frame) {
        McpProxy to = proxy;
        if (to != null) {
            Thread.ofVirtual().start(() -> to.fromServer(frame.getBytes(StandardCharsets.UTF_8)));
        }
    }

    void call(int id, String tool, String arguments) {
        McpProxy to = proxy;
        if (to != null) {
            to.fromClient(("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
                            + tool + "\",\"arguments\":" + arguments + ",\"_meta\":{\"progressToken\":" + id + "}}}")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The next frame to the client that holds that text. */
    String next(String holding) {
        try {
            for (Optional<String> frame = poll(); frame.isPresent(); frame = poll()) {
                if (frame.get().contains(holding)) {
                    return frame.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("nothing came that holds " + holding);
    }

    private Optional<String> poll() throws InterruptedException {
        return Optional.ofNullable(client.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public void notice(String line) {}
}
