package dev.sallyport.cli;

import dev.sallyport.server.config.Settings;
import dev.sallyport.server.wiring.Gateway;
import dev.sallyport.server.wiring.GatewayOptions;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A gateway inside the test, on a data directory of its own, found by the verbs as any other. */
record Running(Path data, Install.FreshKeys keys, Gateway gateway) implements AutoCloseable {
    static Running in(Path data) {
        Install.FreshKeys keys = Install.create(data, Sources.system());
        return new Running(data, keys, Gateway.start(GatewayOptions.local(data)));
    }

    /** A gateway with that configuration, on any free port. */
    static Running in(Path data, Settings settings) {
        Install.FreshKeys keys = Install.create(data, Sources.system());
        return new Running(data, keys, Gateway.start(new GatewayOptions(data, settings.withPort(0), Optional.empty())));
    }

    /** A gateway on a data directory that was made before. */
    static Running on(Path data, Install.FreshKeys keys) {
        return new Running(data, keys, Gateway.start(GatewayOptions.local(data)));
    }

    /** The environment of an operator. */
    Map<String, String> operator() {
        Map<String, String> env = new HashMap<>(anybody());
        env.put("SALLYPORT_TOKEN", keys.operatorKey());
        return env;
    }

    /** The environment of somebody without a credential. */
    Map<String, String> anybody() {
        return Map.of("SALLYPORT_HOME", data.toString());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
