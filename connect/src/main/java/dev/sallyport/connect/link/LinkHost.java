package dev.sallyport.connect.link;

import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.Outlet;
import dev.sallyport.connect.mcp.upstream.Hears;
import dev.sallyport.connect.mcp.upstream.Upstream;
import java.util.Optional;
import java.util.function.Function;

/** Decides who may open a link. Thread-safe. */
public interface LinkHost {
    /** The answer to a hello. */
    sealed interface Admission {
        /**
         * Let in.
         *
         * @param proxy makes the connection's proxy over its outlet
         * @param upstream makes the server, if the gateway speaks to it itself
         */
        record Admitted(Function<Outlet, McpProxy> proxy, Optional<Function<Hears, Upstream>> upstream)
                implements Admission {
            /** One whose server the shim starts. */
            public Admitted(Function<Outlet, McpProxy> proxy) {
                this(proxy, Optional.empty());
            }
        }

        /** Turned away. */
        record Refused(Ending why) implements Admission {}
    }

    /** Judges a hello of a process of the gateway's own user. */
    Admission admit(Hello hello);
}
