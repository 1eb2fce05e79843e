package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.mcp.frame.Reply;

/** The outlet with the counters beside it. Thread-safe, as they are. */
record Wire(Outlet outlet, Counters counters) {
    void pass(Side to, byte[] frame) {
        counters.add(Counted.PASSED);
        send(to, frame);
    }

    void send(Side to, byte[] frame) {
        switch (to) {
            case CLIENT -> outlet.toClient(frame);
            case SERVER -> outlet.toServer(frame);
        }
    }

    void refuse(byte[] rawId, int rpcCode, String code, String message) {
        outlet.toClient(Reply.error(rawId, rpcCode, code, message));
    }

    void refuse(byte[] rawId, int rpcCode, String message, JsonObject data) {
        outlet.toClient(Reply.error(rawId, rpcCode, message, data));
    }

    /** The two ends of a proxy. */
    enum Side {
        CLIENT,
        SERVER
    }
}
