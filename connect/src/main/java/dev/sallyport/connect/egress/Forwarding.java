package dev.sallyport.connect.egress;

import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.egress.EgressDoor.Ruling;
import dev.sallyport.connect.egress.EgressDoor.Supply;
import dev.sallyport.connect.egress.rule.EgressRule.Lift;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.connect.egress.wire.Greeting;
import dev.sallyport.connect.egress.wire.WireBroken;
import dev.sallyport.gate.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What was released on its way: one dial to a judged address, one request or tunnel, one answer. Confined to its thread. */
final class Forwarding {
    private final EgressProxy proxy;
    private final Socket client;

    Forwarding(EgressProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    /** Sends it on; whatever becomes of it is recorded, and the client is answered. */
    void send(Ruling.Pass pass, Forwarded forwarded) throws IOException {
        Supply supply;
        try {
            supply = proxy.door().supply(pass);
        } catch (SecretUnavailable e) {
            proxy.door().ended(pass, Outcome.Status.NOT_STARTED);
            proxy.door().turnedAway(Optional.of(pass.caller()), "secret_unresolvable");
            String why = String.valueOf(e.getMessage());
            ProxyReply.refuse(client, new Ruling.Stop(502, "secret_unresolvable", why, Optional.empty()));
            return;
        }
        Socket server = dial(pass);
        if (server == null) {
            proxy.door().ended(pass, Outcome.Status.NOT_STARTED);
            String why = "none of the judged addresses answered";
            ProxyReply.refuse(client, new Ruling.Stop(502, "egress_unreachable", why, Optional.empty()));
            return;
        }
        Relay relay = new Relay(client, server, proxy.limits().idleMillis(), proxy.ticker());
        proxy.opened(relay, pass);
        try {
            if (forwarded.isTunnel()) {
                tunnel(pass, server, relay);
            } else {
                forward(pass, forwarded, supply, server, relay);
            }
        } finally {
            proxy.closed(relay);
            relay.close();
        }
    }

    /** Only the judged addresses, in their order. The name is not looked up again. */
    private @Nullable Socket dial(Ruling.Pass pass) {
        for (InetAddress address : pass.addresses()) {
            if (!proxy.door().stands(pass)) {
                return null;
            }
            Socket server = new Socket();
            try {
                server.connect(
                        new InetSocketAddress(address, pass.target().port()),
                        proxy.limits().dialMillis());
                server.setTcpNoDelay(true);
                return server;
            } catch (IOException silent) {
                closeQuietly(server);
            }
        }
        return null;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }

    private void tunnel(Ruling.Pass pass, Socket server, Relay relay) throws IOException {
        Outcome.Status status = Outcome.Status.NOT_STARTED;
        try {
            ProxyReply.established(client);
            if (!pass.rule().lifts().contains(Lift.ANY_PROTOCOL)) {
                Optional<Greeting> greeting = GreetingCheck.read(proxy, client, pass);
                if (greeting.isEmpty()) {
                    return;
                }
                status = Outcome.Status.SUCCEEDED;
                server.getOutputStream().write(greeting.get().bytes());
            }
            status = Outcome.Status.SUCCEEDED;
            relay.bothWays();
        } finally {
            proxy.door().ended(pass, status);
        }
    }

    private static boolean isSecured(Ruling.Pass pass) {
        return pass.rule().supplied().tls() || pass.target().scheme().equals(EgressTarget.HTTPS);
    }

    /** The connection to send on; nothing if it had to be under TLS and nobody trusted answered. */
    private @Nullable Socket secured(Ruling.Pass pass, Socket plain) throws IOException {
        if (!isSecured(pass)) {
            return plain;
        }
        try {
            plain.setSoTimeout(proxy.limits().headMillis());
            return proxy.secured(plain, pass.target().host(), pass.target().port());
        } catch (SSLException untrusted) {
            String why = "the host's certificate is not one for its name, or nobody trusted signed it";
            ProxyReply.refuse(client, new Ruling.Stop(502, "egress_untrusted", why, Optional.empty()));
            return null;
        }
    }

    private void forward(Ruling.Pass pass, Forwarded forwarded, Supply supply, Socket plain, Relay relay)
            throws IOException {
        Outcome.Status status = Outcome.Status.FAILED;
        try {
            Socket server = secured(pass, plain);
            if (server == null) {
                status = Outcome.Status.NOT_STARTED;
                return;
            }
            OutputStream out = server.getOutputStream();
            String head = forwarded.with(supply, isSecured(pass));
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            client.setSoTimeout(proxy.limits().idleMillis());
            forwarded.body().copy(client.getInputStream(), out);
            out.flush();
            relay.backOnly(server.getInputStream(), supply.scrubber());
            status = Outcome.Status.SUCCEEDED;
        } catch (WireBroken broken) {
            ProxyReply.refuse(
                    client,
                    new Ruling.Stop(400, "egress_malformed", String.valueOf(broken.getMessage()), Optional.empty()));
        } finally {
            proxy.door().ended(pass, status);
        }
    }
}
