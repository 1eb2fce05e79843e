package dev.sallyport.cli.hook;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.mcp.PinForm;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Reply;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.connect.hook.Host;
import dev.sallyport.connect.hook.HostTools;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the gateway must know before a hook can ask it: an agent for the hook, and what the host's own tools do. */
final class Enrolment {
    private final Gateway operator;
    private final Host host;

    Enrolment(Gateway operator, Host host) {
        this.operator = operator;
        this.host = host;
    }

    /** Pins the host's tools, unless they are pinned so already; tools that somebody pinned beside them stay. */
    void pinTools() {
        Optional<Server> known = PinForm.present(operator, host.wire());
        Map<String, PinnedTool> tools = new TreeMap<>(known.map(Server::tools).orElse(Map.of()));
        Map<String, PinnedTool> before = Map.copyOf(tools);
        HostTools.of(host).forEach(tool -> tools.put(tool.name(), tool));
        if (known.isPresent() && before.equals(tools)) {
            return;
        }
        if (known.isEmpty()) {
            operator.post(
                            "/v1/mcp/servers",
                            JsonObject.builder().put("key", host.wire()).build())
                    .orComplain();
        }
        operator.post(
                        "/v1/mcp/servers/" + PinForm.segment(host.wire()) + "/tools",
                        PinForm.tools(List.copyOf(tools.values())))
                .orComplain();
    }

    /** Registers the agent; its token. */
    String register(String key, boolean speaks, boolean replace) {
        JsonObject.Builder wanted = JsonObject.builder()
                .put("agent_key", key)
                .put("name", "Hook of " + host.wire())
                .put("environment", "local")
                .put("risk_tier", "medium")
                .put("speaks_for_user", speaks);
        if (replace) {
            wanted.put("replace", true);
        }
        Reply reply = operator.post("/v1/agents/register", wanted.build());
        if (reply.text("code", "").equals("agent_key_taken")) {
            throw Complaint.usage(
                    "agent_key_taken",
                    "an agent `" + key
                            + "` is registered and its token is not here: choose another --agent, or end that"
                            + " token with --replace");
        }
        String token = reply.orComplain().text("agent_token", "");
        if (token.isEmpty()) {
            throw Complaint.cannotDecide("malformed_answer", "the gateway registered an agent and gave no token");
        }
        return token;
    }
}
