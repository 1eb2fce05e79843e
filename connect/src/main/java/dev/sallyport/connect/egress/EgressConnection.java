package dev.sallyport.connect.egress;

import dev.sallyport.connect.egress.EgressDoor.Caller;
import dev.sallyport.connect.egress.EgressDoor.Ruling;
import dev.sallyport.connect.egress.rule.EgressRule.Lift;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.connect.egress.wire.Greeting;
import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.HeadReader;
import dev.sallyport.connect.egress.wire.WireBroken;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.decision.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client: one request, one judgement, one dial. What is read before the judgement is bounded in length and time. Confined
 * to its thread.
 */
final class EgressConnection {
    private final EgressProxy proxy;
    private final Socket client;
    private final InputStream in;

    EgressConnection(EgressProxy proxy, Socket client) throws IOException {
        this.proxy = proxy;
        this.client = client;
        // Not buffered past the head: what follows a CONNECT is read record by record.
        this.in = new Deadlined(client, proxy.limits().headMillis(), proxy.ticker());
    }

    void run() throws IOException {
        Optional<Caller> caller = Optional.empty();
        try {
            Optional<Head> head = HeadReader.read(in);
            if (head.isEmpty()) {
                return;
            }
            caller = ProxyCredential.caller(head.get(), proxy.door());
            if (caller.isEmpty()) {
                proxy.door().turnedAway(caller, "credential_unknown");
                ProxyReply.unauthenticated(client);
                return;
            }
            admitted(caller.get(), head.get());
        } catch (WireBroken broken) {
            proxy.door().turnedAway(caller, "egress_malformed");
            ProxyReply.refuse(client, new Ruling.Stop(400, "egress_malformed", message(broken), Optional.empty()));
        }
    }

    private static String message(WireBroken broken) {
        return String.valueOf(broken.getMessage());
    }

    private void admitted(Caller caller, Head head) throws IOException, WireBroken {
        String agent =
                caller.agent().tenant().value() + "/" + caller.agent().id().value();
        if (!proxy.enter(agent)) {
            proxy.door().turnedAway(Optional.of(caller), "egress_full");
            String why = "this agent has " + proxy.limits().perAgent() + " connections open; close some";
            ProxyReply.refuse(client, new Ruling.Stop(429, "egress_full", why, Optional.empty()));
            return;
        }
        try {
            Forwarded forwarded = Forwarded.of(head, EgressTarget.of(head));
            switch (proxy.door().judge(caller, forwarded.target())) {
                case Ruling.Stop stop -> ProxyReply.refuse(client, stop);
                case Ruling.Pass pass -> passed(pass, forwarded);
            }
        } finally {
            proxy.leave(agent);
        }
    }

    private void passed(Ruling.Pass pass, Forwarded forwarded) throws IOException {
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
                forward(pass, forwarded, server, relay);
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
                Optional<Greeting> greeting = greeting(pass);
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

    /** The greeting, if it is one for the host that was judged; else why not is recorded. */
    private Optional<Greeting> greeting(Ruling.Pass pass) {
        try {
            Deadlined fresh = new Deadlined(client, proxy.limits().headMillis(), proxy.ticker());
            Greeting greeting = Greeting.read(fresh);
            Optional<ReasonCode> other = GreetingCheck.fault(pass, greeting.hello());
            if (other.isEmpty()) {
                return Optional.of(greeting);
            }
            proxy.door().turnedOut(pass, other.get());
        } catch (IOException | WireBroken noGreeting) {
            proxy.door().turnedOut(pass, ReasonCode.EGRESS_NOT_TLS);
        }
        return Optional.empty();
    }

    private void forward(Ruling.Pass pass, Forwarded forwarded, Socket server, Relay relay) throws IOException {
        Outcome.Status status = Outcome.Status.FAILED;
        try {
            server.getOutputStream().write(forwarded.head().getBytes(StandardCharsets.ISO_8859_1));
            client.setSoTimeout(proxy.limits().idleMillis());
            forwarded.body().copy(client.getInputStream(), server.getOutputStream());
            server.getOutputStream().flush();
            relay.backOnly();
            status = Outcome.Status.SUCCEEDED;
        } catch (WireBroken broken) {
            ProxyReply.refuse(client, new Ruling.Stop(400, "egress_malformed", message(broken), Optional.empty()));
        } finally {
            proxy.door().ended(pass, status);
        }
    }
}
