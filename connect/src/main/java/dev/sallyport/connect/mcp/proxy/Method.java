package dev.sallyport.connect.mcp.proxy;

import java.util.Set;

/**
 * What a client may ask a server for. Names are compared exactly: {@code Tools/Call} is unknown, and what is unknown might act.
 *
 * <p>From MCP 2025-11-25 and 2026-07-28, schema, client requests, and the extensions for tasks and skills.
 */
final class Method {
    static final String INITIALIZE = "initialize";
    static final String INITIALIZED = "notifications/initialized";
    static final String CANCELLED = "notifications/cancelled";
    static final String PROGRESS = "notifications/progress";
    static final String TOOLS_CHANGED = "notifications/tools/list_changed";
    static final String TOOLS_LIST = "tools/list";
    static final String TOOLS_CALL = "tools/call";
    static final String SUBSCRIBE = "resources/subscribe";
    static final String LISTEN = "subscriptions/listen";

    private static final String NOTIFICATIONS = "notifications/";

    /** Served even while the workload is stopped: they keep the connection alive and do nothing. */
    private static final Set<String> LIVENESS = Set.of(INITIALIZE, "ping", "server/discover", "logging/setLevel");

    private static final Set<String> PASSING = Set.of(
            "completion/complete",
            "prompts/get",
            "prompts/list",
            "resources/directory/read",
            "resources/list",
            "resources/read",
            SUBSCRIBE,
            "resources/templates/list",
            "resources/unsubscribe",
            "skills/get",
            "skills/list",
            LISTEN,
            "tasks/cancel",
            "tasks/get",
            "tasks/list",
            "tasks/result",
            "tasks/update",
            TOOLS_CALL,
            TOOLS_LIST);

    /** What a model reads though it called nothing: a server's instructions, and its lists of prompts and resources. */
    private static final Set<String> TELLING = Set.of(
            INITIALIZE, "server/discover", "prompts/list", "resources/list", "resources/templates/list", "tasks/list");

    private Method() {}

    /** Whether its answer is text that a model may read without any call. */
    static boolean tellsUncalled(String method) {
        return TELLING.contains(method);
    }

    static boolean keepsAlive(String method) {
        return LIVENESS.contains(method);
    }

    /** Whether it only ends something: passed on for an agent that is stopped, too. */
    static boolean endsWork(String method) {
        return method.equals("tasks/cancel") || method.equals("resources/unsubscribe");
    }

    /** Whether it is known in that era; subscribing to a resource is {@link #LISTEN} in the newer one. */
    static boolean passes(String method, Era era) {
        boolean gone = era instanceof Era.Stateless && method.equals(SUBSCRIBE);
        return !gone && (LIVENESS.contains(method) || PASSING.contains(method));
    }

    /** Whether something sent without an id may pass: a tool call without one would run without an answer. */
    static boolean passesUnanswered(String method) {
        return method.startsWith(NOTIFICATIONS);
    }
}
