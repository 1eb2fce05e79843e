package dev.sallyport.gate.containment;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.identity.QualifiedName;
import dev.sallyport.gate.identity.SessionId;

/** Whom or what a measure concerns. */
public sealed interface Target {
    /** The word for its kind. */
    String kind();

    /** Its id, by which receipts and answers name it. */
    String id();

    /** One agent. */
    record Agent(AgentId agent) implements Target {
        @Override
        public String kind() {
            return "agent";
        }

        @Override
        public String id() {
            return agent.value();
        }
    }

    /** One session, whoever uses it. */
    record Session(SessionId session) implements Target {
        @Override
        public String kind() {
            return "session";
        }

        @Override
        public String id() {
            return session.value();
        }
    }

    /** Every tool of a server. */
    record Server(String key) implements Target {
        @Override
        public String kind() {
            return "server";
        }

        @Override
        public String id() {
            return key;
        }
    }

    /** One tool of a server. */
    record Tool(String server, String name) implements Target {
        @Override
        public String kind() {
            return "tool";
        }

        @Override
        public String id() {
            return QualifiedName.of(server, name);
        }
    }

    /**
     * The target of that kind and id.
     *
     * @throws IllegalArgumentException if there is no such kind, or the id can't be one of it
     */
    static Target of(String kind, String id) {
        return switch (kind) {
            case "agent" -> new Agent(new AgentId(id));
            case "session" -> new Session(new SessionId(id));
            case "server" -> new Server(Name.check("server", id));
            case "tool" -> tool(id);
            default -> throw new IllegalArgumentException("`" + kind + "` is none of agent, session, server and tool");
        };
    }

    private static Target tool(String id) {
        int slash = id.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("a tool is named SERVER/TOOL");
        }
        String server = id.substring(0, slash).replace("%2F", "/").replace("%25", "%");
        return new Tool(Name.check("server", server), Name.check("tool", id.substring(slash + 1)));
    }
}
