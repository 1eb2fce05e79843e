package dev.sallyport.cli;

import dev.sallyport.action.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A gateway with an installed hook. */
final class HookSetUp {
    private HookSetUp() {}

    /** Installs Claude Code's hook for a user whose home lies in the gateway's data directory's parent. */
    static Path claude(Running gateway) {
        return install(gateway, "claude-code");
    }

    /** Installs a host's hook; returns the user's home. */
    static Path install(Running gateway, String host) {
        Path home = gateway.data().resolveSibling("home-" + gateway.data().getFileName());
        Map<String, String> env = new HashMap<>(gateway.operator());
        env.put("HOME", home.toString());
        Ran.with("", env, "install", host, "--json").exits(0);
        return home;
    }

    static JsonObject row(Ran ran) {
        return ran.rows().getFirst();
    }
}
