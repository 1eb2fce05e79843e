package dev.sallyport.connect.link;

import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.Outlet;
import java.util.function.Function;

/** Decides who may open a link. Thread-safe. */
public interface LinkHost {
    /** The answer to a hello. */
    sealed interface Admission {
        /**
         * Let in.
         *
         * @param proxy makes the connection's proxy over its outlet
         */
        record Admitted(Function<Outlet, McpProxy> proxy) implements Admission {}

        /** Turned away. */
        record Refused(Ending why) implements Admission {}
    }

    /** Judges a hello of a process of the gateway's own user. */
    Admission admit(Hello hello);
}
